"""What reports leave open and a later one settles: "the cause is being investigated" when the cause is named.

Told beside each other they contradict, and only the later one holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class _Question(NamedTuple):
    """How a statement leaves something open, and how another one settles it."""

    open: re.Pattern[str]
    settled: re.Pattern[str]


def _question(still_open: str, settled: str) -> _Question:
    return _Question(re.compile(still_open, re.IGNORECASE), re.compile(settled, re.IGNORECASE))


_QUESTIONS = (
    _question(  # why it happened
        r"(?:原因|起因)[^，。；]{0,6}(?:(?:正在|仍在|还在|有待|尚待)[^，。；]{0,6}(?:调查|查明|核实|确认)|不明|未明|未查明)"
        r"|(?:正在|仍在|还在)[^，。；]{0,4}调查[^，。；]{0,12}(?:原因|起因)"
        r"|\bcauses?\b[^,.;]{0,40}\b(?:investigat(?:ed|ion)|unknown|unclear|not (?:yet )?(?:known|clear))\b"
        r"|\binvestigat(?:e|ing)\b[^,.;]{0,40}\bcauses?\b",
        r"(?:原因|起因)(?:初步)?(?:是|为|系|在于)|(?:引起|引发|导致|造成)的(?:，|。|；|$)|所致"
        r"|\bcaused by\b|\bcauses? (?:of [^,.;]{1,40} )?(?:was|is) (?!being|still|under|not|un)"
        r"|\bblamed on\b",
    ),
    _question(  # whether they are found
        r"(?:搜救|搜寻|搜索|救援)(?:工作|行动)?(?:仍|还|正)在?(?:继续|进行|展开)"
        r"|\b(?:search|rescue)\b[^,.;]{0,30}\b(?:continu(?:es|ed|ing)|under way|underway|ongoing)\b",
        r"(?:搜救|搜寻|搜索|救援)(?:工作|行动)?(?:已经?|于[^，。；]{1,8}?|全部|宣告|正式){0,3}(?:结束|终止|停止|完成)"
        r"|\b(?:search|rescue)\b[^,.;]{0,30}\b(?:called off|ended|completed|is over|was over)\b",
    ),
    _question(  # whether it burns
        r"(?:明火|火势|大火)(?:仍未|还未|尚未|未)[^，。；]{0,4}(?:控制|扑灭)|(?:明火|火势|大火)(?:仍|还)在(?:蔓延|燃烧)"
        r"|\bstill (?:burning|battling|fighting)\b",
        r"(?:明火|大火)(?:已经?|于[^，。；]{1,8}?|全部){0,3}被?(?:扑灭|熄灭)|\b(?:extinguished|put out)\b",
    ),
)


def outdated(said: str, later: Iterable[str]) -> bool:
    """Whether a statement leaves open what one of the ``later`` sentences settles."""
    asked = [each for each in _QUESTIONS if each.open.search(said)]
    return bool(asked) and any(_settles(one, each) for one in later for each in asked)


def _settles(said: str, question: _Question) -> bool:
    return bool(question.settled.search(said)) and not question.open.search(said)
