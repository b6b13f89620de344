"""The time of day in a date, and the parts of the text that tell its day and its zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from digests.sources.dates import names, zones

# Other ways of writing a time, as one with colons. A dot is tried last: days are written with dots, too.
_WAYS = (
    re.compile(r"(?<!\d)(\d{1,2}) ?[时時点點시] ?(?:(\d{1,2}) ?[分분])? ?(?:(\d{1,2}) ?[秒초])?"),
    re.compile(r"(?<![\d:])(\d{1,2}) ?h ?(?:(\d{2}))?()(?![\w])", re.IGNORECASE),
    re.compile(r"(?<![\d:.])(\d{1,2})()()(?= ?[ap]\.? ?m\b)", re.IGNORECASE),
    re.compile(
        r"(?<![\d.:/-])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])(?=$| uhr| ?[a-z]{3,4}$)", re.IGNORECASE
    ),
)
_TIME = re.compile(r"(?<![\d:+-])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,9})?)?(?![\d:])")
_MORNING, _EVENING, _NOON = (
    "上午|午前|오전|凌晨|清晨|早上|早晨",
    "下午|午後|午后|오후|傍晚|晚上|晚间",
    "中午|正午",
)
_BEFORE = re.compile(rf"(?:({_MORNING})|({_EVENING})|({_NOON}))\s*$")
_AFTER = re.compile(  # English and Spanish, Greek, Vietnamese, Arabic
    rf" ?(?:({_MORNING}|am|a\. ?m\.|π\.?μ\.?|sa|ص)|({_EVENING}|pm|p\. ?m\.|μ\.?μ\.?|ch|م)|({_NOON}))(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<=\d)T(?=\d)", re.IGNORECASE)
_COMMENT = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_DAY_ZONE = re.compile(r"(?<=\d)(Z|[+-]\d\d:\d\d| [+-]\d{4})$")  # of a date without a time, as in XML Schema


@dataclass(frozen=True, slots=True)
class Parts:
    """A date taken apart: the text of its day, the time since its midnight, its zone ("" for none)."""

    day: str
    since_midnight: timedelta
    zone: str


def split(text: str) -> Parts:
    """Take a date apart; raise ``ValueError`` for a time or a remark that is not understood."""
    text, remarks = _without_remarks(text)
    text = _with_colons(_BETWEEN.sub(" ", text))
    found = _TIME.search(text)
    if found is None:
        zoned = _DAY_ZONE.search(text)
        day, zone = (text[: zoned.start()], zoned[1].strip()) if zoned else (text, "")
        return Parts(day, timedelta(), zone or _zone_in(remarks))
    hour, minute, second = (int(each or 0) for each in found.groups())
    head, half, tail = _half(text[: found.start()], text[found.end() :])
    zone, rest = zones.take(tail.lstrip(" ,"))
    since = since_midnight(_of_24(hour, half), minute, second)  # fractions are no matter of days
    return Parts(f"{head} {rest}", since, zone or _zone_in(remarks))


def since_midnight(hour: int, minute: int, second: int) -> timedelta:
    """Up to 24:00:00, and up to second 60, which some minutes have; raise ``ValueError`` beyond."""
    since = timedelta(hours=hour, minutes=minute, seconds=second)
    if minute > 59 or second > 60 or since > timedelta(days=1):
        raise ValueError("no such time")
    return since


def _with_colons(text: str) -> str:
    for way in () if _TIME.search(text) else _WAYS:
        if found := way.search(text):
            hour, minute, second = (each or "00" for each in found.groups())
            return f"{text[: found.start()]} {hour}:{minute:0>2}:{second:0>2} {text[found.end() :]}"
    return text


def _half(head: str, tail: str) -> tuple[str, int, str]:
    """Which half of the day a time is in (1 before noon, 2 after, 3 around it, 0 unsaid), and the rest."""
    if found := _AFTER.match(tail):
        return head, found.lastindex or 0, tail[found.end() :]
    if found := _BEFORE.search(head):
        return head[: found.start()], found.lastindex or 0, tail
    return head, 0, tail


def _of_24(hour: int, half: int) -> int:
    """An hour of 12 as one of 24; hours of 24 beside a half that they agree with stay."""
    if half == 1:
        if hour > 12:
            raise ValueError("no hour before noon")
        return hour % 12
    if (half == 2 and hour < 12) or (half == 3 and hour < 10):
        return hour + 12
    return hour


def _without_remarks(text: str) -> tuple[str, list[str]]:
    """A date without what stands in brackets: a zone's name in words, or the day of the week."""
    remarks = [(found[1] or found[2] or "").strip() for found in _COMMENT.finditer(text)]
    return _COMMENT.sub(" ", text), [each for each in remarks if each]


def _zone_in(remarks: list[str]) -> str:
    """The zone that remarks state, where nothing else does; raise for words that may be one."""
    for each in remarks:
        zone, rest = zones.take(each)
        if zone and not rest:
            return zone
        if not names.says_nothing(names.plain(each)):
            raise ValueError("not understood")
    return ""
