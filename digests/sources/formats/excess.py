"""Excess: what an entry states again and again, or in hundreds of attributes, beyond all that is ever kept.

feedparser compares each label of an entry with all of its earlier ones, and each attribute of an element with
the others: one entry with 10,000 categories, or an element with 40,000 attributes, took the ten seconds that
a whole document has, and with it went all other entries of its feed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from digests.model import Problem
from digests.sources.formats.repair import ENTRY_START
from digests.sources.formats.truncation import without_sections

MOST = 40
"""Elements of one name that are read of an entry: 20 labels are kept, and a link and a person are used."""

MOST_ATTRIBUTES = 64
"""Attributes of an element that are read: those of all formats have a dozen."""

_INSIDE = 2_000  # characters of an element that can be left out: a label, a person, a link
_STATED_AGAIN = re.compile(
    r"<(?P<full>(?:[A-Za-z][\w.-]*:)?(?P<name>category|subject|keywords|creator|author|contributor|credit|link"
    r"""|enclosure|content|thumbnail))(?=[\s/>])(?P<rest>(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>""",
    re.IGNORECASE,
)
_ATTRIBUTE = r"""\s++[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>]++))?+"""
_ATTRIBUTES = re.compile(rf"(<[A-Za-z][\w:.-]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}+)((?:{_ATTRIBUTE})++)")


def without_excess(text: str) -> tuple[str, tuple[Problem, ...]]:
    """A document without what is too much of single entries, and a word on it."""
    text, cut = _ATTRIBUTES.subn(r"\1", text)
    spans = list(_surplus(text))
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = end
    whole = "".join([*kept, text[at:]]) if spans else text
    left_out = len(spans) + cut
    return whole, (Problem("", "excess_left_out", {"count": str(left_out)}),) if left_out else ()


def _surplus(text: str) -> Iterator[tuple[int, int]]:
    """Where elements stand that an entry states more often than ``MOST``."""
    bare = without_sections(text, to_end=True)  # what looks like an element in there is text
    entries = [found.start() for found in ENTRY_START.finditer(bare)]
    counts, last, endless = Counter[tuple[int, str]](), 0, 0
    for found in _STATED_AGAIN.finditer(bare):
        entry = bisect_right(entries, found.start())
        if not entry or found.start() < last:  # of the feed itself, or inside of what is left out
            continue
        key = entry, found["name"].lower()
        counts[key] += 1
        most = entries[entry] if entry < len(entries) else len(bare)
        if counts[key] <= MOST:
            continue
        if end := _end_of(found, bare, most):
            last = end
            yield found.start(), end
        elif (endless := endless + 1) > MOST:
            return  # to look for the ends of 200,000 that have none took five seconds


def _end_of(found: re.Match[str], text: str, most: int) -> int:
    """Where an element ends; 0 where that is not near, or not in its entry."""
    if found["rest"].endswith("/"):
        return found.end()
    close = text.find(f"</{found['full']}", found.end(), min(most, found.end() + _INSIDE))
    end = text.find(">", close, most) if close >= 0 else -1
    return end + 1
