"""Telegram's HTML: made from raw text, measured, and taken off again.

Raw text is tidied and cut first and escaped last, so that no cut ever falls into markup.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.texts import Html
from bot.texts.untrusted import visible

LONGEST_LINK = 2048
_TAG = re.compile(r"<[^<>]*>")
_OPENING = re.compile(r"<(?!tg-time)[a-z]")
_HASHTAG = re.compile(r"(?<!\w)#\w")
_LINKED = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_UNSEEN = frozenset({"Cc", "Cs"})


def tidy(text: str) -> str:
    """One line without control characters, direction overrides, lone surrogates and heaps of accents."""
    return " ".join(visible(text).split())


def units(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """A text of at most ``limit`` units, an ellipsis at its end when something was cut off."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore")
    while kept and (unicodedata.combining(kept[-1]) or kept[-1] in "\u200d\ufe0f"):
        kept = kept[:-1]
    return kept.rstrip() + "…"


def raw(text: str, limit: int = 300) -> Html:
    """Somebody else's text: tidied, cut, escaped."""
    return Html(html.escape(cut(tidy(text), limit)))


def bold(inner: Html) -> Html:
    """Bold."""
    return Html(f"<b>{inner}</b>") if inner else inner


def italic(inner: Html) -> Html:
    """Italic."""
    return Html(f"<i>{inner}</i>") if inner else inner


def struck(inner: Html) -> Html:
    """Struck through."""
    return Html(f"<s>{inner}</s>") if inner else inner


def link(address: str, inner: Html) -> Html:
    """A link, when the address is one that may be opened; else only its text."""
    safe = web_address(address)
    return Html(f'<a href="{html.escape(safe)}">{inner}</a>') if safe and inner else inner


def web_address(address: str) -> str:
    """The address if it is http or https with a host and not absurdly long, else ""."""
    stripped = address.strip()
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return ""
    spaced = any(c.isspace() or unicodedata.category(c) in _UNSEEN for c in stripped)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or spaced:
        return ""
    return stripped if units(stripped) <= LONGEST_LINK else ""


def quote(lines: Iterable[Html], *, folds: bool = True) -> Html:
    """Lines as a quotation, which folds when it is long unless told otherwise."""
    inner = "\n".join(lines)
    kind = "blockquote expandable" if folds else "blockquote"
    return Html(f"<{kind}>{inner}</blockquote>") if inner else Html("")


def lines(*each: Html) -> Html:
    """What is not empty, one below the other."""
    return Html("\n".join(filter(None, each)))


def spaced(each: Iterable[Html]) -> Html:
    """What is not empty, with a blank line between."""
    return Html("\n\n".join(filter(None, each)))


def hashtag(name: str) -> Html:
    """A tag as a word that can be tapped, where Telegram would take its name as one; else only the name."""
    word = re.sub(r"[\s\-.·]+", "_", tidy(name))
    taken = re.fullmatch(r"\w+", word) and _LETTER.search(word)
    return raw(f"#{word}" if taken else name, 40)


def length(markup: str) -> int:
    """The units that Telegram counts, after parsing."""
    return units(without(markup))


def entities(markup: str) -> int:
    """How many entities it makes, hashtags included; times that may be left unmarked do not count."""
    return len(_OPENING.findall(markup)) + len(_HASHTAG.findall(without(markup)))


def without(markup: str) -> str:
    """The text alone."""
    return html.unescape(_TAG.sub("", markup))


def plain_text(markup: str, limit: int) -> str:
    """The text with its links written out, for where markup was not accepted."""
    spelled = _LINKED.sub(lambda found: f"{found[2]} {found[1]}", markup)
    return cut(without(spelled), limit)
