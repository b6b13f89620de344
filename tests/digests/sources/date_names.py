"""Writes the names of months and days that dates are read with, from CLDR as babel carries it.

``python -m tests.digests.sources.date_names`` writes ``digests/sources/dates/names.json`` anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from babel import Locale, localedata

from digests.sources.dates.names import plain

FILE = Path(__file__).parents[3] / "digests" / "sources" / "dates" / "names.json"
_LANGUAGES = (
    "en de fr es it pt nl sv da nb nn fi et lv lt pl cs sk sl hr sr bs mk bg ru uk be ro hu el tr az kk "
    "uz ka hy he ar fa ur hi bn ta te mr gu kn ml th id ms fil ca gl eu is ga cy sq sw af eo lb fo br "
)
LANGUAGES = _LANGUAGES.split()
# Languages whose months are numbers; the days of the week are wanted all the same.
NUMBERED = ("zh", "zh_Hant", "ja", "ko", "vi")
# Names that are written and that CLDR does not have, as (language, month).
MORE = {
    ("en", 9): ["sept"],
    ("de", 1): ["janner"],
    ("de", 3): ["mrz", "maerz"],
    ("ar", 1): ["كانون الثاني"],
    ("ar", 2): ["شباط"],
    ("ar", 3): ["اذار", "آذار"],
    ("ar", 4): ["نيسان"],
    ("ar", 5): ["ايار", "أيار"],
    ("ar", 6): ["حزيران"],
    ("ar", 7): ["تموز"],
    ("ar", 8): ["اب", "آب"],
    ("ar", 9): ["ايلول", "أيلول"],
    ("ar", 10): ["تشرين الأول", "تشرين الاول"],
    ("ar", 11): ["تشرين الثاني"],
    ("ar", 12): ["كانون الأول", "كانون الاول"],
}
_FILLERS = (
    "st nd rd th er re e º ª η a de del di d of the den der le la el al na at on am um à as o os kl klo "
    "uhr h hrs utc date г года год р рік року gada m år dne dnia dana kuupäev ngày năm tháng 日 号 號 พ.ศ. "
    "ค.ศ. ที่ published posted и в น "
)
FILLERS = _FILLERS.split()
REGIONS = ("en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za", "en-sg", "en-hk", "en-us", "en-ph")


def made() -> dict[str, object]:
    """What the file holds."""
    first = {tag: is_day_first(locale_of(tag)) for tag in (*LANGUAGES[1:], *REGIONS)}
    return {
        "months": {tag: months(locale_of(tag)) for tag in LANGUAGES},
        "days": sorted({plain(name) for tag in (*LANGUAGES, *NUMBERED) for name in days(locale_of(tag))}),
        "fillers": sorted({word for each in FILLERS if (word := plain(each))}),
        "day_first": sorted(tag for tag, is_first in first.items() if is_first),
        "month_first": sorted(tag for tag, is_first in first.items() if is_first is False),
    }


def locale_of(tag: str) -> Locale:
    """A locale with a memory of its own: babel 2.18 hands aliases that one resolved on to the next."""
    localedata._cache.clear()
    return Locale.parse(tag.replace("-", "_"))


def months(locale: Locale) -> list[list[str]]:
    """The names of each month in whatever form and length."""
    found: list[set[str]] = [set() for _ in range(12)]
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[form][width].items():
                found[number - 1].add(without_prefix(plain(name), str(locale)))
    for (language, number), names in MORE.items():
        if language == str(locale):
            found[number - 1] |= set(map(plain, names))
    if locale.language == "he":  # "in November", as beside a day
        found = [names | {f"ב{name}" for name in names} for names in found]
    return [sorted(names) for names in found]


def without_prefix(name: str, language: str) -> str:
    """Catalan says ``de novembre`` beside a day."""
    return re.sub(r"^(?:de |d['’])", "", name) if language == "ca" else name


def days(locale: Locale) -> list[str]:
    return [
        name
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated", "short")
        for name in locale.days[form].get(width, {}).values()
    ]


def is_day_first(locale: Locale) -> bool | None:
    """Whether its short form puts the day before the month, and the year last."""
    order = "".join(
        dict.fromkeys(letter for letter in locale.date_formats["short"].pattern if letter in "yMd")
    )
    return {"dMy": True, "Mdy": False}.get(order)


def dumped() -> str:
    """The file: a language on a line, that a change can be read."""
    content = made()
    months = ",\n".join(
        f"  {json.dumps(tag)}: {json.dumps(names, ensure_ascii=False)}"
        for tag, names in content["months"].items()  # type: ignore[attr-defined]
    )
    rest = ",\n".join(
        f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in content.items()
        if key != "months"
    )
    return f'{{\n "months": {{\n{months}\n }},\n{rest}\n}}\n'


if __name__ == "__main__":
    FILE.write_text(dumped(), "utf-8")
