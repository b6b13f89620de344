"""Plain text from strangers: what may stay in it, and where it may be cut."""

from __future__ import annotations

import re

# Controls, surrogates, non-characters; marks that show nothing (soft hyphen, zero-width space, word joiner,
# byte order mark) or that reorder what follows (bidi overrides, embeddings and isolates). Zero-width joiners
# stay: emoji and Persian need them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\u2066-\u2069\u202a-\u202e"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Four marks on one letter are more than any living script puts there; hundreds spill over other lines.
_MARKS_PILED = re.compile("([\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})[\u0300-\u036f"
                          "\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip
_CJK = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U00020000-\U0003ffff"
# A line break in the source of a Chinese or Japanese text is no space (CSS Text 3, segment breaks).
_WRAPPED = re.compile(rf"(?<=[{_CJK}])[^\S\n]*\n\s*(?=[{_CJK}])")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[。！？!?](?:[”’」』）)\"']*)|\.(?=\s)")


def printable(text: str) -> str:
    """Drop what cannot be shown or would disturb what stands around it; line ends become ``\\n``."""
    text = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MARKS_PILED.sub(r"\1", text)


def collapse(text: str) -> str:
    """One line: every run of white space (also no-break and full-width) is one space, none at the ends."""
    return _SPACES.sub(" ", unwrap(text)).strip()


def unwrap(text: str) -> str:
    """Without the line breaks between characters that write no spaces: there they only wrap the source."""
    return _WRAPPED.sub("", text) if "\n" in text else text


def one_line(text: str) -> str:
    """A stranger's title or name as one clean line."""
    return collapse(printable(text))


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words where there are some, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:，、；：") + "…"


def title_from(text: str, limit: int = 80) -> str:
    """A title for what has none: the first sentence of ``text``, of at most ``limit`` characters."""
    line = text.strip().split("\n", 1)[0]
    end = _SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    return shorten(sentence.rstrip("。.") or line, limit)
