"""Figures of a text: an amount, what it counts, and whether two of them say the same.

Dates, clock times and years are no amounts. One amount agrees with another where it is the other rounded:
"8.9亿" and "8.92亿".
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

_SCALES = {
    "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "億": 1e8, "万亿": 1e12,
    "thousand": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HAN_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
# A lone "一" is an article in Chinese, as "one" is in English.
_HAN = (
    "(?:[一二三四五六七八九两]?[十百千][零〇一二三四五六七八九十百]*|[二三四五六七八九两])"
    "(?=[余多]?[万亿]?[人名位家起艘架辆座倍])"
)
_SAME = {"名": "人", "位": "人", "％": "%", "perce": "%", "per c": "%", "块": "元"}
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_NO_AMOUNT = re.compile(
    rf"[年月号號时時点點分秒届屆周]|日(?!元)|(?:{_MONTHS})\b|(?:a|p)m\b|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"""(?P<currency>[$€£¥])?
    (?P<number>(?<![0-9A-Za-z.,/:第-])\d+(?:[,，]\d{{3}})*(?:\.\d+)?(?![\d:/])
      |\b(?:{"|".join(_WORDS)})\b|(?<![第周星期初数上成一二三四五六七八九十百千]){_HAN})
    [余多]?[ ]?
    (?P<scale>万亿|千万|百万|[百千万萬亿億]|(?:thousand|million|billion|trillion|bn|mn|m)\b)?[余多]?
    [ ]?(?P<measure>per\ ?cent|[%％]|[美港欧日]元|[一-鿿]|[^\W\d_一-鿿]+)?""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_LETTERS = 11  # of the longest month, and a blank
_MONTH = re.compile(rf"\b(?:{_MONTHS})\.? $", re.IGNORECASE)
# Where a figure may begin: to look for this is quicker than to try one at each character, and quicker by half
# where the first thing looked for is one set of characters.
_HAN_NUMBER = "[一二三四五六七八九十百千两]"
_BEGINS = re.compile(
    rf"[$€£¥\d{_HAN_NUMBER[1:-1]}TtFfSsEeNn](?:(?<=\d)[\d.,，]*|(?<=[$€£¥])"
    rf"|(?:(?<=[二三四五六七八九十百千两])|(?<=一)(?=[十百千])){_HAN_NUMBER}*"
    r"|(?i:(?<=\bt)(?:wo|hree|en|welve)|(?<=\bf)(?:our|ive)|(?<=\bs)(?:ix|even)|(?<=\be)(?:ight|leven)"
    r"|(?<=\bn)ine)\b)"
)
_ROUNDED = 0.1  # of an amount: what differs by more was not rounded
_ALL_COUNT = 100  # below, zeros at the end of a number are as exact as other digits


class Amount(NamedTuple):
    """A figure: its value, its digits, what it counts ("人", "%", "peopl"), and where it stands."""

    value: float
    digits: str
    measure: str
    start: int
    end: int


def figures(text: str) -> list[Amount]:
    """The amounts of a text in their order."""
    found: list[Amount] = []
    at = 0
    while begin := _BEGINS.search(text, at):
        match = _FIGURE.match(text, begin.start())
        at = match.end() if match else begin.end()
        if match and (amount := _amount(match)):
            found.append(amount)
    return found


def _amount(match: re.Match[str]) -> Amount | None:
    """What was matched, unless it is a date or counts nothing."""
    measure, currency = match["measure"] or "", match["currency"]
    if not (measure or currency) or _NO_AMOUNT.match(measure) or _is_date(match, measure):
        return None
    number = re.sub("[,，]", "", match["number"].lower())
    value = _value(number) * _SCALES.get((match["scale"] or "").lower(), 1)
    last = ("scale" if match["scale"] else "number") if currency else "measure"
    return Amount(value, number, currency or _plain(measure), match.start(), match.end(last))


def _is_date(match: re.Match[str], measure: str) -> bool:
    """Whether a number is a day behind its month, or a year."""
    if match["currency"] or match["scale"]:
        return False
    year = measure.isascii() and measure != "%" and _YEAR.fullmatch(match["number"])
    return bool(year or _MONTH.search(match.string, max(0, match.start() - _MONTH_LETTERS), match.start()))


def _value(number: str) -> float:
    if number[0].isdecimal():
        return float(number)
    return _WORDS.index(number) + 2.0 if number in _WORDS else _of_han(number)


def _of_han(number: str) -> float:
    total, last = 0, 0
    for character in number:
        if character in _HAN_TENS:
            total, last = total + (last or 1) * _HAN_TENS[character], 0
        else:
            last = _HAN_DIGITS[character]
    return float(total + last)


def _plain(measure: str) -> str:
    small = measure.lower()[:5]
    return _SAME.get(small, small.rstrip("s"))


def agree(one: Amount, other: Amount) -> bool:
    """Whether two amounts are the same, or one is the other rounded to its own digits."""
    return abs(one.value - other.value) <= max(_half_a_digit(one), _half_a_digit(other))


def _half_a_digit(amount: Amount) -> float:
    """Half of what the last digit of a number that was rounded stands for; 0 for one that was counted."""
    digits = amount.digits.replace(".", "").lstrip("0")
    counted = amount.value < _ALL_COUNT and "." not in amount.digits and amount.measure != "%"
    if counted or not digits or amount.value <= 0:
        return 0.0
    exact = len(digits) if "." in amount.digits or len(digits) <= 2 else len(digits.rstrip("0"))
    return min(0.5 * 10.0 ** (math.floor(math.log10(amount.value)) - exact + 1), _ROUNDED * amount.value)


class Figures:
    """Amounts that were given, by what they count."""

    def __init__(self) -> None:
        self._known: dict[str, list[Amount]] = defaultdict(list)

    def add(self, amounts: Iterable[Amount]) -> None:
        """Take in amounts of a text."""
        for each in amounts:
            self._known[each.measure].append(each)

    def holds(self, amount: Amount) -> bool:
        """Whether an amount was given, perhaps more or less exactly."""
        return any(agree(amount, each) for each in self._known.get(amount.measure, ()))
