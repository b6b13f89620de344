"""Whether two texts tell one story: what a shared template must not be taken for.

Market reports, flashes and notices repeat one form of words with other figures, names and dates. So likeness
alone proves nothing: where two texts say the same, their figures must agree, and neither may keep speaking
of something that the other never mentions. A story shown twice is a smaller fault than one never shown, so
in doubt it is two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from digests.decisions.duplicates.fingerprint import UNSPACED, units
from digests.decisions.duplicates.permalink import same_page
from digests.model import Post

_SHORT = 100  # units: below this a changed word may be the news
_AGAIN = timedelta(hours=72)  # short texts recur: "the central bank injects 10 billion" is said every week
_HEADLINE = 8  # units that make a headline more than the name of a column
_OWN_TITLE = 3  # units that make a title of one page more than a chance
_SHINGLE = 3
_SHARED = 0.6  # of the shingles; a tenth of the words changed at random leaves 0.9 ** 3 = 0.73
_SHARED_SHORT = 0.8
_AKIN = 0.2  # of the shorter title's pairs: headlines of one event share 0.12 to 0.5
_SPOKEN_OF = 3  # times
_NAME = 4  # letters
_FIGURES_A_SLIP = 20  # figures for each one that an edit may have changed

# With what it counts, where no space stands between: 2月 is not 2日.
_FIGURE = re.compile(rf"\d+(?:[.,]\d+)*[%{UNSPACED}]?")
_STATEMENT = re.compile(r"[^。！？!?；;\n]+?(?:[。！？!?；;\n]|\.\s|$)")
_CREDITED = r"(?:来源|编辑|责编|记者|作者|原标题|source|reporting by|editing by|written by)"
_CREDIT = re.compile(
    rf"[(\[【][^)\]】\n]{{0,60}}?{_CREDITED}[^)\]】\n]{{0,60}}[)\]】]"
    rf"|^[^\n:]{{0,8}}{_CREDITED}\s*:[^\n]{{0,60}}$|^by [^\n.]{{0,60}}$",
    re.MULTILINE,
)
# What a feed leaves where it cuts a text, with the word or figure that it may have cut in two.
_CUT = re.compile(rf"[^\s{UNSPACED}]{{0,20}}\s?\[?\.{{3}}\]?$")
# An agency before the date of its report: "财联社12月8日讯". The date stays, for it may be the only news.
_AGENCY = re.compile(r"^[(\[【]?[^\d\n,。]{2,15}(?=\d{1,2}月\d{1,2}日[^\n,。]{0,12}[电讯])")


class _Text:
    """A post's words as the comparison needs them."""

    def __init__(self, post: Post) -> None:
        plain = unicodedata.normalize("NFKC", post.text).casefold()
        self.body = _CUT.sub("", _AGENCY.sub("", _CREDIT.sub("", plain).strip()))
        self.heading = unicodedata.normalize("NFKC", post.title).casefold()
        self.title = units(post.title)
        self.units = units(self.body)
        self.figures = _figures(self.heading) | _figures(self.body)

    def __len__(self) -> int:
        return len(self.units)


def are_copies(a: Post, b: Post) -> bool:
    """Whether two posts are copies of one story: edited lightly, credited otherwise, or cut short."""
    short, long = sorted((_Text(a), _Text(b)), key=len)
    if _announces(short, long) and same_page(a, b):
        return not _contradict(short, long)
    if not short.units:
        return a.feed_id != b.feed_id and len(short.title) >= _HEADLINE and short.title == long.title
    if _contradict(short, long) or _speak_of_others(short, long):
        return False
    if len(short) < _SHORT:
        return abs(a.published - b.published) <= _AGAIN and _akin(short, long) and _same_flash(short, long)
    if 2 * len(short) < len(long):
        return _akin(short, long) and _shared(short.units, _beginning(short, long)) >= _SHARED
    return _shared(short.units, long.units) >= _SHARED


def _announces(short: _Text, long: _Text) -> bool:
    """Whether a text has the other's title, and no more words than a teaser."""
    titles = _within(short.title, long.title) or _within(long.title, short.title)
    return titles and (len(short) < _SHORT or 2 * len(short) < len(long))


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a title is the other one, or its end: aggregators put the name of the source before it."""
    return len(part) >= _OWN_TITLE and list(part) == list(whole)[-len(part) :]


def _beginning(short: _Text, long: _Text) -> list[str]:
    """As much of the long text as a feed may have cut the short one from."""
    return long.units[: len(short) * 5 // 4]


def _same_flash(short: _Text, long: _Text) -> bool:
    """Words may be added or dropped; a word in the place of another makes it other news."""
    beginning = _beginning(short, long)
    changes = SequenceMatcher(None, short.units, beginning, autojunk=False).get_opcodes()
    replaced = any(kind == "replace" for kind, *_ in changes)
    return not replaced and _shared(short.units, beginning) >= _SHARED_SHORT


def _akin(a: _Text, b: _Text) -> bool:
    return not a.title or not b.title or _shared(a.title, b.title, size=2) >= _AKIN


def _shared(short: Sequence[str], long: Sequence[str], size: int = _SHINGLE) -> float:
    """How much of the short sequence's runs of ``size`` units stands in the long one, 0 to 1."""
    runs = _runs(short, size)
    return len(runs & _runs(long, size)) / len(runs)


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return set(zip(*(words[n:] for n in range(size)), strict=False)) or {tuple(words)}


def _contradict(a: _Text, b: _Text) -> bool:
    """Whether each has figures that the other lacks, in statements that both make."""
    one, other = _comparable(a, b), _comparable(b, a)
    slips = min(len(one), len(other)) // _FIGURES_A_SLIP
    return min(len(one - b.figures), len(other - a.figures)) > slips


def _comparable(text: _Text, beside: _Text) -> set[str]:
    """The figures of a title, and of the statements that have a counterpart beside them."""
    theirs = _runs(units(_FIGURE.sub("", beside.body)), 2)
    found = _figures(text.heading)
    for statement in _STATEMENT.findall(text.body):
        mine = _runs(units(_FIGURE.sub("", statement)), 2)
        if 2 * len(mine & theirs) >= len(mine):
            found |= _figures(statement)
    return found


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURE.findall(text)}


def _speak_of_others(a: _Text, b: _Text) -> bool:
    """Whether each keeps naming what the other never does: names return, words of an edit do not."""
    one, other = _names(a), _names(b)
    return _kept_naming(one, other) and _kept_naming(other, one)


def _names(text: _Text) -> Counter[str]:
    """Whatever may name something: words, and pairs of characters where words are not written apart."""
    said = text.title + text.units
    pairs = (one + other for one, other in pairwise(said) if len(one) == len(other) == 1)
    return Counter([*pairs, *(word for word in said if len(word) >= _NAME)])


def _kept_naming(one: Counter[str], other: Counter[str]) -> bool:
    return any(count >= _SPOKEN_OF and name not in other for name, count in one.items())
