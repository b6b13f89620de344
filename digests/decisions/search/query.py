"""The language of ``/search``: words, "phrases", -exclusions, ``tag:``, ``category:``, ``from:``, ``since:``.

Whatever people type means something: quotes may stay open, unknown fields are words. Only a date that is none
is refused, since guessing would show other posts than were asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from digests.decisions.schedule import zone_of
from digests.decisions.search.words import by_category, by_source, by_tag, in_text, spell
from digests.errors import BadInput
from digests.model import label_key

LONGEST = 256  # characters of a query
MOST_TERMS = 16
_MOST_WORDS = 64


class Field(StrEnum):
    """Where a term is looked for."""

    TEXT = "text"
    TAG = "tag"
    CATEGORY = "category"
    SOURCE = "from"
    SINCE = "since"


_FIELDS = {
    "tag": Field.TAG,
    "标签": Field.TAG,
    "category": Field.CATEGORY,
    "分类": Field.CATEGORY,
    "from": Field.SOURCE,
    "source": Field.SOURCE,
    "feed": Field.SOURCE,
    "来源": Field.SOURCE,
    "since": Field.SINCE,
    "自": Field.SINCE,
    "最近": Field.SINCE,
}
_OPEN, _CLOSE = '"“”„「『«', '"“”」』»'
_TERM = re.compile(
    rf"(?P<minus>[-−－](?=[^\s\-]))?"
    rf"(?:(?P<field>{'|'.join(_FIELDS)})[:：](?=\S))?"
    rf"(?:[{_OPEN}](?P<phrase>[^{_CLOSE}]*)[{_CLOSE}]?|(?P<word>[^\s{_OPEN}]+)|.)",
    re.IGNORECASE | re.DOTALL,
)
_AGO = re.compile(r"(\d{1,4})\s*(h|d|w|m|y|小时|天|日|周|个月|月|年)")
_HOURS = {"h": 1, "小时": 1, "d": 24, "天": 24, "日": 24, "w": 168, "周": 168}
_HOURS |= {"m": 720, "个月": 720, "月": 720, "y": 8760, "年": 8760}
_YEAR = re.compile(r"\d{4}年")  # a year, and not that many years ago
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?")
_DAYS_BACK = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for, or with ``without`` one that must not be there."""

    field: Field
    text: str
    phrase: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks; ``text`` is how they said it, on one line."""

    text: str
    terms: tuple[Term, ...]
    since: datetime | None = None

    def of(self, field: Field) -> tuple[str, ...]:
        """The texts of a field's terms."""
        return tuple(term.text for term in self.terms if term.field is field)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query in the words of the index: all of ``words``, for each of ``without`` not all of them.

    ``phrases`` are looked for in the texts of what the index finds: it does not know the order of words.
    """

    words: tuple[str, ...]
    without: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()
    since: datetime | None = None


def parse(text: str, now: datetime, zone: str = "UTC") -> Query:
    """Read a query; dates are days of ``zone``. Raises ``BadInput`` for a date that is none."""
    line = " ".join(text[: 4 * LONGEST].split())[:LONGEST]
    terms: list[Term] = []
    since: datetime | None = None
    for found in _TERM.finditer(line):
        field = _FIELDS[found["field"].casefold()] if found["field"] else Field.TEXT
        said = found["phrase"] if found["phrase"] is not None else found["word"]
        if not said or not said.strip():
            continue
        if field is Field.SINCE:
            since = moment(said, now, zone)
        elif len(terms) < MOST_TERMS:
            terms.append(Term(field, said.strip(), found["phrase"] is not None, bool(found["minus"])))
    return Query(line, tuple(terms), since)


def moment(text: str, now: datetime, zone: str) -> datetime:
    """``7d``, ``24h``, ``2w``, ``today``, ``2026-03-01`` or ``2026-03`` as the moment since which."""
    said = text.strip().casefold()
    if said in _DAYS_BACK:
        midnight = now.astimezone(zone_of(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight - timedelta(days=_DAYS_BACK[said])).astimezone(UTC)
    if (ago := _AGO.fullmatch(said)) and not _YEAR.fullmatch(said):
        hours = timedelta(hours=int(ago[1]) * _HOURS[ago[2]])
        return max(now - hours, _beginning()) if hours < now - _beginning() else _beginning()
    if date := _DATE.fullmatch(said):
        return _day(date, text, zone)
    raise BadInput("bad_since", text=text)


def _beginning() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)


def _day(date: re.Match[str], text: str, zone: str) -> datetime:
    try:
        year, month, day = (int(part or 1) for part in date.groups())
        return datetime(year, month, day, tzinfo=zone_of(zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput("bad_since", text=text) from error


def wanted(query: Query, tags: Mapping[str, int], categories: Mapping[str, int]) -> Wanted:
    """The words to look for; ids of tags and categories by their ``label_key``.

    Raises ``BadInput("search_empty")`` when a query asks for nothing that could be looked for.
    """
    words: dict[str, None] = {}
    without: list[tuple[str, ...]] = []
    phrases: list[str] = []
    for term in query.terms:
        mine = _words(term, tags, categories)
        if term.without:
            without += [mine] if mine else []
            continue
        words |= dict.fromkeys(mine)
        if term.phrase and term.field is Field.TEXT and len(mine) > 1:
            phrases.append(spell(term.text))
    if not words and (without or not query.since):
        raise BadInput("search_empty")
    return Wanted(tuple(words)[:_MOST_WORDS], tuple(without), tuple(phrases), query.since)


def _words(term: Term, tags: Mapping[str, int], categories: Mapping[str, int]) -> tuple[str, ...]:
    key = label_key(term.text)
    match term.field:
        case Field.TAG:
            return (by_tag(tags[key]),) if key in tags else ()
        case Field.CATEGORY:
            return (by_category(categories[key]),) if key in categories else ()
        case Field.SOURCE:
            return tuple(by_source(term.text))
        case _:
            return tuple(in_text(term.text))
