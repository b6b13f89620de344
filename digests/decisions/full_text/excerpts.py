"""Whether a text holds an excerpt: what a feed states of an article, looked for in what its page says. Pure.

Measured on 1,964 news articles in five languages. Of an excerpt that was cut from its article all words are
there. One that was worded anew, a standfirst, has half of its words or more in 97 % of the articles (English,
229), 91 % (French, 345), 98 % (Vietnamese, 265), 97 % (Chinese, 29); in an offer to subscribe or in an error
never. A page that shows the first sentence of two and an offer has 61 % of them, but that sentence as it is:
who quotes so much must quote all of it, and of such pages 0 to 8 % are taken then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from digests.decisions.search.words import in_text

ALIKE = 0.5  # of an excerpt's words, where it is worded anew
QUOTED = 0.85  # of its words, where much of it stands in the text word by word
_MUCH = 0.3  # of its words, in one run
_SLIPS = 3  # words by which a quotation may differ however short it is: a place in front, a word edited
_NAMES_IT = 1 / 3  # of a title's words; headlines play with words
_FEW = 5  # words of a teaser that say less than its title
_LONGEST = 200_000  # characters of a text that are looked at
# Aggregators state where an article and its discussion are, not how it begins.
_STATED = re.compile(r"\b\w{1,9}://\S+|^[# ]{0,3}\w{1,20}(?: \w{1,20}){0,2} ?[:：][\d.,:/ -]*$", re.MULTILINE)


def holds(text: str, excerpt: str) -> bool:
    """Whether ``text`` is the one that ``excerpt`` is taken from, or tells of; an empty one is of any."""
    wanted, words = _words(excerpt[:_LONGEST]), _words(text[:_LONGEST])
    if not wanted:
        return True
    share, missing = _share(wanted, words), len(set(wanted).difference(words))
    quoted = _longest_quote(wanted, words) >= _MUCH * len(wanted)
    return share >= (QUOTED if quoted and missing > _SLIPS else ALIKE)


def is_article_of(text: str, title: str, teaser: str) -> bool:
    """Whether a page's text may take the place of ``teaser``: it holds it, or for want of one, the title."""
    stated = _STATED.sub("", teaser)
    begins, named = _words(stated), _words(title)
    if len(begins) >= _FEW and begins != named:
        return holds(text, stated)
    wanted = named + begins
    return bool(text) and _share(wanted, _words(text[:_LONGEST])) >= _NAMES_IT


def _words(text: str) -> list[str]:
    """Words, and pairs of characters where no spaces are written."""
    return list(in_text(text))


def _share(wanted: Sequence[str], words: Sequence[str]) -> float:
    """How many of the different words stand in the text, 0 to 1; of none all do."""
    different = set(wanted)
    return len(different.intersection(words)) / len(different) if different else 1.0


def _longest_quote(wanted: Sequence[str], words: Sequence[str]) -> int:
    """The words of the longest run whose neighbours are neighbours in the text as well."""
    known, longest, run = set(pairwise(words)), 0, 0
    for pair in pairwise(wanted):
        run = run + 1 if pair in known else 0
        longest = max(longest, run + 1 if run else 0)
    return longest
