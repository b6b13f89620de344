"""Times of day as people type them: ``8:00, 18.30 2130 8am``, ``早上8点 下午6点半``, full-width or not."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from digests.errors import BadInput

MOST_TIMES = 12

_PARTS = {
    "small hours": ("凌晨",),
    "morning": ("清晨", "早晨", "早上", "上午", "今早", "早"),
    "noon": ("中午", "正午"),
    "afternoon": ("下午", "午后"),
    "evening": ("傍晚", "晚上", "今晚", "夜里", "半夜", "晚"),
}
_PART_OF = {word: part for part, words in _PARTS.items() for word in words} | {
    "am": "small hours",
    "pm": "afternoon",
}
_PART_WORD = "|".join(sorted((word for words in _PARTS.values() for word in words), key=len, reverse=True))

_FIRST_AFTER_NOON = {"noon": 1, "afternoon": 1, "evening": 5}

_NUMERAL = re.compile(
    r"(?P<tens>[二三四五])?(?P<ten>十)(?P<ones>[一二三四五六七八九])?|[零〇一二两三四五六七八九]"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_QUARTERS = {"一刻": "15分", "三刻": "45分", "半(?!夜)": "30分"}

_FILLER = re.compile(r"每天|每日|\b(?:daily|every day|at|and)\b|[和及与,;/、|&+]")
_LOOSE = re.compile(
    r"(?<=[点时])\s+(?=\d+\s*分)|(?<=\d)\s+(?=[ap]\.?m\b|[点时分])|(?<=[早午晚上里夜晨])\s+(?=\d)"
)
_TIME = re.compile(
    rf"(?P<part>{_PART_WORD})?"
    r"(?:(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)|[点时](?:(?P<spoken>\d{1,2})分?|[钟整])?|h)?"
    r"|(?P<compact>\d{3,4}))"
    r"(?P<half>am|pm)?"
)


def parse_times(text: str) -> tuple[time, ...]:
    """The 1 to 12 times of a text, sorted, each once; ``BadInput("bad_time")`` when it is anything else."""
    words = _spread(text).split()
    try:
        times = {_time(word) for word in words}
    except ValueError as error:
        raise BadInput("bad_time", text=text.strip()[:60]) from error
    if not 1 <= len(times) <= MOST_TIMES:
        raise BadInput("bad_time", text=text.strip()[:60])
    return tuple(sorted(times))


def _spread(text: str) -> str:
    """One way of writing: half-width, lower case, Arabic digits, a space between times and none inside."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("∶", ":").replace("點", "点")
    for word, minutes in _QUARTERS.items():
        text = re.sub(rf"(?<=[点时])\s*{word}", minutes, text)
    text = _NUMERAL.sub(_number, text)
    text = re.sub(_PART_WORD, r" \g<0>", _FILLER.sub(" ", text))
    text = _LOOSE.sub("", re.sub(r"([ap])\.m\.?", r"\1m", text))
    return text.replace("。", " ")


def _number(numeral: re.Match[str]) -> str:
    """A Chinese numeral below sixty in digits: 十 10, 十八 18, 三十五 35, 零 0."""
    if numeral["ten"]:
        return f"{_DIGITS.get(numeral['tens'], 1)}{_DIGITS.get(numeral['ones'], 0)}"
    return str(_DIGITS[numeral[0]])


def _time(word: str) -> time:
    """One time; ``ValueError`` when it is none."""
    match = _TIME.fullmatch(word.strip("."))
    if match is None:
        raise ValueError(word)
    if compact := match["compact"]:
        hour, minute = int(compact[:-2]), int(compact[-2:])
    else:
        hour, minute = int(match["hour"]), int(match["minute"] or match["spoken"] or 0)
    part = _PART_OF.get(match["half"] or match["part"] or "", "")
    return time(_hour(hour, part), minute)


def _hour(hour: int, part: str) -> int:
    """The hour of 24 that a spoken hour means: 下午6点 is 18, 晚上1点 is 1, 晚上12点 and 24:00 are 0."""
    if hour == 12 and part in ("small hours", "evening"):
        return 0
    if _FIRST_AFTER_NOON.get(part, 12) <= hour < 12:
        return hour + 12
    return 0 if hour == 24 else hour
