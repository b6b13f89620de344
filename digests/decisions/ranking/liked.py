"""What a chat's tastes add to the score of a story, in doublings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from digests.decisions.ranking.contenders import Contender
from digests.decisions.search.words import by_tag
from digests.model.own import Taste, TasteKind

EACH = 2.0
"""One taste moves a story as far as four times, or a quarter of, the sources would."""

ALL = 3.0
"""And all together as far as eight times would: what everybody tells is told to everybody."""

Having = Callable[[Iterable[str], Iterable[int]], Mapping[str, Sequence[int]]]
"""By word of the index, those of some stories in which it stands."""


def liked(stories: Mapping[int, Contender], tastes: Sequence[Taste], having: Having) -> dict[int, float]:
    """By story what is added, of those to which anything is."""
    words = {_word(each): each for each in tastes if each.kind is not TasteKind.SOURCE}
    sources = {each.target: each for each in tastes if each.kind is TasteKind.SOURCE}
    found: dict[int, float] = defaultdict(float)
    for word, those in having(words, stories).items():
        for story in those:
            found[story] += _within(words[word].weight, EACH)
    for story, one in stories.items() if sources else ():
        for name in one.names & sources.keys():
            found[story] += _within(sources[name].weight, EACH)
    return {story: within for story, weight in found.items() if (within := _within(weight, ALL))}


def _word(taste: Taste) -> str:
    return by_tag(int(taste.target)) if taste.kind is TasteKind.TAG else taste.target


def _within(weight: float, most: float) -> float:
    return max(-most, min(most, weight))
