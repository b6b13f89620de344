"""The point of an article in which no span reads alone: the beginning of a sentence, if there is one."""

from __future__ import annotations

import re
from itertools import takewhile

from digests.model import KeyPoint
from digests.summarizers.clean_sentence import clean, unstopped
from digests.summarizers.frame import pairs_of
from digests.summarizers.spans import clauses
from digests.summarizers.text.lengths import fits
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.text.sentences import Sentence, sentences
from digests.summarizers.units import MAX_CHARACTERS, Unit, is_noise, tokens, unit

_ONLY_THE_TITLE = 0.8  # share of a sentence's pairs in the title: it says nothing else
_PIECE = re.compile(r"\s*\S+")
_EDGES = " ,;:，；：、.。!！?？…"


def beginning(title: str, text: str, lang: str, known: Phrases) -> list[KeyPoint]:
    """The beginning of the first sentence that says anything beyond the title; none where none does."""
    found = sentences(text[:MAX_CHARACTERS], lang)
    for sentence in found:
        each = unit(sentence, lang, known)
        if _speaks(sentence, each, known, alone=len(found) == 1) and not _says_only(title, each, lang):
            return [KeyPoint(_cut(each, known), sentence.paragraph, sentence.place)]
    return []


def _speaks(sentence: Sentence, each: Unit, known: Phrases, *, alone: bool) -> bool:
    """Whether it may state something; a single word is kept where it is all of the text."""
    if not any(map(str.isalnum, each.text)):
        return False
    return (alone and sentence.prose and len(each.tokens) == 1) or not is_noise(sentence, known)


def _says_only(title: str, each: Unit, lang: str) -> bool:
    said = tokens(title.strip(_EDGES), lang)
    own = tokens(each.text.strip(_EDGES), lang)
    pairs = frozenset(pairs_of(own))
    shared = pairs.intersection(pairs_of(said))
    return own == said or (bool(pairs) and len(shared) >= _ONLY_THE_TITLE * len(pairs))


def _cut(each: Unit, known: Phrases) -> str:
    """As much of a unit as fits, up to a place to cut, a blank or a character."""
    if fits(each.text, unspaced=each.unspaced):
        return unstopped(clean(each.text, known).strip())
    ends = [end for _, end in clauses(each.text, known)]
    ends += [match.end() for match in _PIECE.finditer(each.text)]
    fitting = list(takewhile(lambda end: fits(each.text[:end], unspaced=each.unspaced), sorted(ends)))
    cut = each.text[: fitting[-1]] if fitting else each.text[:80]
    return unstopped(clean(cut.strip(" ,;:，；：、"), known).strip())
