"""Posts read whole, each with its key points: stored ones, or made now and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from digests.errors import Unavailable
from digests.model import KeyPoint, Post, StoryPoint, Telling
from digests.ports import Summaries
from digests.steps.tellings import Tellings
from digests.store import Store, Tx
from digests.store.posts import full_posts, key_points
from digests.store.stories.reports import Then

_REPEATED = 0.7

Ranked = TypeVar("Ranked", KeyPoint, StoryPoint)


class FullPosts:
    """The one way to posts that are to be shown."""

    def __init__(self, store: Store, summaries: Summaries) -> None:
        self._store = store
        self._summaries = summaries
        self._tellings = Tellings(store, summaries)

    async def read(self, ids: Sequence[int]) -> dict[int, Post]:
        """Posts by id with tags, categories, key points and stories; ids that do not exist are left out."""
        return await self.completed(await self._store.reading(lambda tx: self.stored(tx, ids)))

    async def stored(self, tx: Tx, ids: Sequence[int]) -> dict[int, Post]:
        """Posts as they are stored: for work on a transaction, to be ``completed`` after it."""
        found = await full_posts.read(tx, ids, self._summaries.version)
        told = await self._tellings.stored(tx, {post.story for post in found.values() if post.story})
        return {n: _told(post, told) for n, post in found.items()} if told else found

    async def completed(self, found: dict[int, Post]) -> dict[int, Post]:
        """The same with the points that were not made yet, which are thereby kept."""
        alone = await self._condensed(found)
        told = {post.story: post.telling for post in found.values() if post.telling.reports}
        if not told:
            return alone
        made = await self._tellings.completed(told)
        return {n: _told(post, made) for n, post in alone.items()}

    async def alone(self, ids: Sequence[int]) -> dict[int, Post]:
        """Posts with their key points, whatever their stories say."""
        version = self._summaries.version
        return await self._condensed(await self._store.reading(lambda tx: full_posts.read(tx, ids, version)))

    async def as_told(self, ids: Sequence[int], then: Then) -> dict[int, Post]:
        """Posts with their key points, and with what their stories said at a moment of the past."""
        found = await self.alone(ids)
        stories = {n: post.story for n, post in found.items() if post.story}
        told = await self._tellings.as_told(stories, then)
        return {n: shown(post, told[n]) if n in told else post for n, post in found.items()}

    async def _condensed(self, found: dict[int, Post]) -> dict[int, Post]:
        missing = [post for post in found.values() if post.text and not (post.points or post.condensed)]
        made = await self._condense(missing) if missing else {}
        return {
            post_id: replace(post, points=unrepeated(made.get(post_id, post.points), post.digest))
            for post_id, post in found.items()
        }

    async def _condense(self, missing: Sequence[Post]) -> dict[int, tuple[KeyPoint, ...]]:
        articles = [(post.title, post.text, post.lang) for post in missing]
        version = self._summaries.version  # of the weights that make them, whatever comes in meanwhile
        condensed = await self._summaries.condense(articles)
        rows = [(post.id, post.version, made) for post, made in zip(missing, condensed, strict=True)]
        with suppress(Unavailable):  # they are shown all the same, and made again
            async with self._store.write() as tx:
                await key_points.save(tx, version, rows)
        return {post_id: made for post_id, _, made in rows}


def _told(post: Post, told: Mapping[int, Telling]) -> Post:
    return shown(post, told[post.story]) if post.story in told else post


def shown(post: Post, told: Telling) -> Post:
    """A post with what its story says, without points that its title or an editor's own digest says."""
    points = not_said(told.points, post.title, post.digest)
    return replace(post, telling=replace(told, points=points))


def not_said(points: Sequence[StoryPoint], title: str, digest: str) -> tuple[StoryPoint, ...]:
    """The points of a story that neither the title nor an editor's own digest says, their ranks closed up."""
    said = [text for text in (title, digest) if text]
    return _closed_up([point for point in points if not any(repeats(point.text, text) for text in said)])


def _closed_up(points: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """With no gaps in their ranks."""
    ranks = {old: new for new, old in enumerate(sorted(point.rank for point in points))}
    return tuple(replace(point, rank=ranks[point.rank]) for point in points)


def unrepeated(points: tuple[KeyPoint, ...], digest: str) -> tuple[KeyPoint, ...]:
    """Points without those that an editor's own digest says already, the gaps in their ranks closed."""
    if not digest:
        return points
    return _closed_up([point for point in points if not repeats(point.text, digest)])


def repeats(point: str, digest: str) -> bool:
    """Whether most of a point's character bigrams stand in the digest."""
    bigrams = _bigrams(point)
    return len(bigrams & _bigrams(digest)) >= _REPEATED * len(bigrams)


def _bigrams(text: str) -> set[str]:
    letters = "".join(character for character in text.casefold() if character.isalnum())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
