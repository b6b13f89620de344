"""The day in a date, in numbers or words; every part of the text has to be understood."""

from __future__ import annotations

import re
from datetime import date

from digests.sources.dates import names

_ASIAN = re.compile(
    r"(?:(\d{2}|\d{4})|(?:令和|民國|民国) ?(\d{1,3}|元)) ?[年년][,.]? ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?"
    r"[日号號일]?"
)
_ERAS = {"令和": 2018, "民國": 1911, "民国": 1911}
_VIETNAMESE = re.compile(r"(?:ngày )?(\d{1,2}) ?(?:tháng|thg) ?(\d{1,2}),? (?:năm )?(\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})(?: ?([-/.]) ?| )(\d{1,2})(?: ?\2 ?| )(\d{1,2})\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})(?: ?([-/.]) ?)(\d{1,2}) ?\2 ?(\d{4})\.?")
_TOKEN = re.compile(r"\d+|[^\d\s,،、;|·/()\-]+")
_THAI = re.compile("[\u0e00-\u0e7f]")
_BUDDHIST = 543  # years that the Thai calendar is ahead


def read(text: str, language: str = "") -> date:
    """The day that a text states; raise ``ValueError`` when it states none, or is not understood whole."""
    for pattern, day in ((_ASIAN, _asian), (_VIETNAMESE, _vietnamese), (_YEAR_FIRST, _year_first)):
        if found := pattern.search(text):
            _only_said_besides(text[: found.start()] + " " + text[found.end() :])
            return day(found)
    if found := _YEAR_LAST.search(text):
        _only_said_besides(text[: found.start()] + " " + text[found.end() :])
        return _year_last(found, language)
    return _in_words(text, language)


def of_eight(digits: str) -> date:
    """``20261129``; raise ``ValueError`` for a day that there is not."""
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _asian(found: re.Match[str]) -> date:
    year, of_era, month, day = found.groups()
    if of_era:
        since = next(since for era, since in _ERAS.items() if found.group().startswith(era))
        return date(since + (1 if of_era == "元" else int(of_era)), int(month), int(day))
    return date(_full_year(year), int(month), int(day))


def _vietnamese(found: re.Match[str]) -> date:
    return date(int(found[3]), int(found[2]), int(found[1]))


def _year_first(found: re.Match[str]) -> date:
    return date(int(found[1]), int(found[3]), int(found[4]))


def _year_last(found: re.Match[str], language: str) -> date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if _is_day_first(first, second, found[2], language):
        return date(year, second, first)
    return date(year, first, second)


def _is_day_first(first: int, second: int, mark: str, language: str) -> bool:
    """Which of two numbers is the day: by the numbers, the mark, the language; raise where none tells."""
    if first > 12 or second > 12 or first == second:
        return first > 12 or first == second
    if mark == ".":  # no language puts the month before the day with dots
        return True
    return names.is_day_first(language)


def _in_words(text: str, language: str) -> date:
    """A day, the name of a month and a year, in whatever order; a year of two digits stands last."""
    words = [each for token in _TOKEN.findall(text) if not token.isdigit() and (each := names.plain(token))]
    numbers = [token for token in _TOKEN.findall(text) if token.isdigit()]
    month = names.month_among(words, language)
    if len(numbers) != 2:
        raise ValueError("no day and year")
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers
    if len(day) > 2 or len(year) not in (2, 4):
        raise ValueError("no day and year")
    is_thai = _THAI.search(text) and int(year) > 2400
    return date(_full_year(year) - (_BUDDHIST if is_thai else 0), month, int(day))


def _full_year(digits: str) -> int:
    """As RFC 2822 reads years of two digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _only_said_besides(text: str) -> None:
    """Beside a day in numbers only the day of the week and small words may stand; raise for all else."""
    for token in _TOKEN.findall(text):
        if token.isdigit() or not names.says_nothing(names.plain(token)):
            raise ValueError("not understood")
