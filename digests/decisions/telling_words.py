"""The few words that tell what a story is of: said in its title, again in its text, and by few other stories.

How telling a word is grows with how often the story says it and with how few others do (Spärck Jones 1972,
"A statistical interpretation of term specificity"). Words are spelled as the index has them, so that it
answers which stories have them. Chinese is indexed in pairs of characters: those that follow each other are
one phrase (新能, 能源: 新能源), of which the rarest stands for all; the phrase is what people read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from digests.decisions.search.words import in_text
from digests.decisions.stories.stop_words import STOP_WORDS
from digests.model import Taste, TasteKind

MOST = 3
MOST_ASKED = 24
"""Words whose frequency is looked up: each costs a question to the index."""

COMMON = 20
"""A word that more than one in so many stories have tells nothing of this one."""

_RARE_ANYHOW = 3  # stories, where there are few
_A_TEXT = 200  # characters; what is shorter repeats no word
_LONGEST = 8  # characters of a phrase of pairs


class Phrase(NamedTuple):
    """Words of a title that belong together, and how often the story says the one that it says least."""

    title: str
    words: tuple[str, ...]
    said: int


def phrases(title: str, text: str) -> tuple[Phrase, ...]:
    """What a title names and its text repeats, most often said first; few enough to ask for each word."""
    said = Counter(in_text(text))
    again = 2 if len(text) >= _A_TEXT else 0
    named = [word for word in in_text(title) if _may_tell(word) and said[word] >= again]
    found = dict.fromkeys(_chains(named))
    made = [Phrase(_read(each), each, 1 + min(said[word] for word in each)) for each in found]
    made.sort(key=lambda each: -each.said)
    return tuple(_within(made))


def _may_tell(word: str) -> bool:
    long_enough = len(word) > 2 if word.isascii() else len(word) > 1
    return long_enough and word not in STOP_WORDS and not word.isdecimal()


def _chains(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Pairs of characters that overlap are one chain; other words stand alone."""
    chain: list[str] = []
    for word in words:
        if chain and not (_is_pair(word) and _is_pair(chain[-1]) and chain[-1][1] == word[0]):
            yield tuple(chain)
            chain = []
        chain.append(word)
    if chain:
        yield tuple(chain)


def _is_pair(word: str) -> bool:
    return len(word) == 2 and not word.isascii()


def _read(chain: Sequence[str]) -> str:
    return chain[0] + "".join(each[1] for each in chain[1:]) if len(chain) > 1 else chain[0]


def _within(made: Sequence[Phrase]) -> Iterator[Phrase]:
    left = MOST_ASKED
    for each in made:
        if len(each.words) <= left:
            left -= len(each.words)
            yield each


def telling(found: Sequence[Phrase], frequency: Mapping[str, int], stories: int) -> tuple[Taste, ...]:
    """The most telling of these phrases as tastes without a weight, by their rarest words.

    ``frequency``: how many of all ``stories`` have a word; a word that is not in it is too common.
    """
    most = max(_RARE_ANYHOW, stories // COMMON)
    worth: dict[Taste, float] = {}
    for each in found:
        known = [word for word in each.words if word in frequency]
        rarest = min(known, key=lambda word: frequency[word], default="")
        if known and frequency[rarest] <= most:
            title = each.title if len(each.title) <= _LONGEST or len(each.words) == 1 else rarest
            rarity = log((1 + stories) / (1 + frequency[rarest]))
            worth[Taste(TasteKind.WORD, rarest, title)] = log(1 + each.said) * rarity
    return tuple(sorted(worth, key=lambda one: (-worth[one], one.target))[:MOST])
