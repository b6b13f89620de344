"""What a text names exactly: days, quoted names, codes in brackets."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zlib import crc32

_DAY = re.compile(r"(?:(?P<month>\d{1,2})\s?月\s?)?(?P<day>\d{1,2})\s?[日号](?![本元经])")
_RELATIVE = {
    "今天": 0, "今日": 0, "今晨": 0, "今早": 0, "今晚": 0, "昨天": 1, "昨日": 1, "昨晚": 1, "昨夜": 1,
    "前天": 2,
    "today": 0, "yesterday": 1,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"
_NEAR = re.compile(
    "|".join(_RELATIVE)
    + r"|\b(?P<weekday>"
    + "|".join(_WEEKDAYS)
    + r")\b|(?<![上下每])周(?P<zhou>[一二三四五六日])"
)
_NEAR_WORDS = (*_RELATIVE, "day", "周")  # all that it can find has one: seldom, and looked for in no time
_QUOTED = re.compile(r"[《“「『\"]([^《》“”「」『』\"\n]{2,24})[》”」』\"]")
_CODE = re.compile(r"[(（]\s?(?:[a-z]{2,6}[:.])?\s?(\d{4,6})(?:\.[a-z]{2})?\s?(?:[,，][^)）]{0,8})?[)）]")
_MOST = 8
MARKET = 10_000_000  # codes have fewer digits


def days(text: str, published: datetime | None) -> tuple[str, tuple[int, ...]]:
    """The text without its dates, and the days that it names, as ordinals in the year that makes them near.

    Without a time of publication a day is its month and number, below 400, and "yesterday" is none.
    """
    dates = [*_DAY.finditer(text)] if "日" in text or "号" in text else []
    found = [_resolved(m["month"], int(m["day"]), published) for m in dates]
    if published is not None and any(word in text for word in _NEAR_WORDS):
        found += [_near(match, published) for match in _NEAR.finditer(text)]
    rest = _DAY.sub(" ", text) if dates else text
    return rest, tuple(dict.fromkeys(day for day in found if day is not None))[:_MOST]


def _resolved(month: str | None, day: int, published: datetime | None) -> int | None:
    if published is None:
        return (int(month) if month else 0) * 32 + day
    months = [int(month)] if month else [published.month, (published.month - 2) % 12 + 1]
    years = (published.year, published.year - 1, published.year + 1)
    dates = [made for y in years for m in months if (made := _date(y, m, day))]
    return min(
        (each.toordinal() for each in dates), key=lambda n: abs(n - published.toordinal()), default=None
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(match: re.Match[str], published: datetime) -> int:
    today = published.toordinal()
    if match["weekday"] or match["zhou"]:
        day = (
            _WEEKDAYS.index(match["weekday"]) if match["weekday"] else _CHINESE_WEEKDAYS.index(match["zhou"])
        )
        return today - (published.weekday() - day) % 7
    return (published - timedelta(days=_RELATIVE[match[0]])).toordinal()


def quoted(text: str) -> tuple[int, ...]:
    """The names in quotation marks, as hashes."""
    names = (re.sub(r"\W", "", name) for name in _QUOTED.findall(text))
    return tuple(dict.fromkeys(crc32(name.encode("utf-8", "replace")) for name in names if name))[:_MOST]


def numeric_codes(text: str) -> tuple[int, ...]:
    """The codes of companies in brackets that are numbers: letters in brackets may be a mere mention.

    Before a code stands how many digits it has, which is its market: one company has 000063 and 00763.
    """
    return tuple(dict.fromkeys(len(code) * MARKET + int(code) for code in _CODE.findall(text)))[:_MOST]


def subject(title: str) -> str:
    """Of whom a folded title speaks or who speaks in it: what stands before its colon; empty without one."""
    before, colon, after = title.partition(":")
    return before if colon and 2 <= len(before) <= 24 and len(after) >= 4 else ""
