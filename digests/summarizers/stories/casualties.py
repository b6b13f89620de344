"""Casualties: how many a report says were killed or hurt, whatever its words for that.

"12 people were killed", "the crash left 15 dead" and "已致15人遇难" count one thing, and share no word.
"""

from __future__ import annotations

import re
from typing import Literal

from digests.summarizers.stories.figures import Amount, figures

Kind = Literal["dead", "hurt", ""]

_PEOPLE = r"(?:people|persons|civilians|passengers|residents|workers|soldiers|others|men|women)"
_BEHIND: dict[Kind, re.Pattern[str]] = {
    "dead": re.compile(
        rf"\s*(?:{_PEOPLE}\s+)?(?:(?:were|was|are|have been|had been|have|had)\s+)?(?:confirmed\s+)?"
        r"(?:killed|dead|died|deaths|fatalities|lost their lives)\b"
        r"|[名位]?[^，。；、\d]{0,4}?(?:死亡|遇难|丧生|身亡|罹难)",
        re.IGNORECASE,
    ),
    "hurt": re.compile(
        rf"\s*(?:{_PEOPLE}\s+)?(?:(?:were|was|are|have been|had been|have|had)\s+)?(?:injured|hurt|wounded)\b"
        r"|[名位]?[^，。；、\d]{0,4}?(?:受伤|负伤)",
        re.IGNORECASE,
    ),
}
_ABOUT = r"\s*(?:at least|about|some)?\s*$"
_REACHES = r"(?:人数)?(?:上升|升|增加|增|已达|达|已有|有|为)?(?:至|到)?$"
_BEFORE: dict[Kind, re.Pattern[str]] = {
    "dead": re.compile(
        rf"\b(?:kill(?:ed|ing|s)|claimed the lives of|death toll\b[^,.;\d]{{0,30}}){_ABOUT}"
        rf"|(?:死亡|遇难){_REACHES}",
        re.IGNORECASE,
    ),
    "hurt": re.compile(
        rf"\b(?:injur(?:ed|ing)|wound(?:ed|ing)|hurt(?:ing)?){_ABOUT}|受伤{_REACHES}", re.IGNORECASE
    ),
}
_PART = re.compile(
    r"(?:其中|包括|另有?|\b(?:including|among them|of whom|of them|another))[^，。；,.;]{0,20}$",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"去年|前年|此前|以来|上次|历史上|\b(?:last|previous|earlier|since|ago)\b|\bin (?:19|20)\d\d\b",
    re.IGNORECASE,
)


def kind_of(text: str, amount: Amount) -> Kind:
    """What of people an amount in a sentence counts: "dead" or "hurt" in all; "" else.

    A part of them ("including 3 children") and those of another time are none.
    """
    before, number = text[: amount.start], _NUMBER.match(text, amount.start)
    if number is None or _PART.search(before) or _OTHER_TIME.search(text):
        return ""
    behind = text[number.end() :]
    for kind, pattern in _BEHIND.items():
        if pattern.match(behind):
            return kind
    return next((kind for kind, pattern in _BEFORE.items() if pattern.search(before)), "")


_NUMBER = re.compile(r"\d[\d,，.]*(?:\s?[万千百]余?|[余多])?人?|\w+", re.IGNORECASE)

_WORDS = frozenset(
    {"kille", "dead", "died", "death", "fatal", "injur", "hurt", "wound", "peopl", "perso", "civil", "passe"}
    | {"resid", "worke", "soldi", "other", "least", "about", "some", "left", "toll"}
)
SAY_NOTHING = _WORDS | {*"死亡遇难丧生身罹受伤负人名位"}
"""Words of such a statement that do not say of what it is, by their first letters."""


def tolls(text: str) -> tuple[frozenset[Kind], bool]:
    """What casualties a statement gives, and whether these are all of its figures."""
    kinds = [kind_of(text, each) for each in figures(text)]
    return frozenset(filter(None, kinds)), all(kinds)


_NAMED: dict[Kind, re.Pattern[str]] = {
    "dead": re.compile(r"\b(?:kill|dead\b|died\b|death|fatalit)|死亡|遇难|丧生|身亡|罹难", re.IGNORECASE),
    "hurt": re.compile(r"\b(?:injur|hurt\b|wound)|受伤|负伤", re.IGNORECASE),
}


def named(text: str) -> set[Kind]:
    """Of what casualties a statement speaks."""
    return {kind for kind, pattern in _NAMED.items() if pattern.search(text)}
