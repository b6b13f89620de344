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
# Beside figures and names: somebody said, decided or did something.
_FACTS = {
    "zh": re.compile(
        r"\d|《|[A-Za-z]{2}|[二三四五六七八九十百千万亿]+[人名家个倍成]|表示|指出|认为|称|說|说|透露|强调|承认|宣布|宣佈|决定|要求|批准"
        r"|否认|辟谣|澄清|回应|签署|启动|提交|申请|起诉|判[处刑决]|逮捕|拘|警方|死亡|遇难|受伤|失联|获救|确认|证实|公布|发布|停[产止工]|达成"
        r"|恢复|取消|推迟|当选|辞[职去]|任命|收购|出售|下跌|上涨|增长|下降|暂停|禁止|召回|道歉|赔偿|罚款|查[处获明]|扑灭|撤[离销]|关闭"
    ),
    "en": re.compile(
        r"\d|(?<=[a-z,;] )[A-Z][a-z]|\b(?:said|says|told|added|announced|denied|denies|confirmed|admitted|warned|claimed|ordered"
        r"|agreed|approved|rejected|arrested|charged|killed|injured|died|found|resigned|appointed|sued|bought|sold|closed|opened"
        r"|cancelled|canceled|delayed|suspended|banned|recalled|fell|rose|won|lost)\b"
    ),
}
_DENIALS = re.compile(
    r"否认|否認|辟谣|闢謠|澄清|不实|不實|子虚乌有|谣言|纯属|没有(?:发布|说过|要求|计划)|未(?:发布|曾|作出)[^，。]{0,12}(?:声明|要求|决定)"
    r"|\b(?:den(?:y|ies|ied)|refut(?:e|es|ed)|dismiss(?:es|ed)|no plans? to|(?:is|was|are|were) (?:false|untrue|not true|wrong))\b",
    re.IGNORECASE,
)


def states_fact(text: str, lang: str) -> bool:
    """Whether a statement names, counts, or says who did what; of other languages any may."""
    facts = _FACTS.get(lang)
    return facts is None or bool(facts.search(text))


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
