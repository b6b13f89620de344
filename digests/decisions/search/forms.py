"""How texts are cut and folded, so that what reads alike becomes the same words."""

from __future__ import annotations

import re
import unicodedata

from digests.decisions.duplicates.fingerprint import UNSPACED

RUN = re.compile(rf"([{UNSPACED}]+)|([^\W_{UNSPACED}]+)")
"""A run of characters of scripts that write no spaces, or a word of the others."""

_LONGEST = 40
_MAY_HAVE_ACCENTS = re.compile("[\u00c0-\u058f\u1e00-\u1fff]")
_ACCENT = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """One form for what reads alike: width, case, and the accents of European scripts."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _MAY_HAVE_ACCENTS.search(folded):
        bare = _ACCENT.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", bare)
    return folded


def form_of(word: str) -> str:
    """A word of a folded text as the index has it."""
    return _singular(word)[:_LONGEST]


def _singular(word: str) -> str:
    """An English plural as its singular: Harman's S stemmer, "How effective is suffixing?" (1991)."""
    if len(word) < 4 or word[-1] != "s" or not word.isascii():
        return word
    if word.endswith("ies") and word[-4] not in "ea":
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    return word if word[-2] in "us" else word[:-1]
