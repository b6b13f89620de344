"""Known stories: the reports of the stories that came in, read and taken apart once for all who get them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from digests.decisions.ranking.contenders import Contender, contender
from digests.decisions.ranking.reports import by_story
from digests.model import FollowKind
from digests.steps.build.choices import Target
from digests.store import Tx
from digests.store.posts import listed, pages
from digests.store.posts.listed import Listed

_AT_ONCE = 2_000  # stories in one statement
_NEVER = 1 << 62


class _Stood(NamedTuple):
    """The first post of an article, and the first under each label and feed."""

    first: int
    places: Mapping[Target, int]


class KnownStories:
    """Of the posts up to one."""

    def __init__(self, upto: int) -> None:
        self._upto = upto
        self._contenders: dict[int, Contender | None] = {}
        self._related: dict[int, tuple[int, ...]] = {}
        self._stood: dict[int, _Stood] = {}

    def __len__(self) -> int:
        return len(self._contenders)

    async def load(self, tx: Tx, stories: Iterable[int]) -> None:
        """Read those of these stories that are not known yet."""
        missing = sorted(set(stories) - self._contenders.keys())
        for first in range(0, len(missing), _AT_ONCE):
            await self._load(tx, missing[first : first + _AT_ONCE])

    async def _load(self, tx: Tx, stories: Sequence[int]) -> None:
        posts = await pages.copies(tx, stories, self._upto)
        self._contenders |= dict.fromkeys(stories)
        self._contenders |= {n: contender(n, told) for n, told in by_story(posts, set(stories)).items()}
        stood = await listed.stood_under(tx, stories)
        self._stood |= {article: _Stood(min(places.values()), places) for article, places in stood.items()}
        related: dict[int, list[int]] = defaultdict(list)
        for article, other in await pages.related(tx, {each.article for each in posts}):
            related[article].append(other)
        self._related |= {article: tuple(others) for article, others in related.items()}

    def __getitem__(self, story: int) -> Contender | None:
        """A story that was loaded; None where all of its posts are gone."""
        return self._contenders[story]

    def stood(self, article: int, under: Collection[Target], cursor: int) -> bool:
        """Whether an article stood in what is followed before: a copy that comes in later is no news."""
        stood = self._stood.get(article)
        if stood is None or stood.first > cursor:  # as nearly all
            return False
        return any(_since(stood, each) <= cursor for each in under)

    def related(self, new: Iterable[Listed]) -> dict[int, AbstractSet[int]]:
        """Of each story those that it is related to, as far as these articles say."""
        found: dict[int, set[int]] = defaultdict(set)
        if self._related:
            for _, story, article in new:
                for other in self._related.get(article, ()):
                    if other != story:
                        found[story].add(other)
                        found[other].add(story)
        return dict(found)


def _since(stood: _Stood, target: Target) -> int:
    """The first post by which an article stands somewhere; of a search it may be any that there was."""
    return stood.first if target[0] is FollowKind.SEARCH else stood.places.get(target, _NEVER)
