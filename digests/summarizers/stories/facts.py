"""What a later report must bring to be worth a point: a fact, of this event and not of what led to it."""

from __future__ import annotations

import re

_OPENING = 600  # characters of the first report in which its own day stands
_RECENT, _YEAR = 2, 372  # days before it that still tell the event; months count 31 days here
_HALF = 186  # days: what lies further back by the calendar lies ahead

# A day that is to come stands behind "on" or "until", one of another year behind its year.
_DATE = re.compile(r"(?<![年至到于於\d])(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")
_DATE_OF_YEAR = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")
_LONG_AGO = re.compile(r"[去前]年\d{1,2}月|早在\d{4}年|最早可以?追溯")
# What is said of an event in general and adds nothing to it, unless a fact stands there, too: a figure, a
# name, or who said, decided or did something.
_COMMENTS = {
    "zh": re.compile(
        r"都知道|没有人|谁(?:掌握|能|会|都|才)|不可能|大概|无疑|不啻|何去何从|令人|堪称|可谓|生死存亡|之际|关头|命运|悬而未决|风口浪尖|热议|焦点"
        r"|话题|众所周知|究竟|真正|不禁|感叹|心酸|反思|深思|警钟|不得不|谈何|何尝|步入[^，。]{0,6}漩涡|灭顶之灾|时代(?:启示|洪流)"
    ),
    "en": re.compile(
        r"\b(?:of course|no (?:doubt|wonder)|remains to be seen|everyone knows|it is (?:easy|hard) to"
        r"|therefore|surely|perhaps|after all|in other words|the question is|is no surprise|should come as"
        r"|time will tell|at a crossroads)\b",
        re.IGNORECASE,
    ),
}
_FACTS = {
    "zh": re.compile(
        r"\d|《|[A-Za-z]{2}|表示|指出|认为|称|透露|强调|承认|宣布|决定|要求|批准|否认|澄清|回应|签署|提交|起诉|判处|逮捕|拘留|死亡|受伤"
        r"|确认|证实|公布|发布|达成|收购|出售|暂停|禁止"
    ),
    "en": re.compile(
        r"\d|(?<=[a-z,;] )[A-Z][a-z]|\b(?:said|says|told|added|announced|confirmed|ordered|agreed"
        r"|approved|rejected)\b"
    ),
}
_DENIALS = re.compile(
    r"否认|否認|辟谣|闢謠|澄清|不实|不實|子虚乌有|谣言|纯属|没有(?:发布|说过|要求|计划)|未(?:发布|曾|作出)[^，。]{0,12}(?:声明|要求|决定)"
    r"|\b(?:den(?:y|ies|ied)|refut(?:e|es|ed)|dismiss(?:es|ed)|no plans? to"
    r"|(?:is|was|are|were) (?:false|untrue|not true|wrong))\b",
    re.IGNORECASE,
)


def adds_fact(text: str, lang: str) -> bool:
    """Whether a statement is more than a comment: such a one counts, names, or says who did what."""
    comments = _COMMENTS.get(lang)
    return comments is None or not comments.search(text) or bool(_FACTS[lang].search(text))


def denies(text: str) -> bool:
    """Whether a statement takes back what others have said."""
    return bool(_DENIALS.search(text))


def own_day(text: str) -> int | None:
    """The newest day that the opening of a report names, by number; None without any."""
    return max(_days(_DATE, text[:_OPENING]), default=None)


def led_to(text: str, day: int | None) -> bool:
    """Whether all that a statement dates lies days before the event: it says how it came about."""
    if day is None:
        return False
    days = _days(_DATE_OF_YEAR, text)
    before = bool(days) and all(_RECENT <= (day - each) % _YEAR <= _HALF for each in days)
    return before or (not days and bool(_LONG_AGO.search(text)))


def _days(pattern: re.Pattern[str], text: str) -> list[int]:
    return [int(month) * 31 + int(day) for month, day in pattern.findall(text)]
