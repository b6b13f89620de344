"""Words whose full stop is their own, and where it ends a sentence all the same."""

from __future__ import annotations

import re
from functools import cache

from digests.summarizers.text.wordlists import words_of

_LAST_WORD = re.compile(r"[^\s(\"'“‘«—–-]*$")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z]){1,2}")  # "A.P. Novak", "J.R.R. Novak"
_LONGEST = 20  # characters of an abbreviation
_NEXT_WORD = re.compile(r"\s*([A-Z][a-z]*)(?=[\s,])(?! shares?\b)")  # but "Hollin Ferries Inc. A shares"
_OWNER = re.compile(r"\)\s+[A-Z][\w-]*[’']s\s[a-z]")  # "Novak Inc. (NVK) Hollin’s boats"
_ORDINAL_DATES = re.compile("cs|da|de|et|fi|hr|hu|is|lv|nb|nn|no|pl|sk|sl|sr|tr")
_CLOSING = words_of("closing_abbreviations")
_MAY_END = _CLOSING["companies"] | _CLOSING["others"]
_FORMS = sorted(form for word in _CLOSING["companies"] for form in (word.capitalize(), word.upper()))
COMPANY = "(?:" + "|".join(rf"(?<=\b{form})" for form in _FORMS) + ")"  # behind "Inc", as an expression


def last_word(line: str, start: int, end: int) -> str:
    """The one before a full stop."""
    word = _LAST_WORD.search(line, max(start, end - _LONGEST), end)
    return word.group() if word else ""


def abbreviates(word: str, following: str, lang: str, *, first: bool) -> bool:
    """Whether the full stop behind a word is its own. ``following``: what comes next; ``first``: it opens."""
    if word.isdigit():  # "1. Item", "3. Oktober"
        return first or bool(_ORDINAL_DATES.fullmatch(lang) and len(word) <= 2)
    if len(word) == 1 and word.isalpha():
        return word.isupper() or word in _known(lang)
    if word.lower() in _known(lang):
        return not (word.islower() and following in '“"«')
    return bool(_INITIALS.fullmatch(word))


def ends_behind(word: str, line: str, at: int) -> bool:
    """Whether an abbreviation that may stand last ("Inc.", "U.S.") does, by what opens the next sentence."""
    if word.lower() not in _MAY_END and not _INITIALS.fullmatch(word):
        return False
    opening = _NEXT_WORD.match(line, at)
    return bool(opening and opening[1] in _CLOSING["opening"]) or bool(_OWNER.match(line, at - 1))


@cache
def _known(lang: str) -> frozenset[str]:
    lists = words_of("abbreviations")
    return lists["any"].union(*([lists.get(lang, frozenset())] if lang else lists.values()))
