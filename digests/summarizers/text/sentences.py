"""Text to paragraphs, sub-headings and sentences, in any language, without losing a character of it.

A line is a paragraph, unless it was broken at a width. Quotes and brackets are kept whole, list items and
``；`` enumerations are split, decimals, tickers, initials and abbreviations are not, and a last sentence
needs no full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digests.summarizers.text.abbreviations import COMPANY, abbreviates, ends_behind, last_word
from digests.summarizers.text.brackets import FILLER, QUOTE_END, enclosed, mask
from digests.summarizers.text.glued import glued_stop, unglued, with_their_quotes
from digests.summarizers.text.wrapped import unwrapped
from digests.summarizers.verbatim import verbatim

CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
)
NO_SPACES = frozenset(("zh", "ja", "yue", "th", "lo", "km", "my"))  # languages that write words unspaced

_CLOSERS = f"[”’\"'」』）)】》〉\\]»{QUOTE_END}]*"
_MARK = re.compile(
    rf"(?P<full>[。！？｡；।॥][。！？!?…]*{_CLOSERS})"
    rf"|(?P<code>(?=\.\s?{FILLER}){COMPANY}\.\s?{FILLER}{{3,15}}(?=\s[A-Z]))"  # its bracket is hidden
    rf"|(?P<stop>(?:\.(?!\d)|[!?…؟۔։])[.!?…؟۔։]*{_CLOSERS})"
    rf"|(?P<quote>{QUOTE_END})"
    rf"|(?P<blank>(?<=[{CJK}{FILLER}])[\u3000 ]+(?=[{CJK}]))"
    r"|(?P<item>(?<=\S)(?:(?=[①-⑳❶-❿])|(?=（[一二三四五六七八九十\d]{1,2}）)))"
)
# Where a mark may be: a plain set of characters is searched many times faster than the marks themselves.
_SPOT = re.compile(f"[。！？｡；।॥.!?…؟۔։①-⑳❶-❿（{QUOTE_END}]")
_SPOT_OR_BLANK = re.compile(f"[。！？｡；।॥.!?…؟۔։①-⑳❶-❿（{QUOTE_END} \u3000]")
_CJK = re.compile(f"[{CJK}]")
_SPEAKER = re.compile(
    "[^，。！？；：,]{0,12}(?:说|說|表示|称|稱|指出|认为|認為|道|问|問|坦言|透露|强调|と|って)"
)
_ITEM = re.compile(
    r"[①-⑳❶-❿•·●■◆▲]|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是](?!\d)|第[一二三四五六七八九十]"
)
_MOST_JOINED = 80  # characters of statements between semicolons that stay one sentence
_MIN_STRETCH = 6  # characters on both sides of a blank that parts a heading from a Chinese sentence
_HEADING_CHARS, _HEADING_WORDS = 40, 14
_TERMINAL = frozenset('。！？.!?…；;，,：:؟۔।”"’»」』）)')


class Sentence(NamedTuple):
    """One sentence, its paragraph (a non-empty line of the text) and its place there, both from 0.

    ``verbatim``: a line of code or a row of a table, which is kept in one piece.
    """

    text: str
    paragraph: int
    place: int
    heading: bool = False
    verbatim: bool = False

    @property
    def prose(self) -> bool:
        """Whether it may state something."""
        return not (self.heading or self.verbatim)


def sentences(text: str, lang: str) -> list[Sentence]:
    """Every sentence and sub-heading of ``text`` in order; joined, they are the text but for blanks."""
    lines: Sequence[str] = [line for line in (raw.strip() for raw in text.splitlines()) if line]
    if '"' in text:
        lines = with_their_quotes(lines)
    kept: Sequence[bool] = verbatim(lines)
    if lang not in NO_SPACES:
        lines, kept = unwrapped(lines, kept, lang)
    prose = [line[-1] in _TERMINAL for line in lines]
    found = []
    for number, line in enumerate(lines):
        heading = not prose[number] and _is_heading(line) and any(prose[number + 1 :])
        pieces = [line] if heading or kept[number] else split(line, lang)
        found += [Sentence(piece, number, index, heading, kept[number]) for index, piece in enumerate(pieces)]
    return found


def _is_heading(line: str) -> bool:
    """Short and without the marks of a sentence inside."""
    if len(line) > _HEADING_CHARS and len(line.split()) > _HEADING_WORDS:
        return False
    return len(line) <= _HEADING_CHARS * 3 and not re.search(f"[。；]|[{CJK}].{{{_HEADING_CHARS},}}", line)


def split(line: str, lang: str) -> list[str]:
    """The sentences of one paragraph, without blanks around it."""
    parts = unglued(line) if '"' in line else [line]
    return [piece for part in parts for piece in _split(part, lang)]


def _split(line: str, lang: str) -> list[str]:
    first = _spots(line).search(line)
    if not first or first.end() == len(line):  # most are one sentence, and told at once
        return [line] if line else []
    hidden = mask(line, enclosed(line))
    pieces, start = [], 0
    for match in _marks(hidden):
        if _breaks(match, line, start, lang):
            pieces.append(line[start : match.end()].strip())
            start = match.end()
    pieces.append(line[start:].strip())
    pieces = [piece for piece in pieces if piece]
    return _joined(pieces) if "；" in line else pieces


def _joined(pieces: list[str]) -> list[str]:
    """Statements that a semicolon parts, put together where they are short and are no items of a list.

    "Sales of 4 million；profit of 1 million" has one subject, which stands in the first of them.
    """
    found: list[str] = []
    for piece in pieces:
        fits = found and found[-1].endswith("；") and len(found[-1]) + len(piece) <= _MOST_JOINED
        if fits and not _ITEM.match(found[-1]) and not _ITEM.match(piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _spots(text: str) -> re.Pattern[str]:
    return _SPOT_OR_BLANK if _CJK.search(text) else _SPOT


def _marks(hidden: str) -> Iterator[re.Match[str]]:
    done = 0
    for spot in _spots(hidden).finditer(hidden):
        if spot.start() >= done and (match := _MARK.match(hidden, spot.start())):
            yield match
            done = match.end()


def _breaks(match: re.Match[str], line: str, start: int, lang: str) -> bool:
    at, end = match.span()
    if match.lastgroup == "blank":
        long = at - start >= _MIN_STRETCH and len(line) - end >= _MIN_STRETCH
        return long and "，" not in line[start:at]  # a heading has no commas; a blank may stand in a word
    if match.lastgroup == "item":
        return True
    if match.lastgroup == "code":
        return ends_behind(last_word(line, start, at), line, end)
    if match.lastgroup == "full" or _CJK.match(line, end):
        return _ends_unspaced(match.group(), line, end)
    return _ends_spaced(match.group()[0], line, start, at, end, lang)


def _ends_unspaced(mark: str, line: str, end: int) -> bool:
    """A full-width mark, or a Western one in front of Han or kana; not ``“……。”他说``."""
    if mark in ("…", ".", "..."):
        return mark == "." and line[end - 2 : end - 1] > "\u2e80"
    return not (mark[-1] in '\x02”」』"' and _SPEAKER.match(line, end))


def _ends_spaced(mark: str, line: str, start: int, at: int, end: int, lang: str) -> bool:
    """Whether a Western full stop (or ! ? …, or a quote that holds one) ends its sentence."""
    following = line[end:].lstrip()[:1]
    if not following:
        return True
    if not line[end].isspace():
        return glued_stop(line, at, end)
    if following.islower():
        return False
    if mark != ".":
        return True
    word = last_word(line, start, at)
    return not abbreviates(word, following, lang, first=at - start < 4) or ends_behind(word, line, end)
