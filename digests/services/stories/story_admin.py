"""What those who run the bot can see and do about stories: why articles tell one, parting, joining."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from digests.decisions.stories.explained import Explained, explain
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared, prepare
from digests.errors import BadInput
from digests.model import Comparison, Membership, Obstacle, Post, StoryCard
from digests.services.stories.obstacles import obstacle
from digests.store import Store, Tx, locks
from digests.store.locks import Lock
from digests.store.monitoring import audit
from digests.store.posts import full_posts, label_lists
from digests.store.search import word_index
from digests.store.stories import articles, features, members, membership, partings
from digests.store.stories.membership import ADMIN, Joined


class StoryAdmin:
    """Lists stories, explains, parts and joins them; ``actor`` is who asks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def latest(self, limit: int) -> list[StoryCard]:
        """The stories that an article has joined last, without what is related to them."""
        return await self._store.reading(lambda tx: members.latest(tx, limit))

    async def card(self, post_id: int) -> StoryCard:
        """The story that a post tells; ``BadInput`` when there is none."""
        return await self._store.reading(lambda tx: _card(tx, post_id))

    async def compare(self, first: int, second: int) -> Comparison:
        """Hold the articles of two posts against each other; ``BadInput`` where there are not two.

        How rare terms are comes from the articles of the window, as when posts are judged.
        """
        async with self._store.read() as tx:
            one, other = await _card(tx, first), await _card(tx, second)
            read = await full_posts.read(tx, [first, second])
            a, b = read[first], read[second]
            if a.article == b.article:
                raise BadInput("same_article")
            apart = await partings.apart(tx, [a.article])
            packed = await features.all_packed(tx)
            earlier = min((a, b), key=lambda each: each.article)
            story = [*(await features.packed(tx, await articles.of_story(tx, earlier.story))).values()]
        kept_apart, together = b.article in apart.get(a.article, ()), one.story == other.story
        found, stands_between = await asyncio.to_thread(_judge, a, b, packed, story)
        made = found.judgement
        return Comparison(
            first=_of(one, a),
            second=_of(other, b),
            score=made.score,
            grade=made.grade,
            terms=made.terms,
            features=made.features,
            weights=found.weights,
            most=found.most,
            together=together,
            apart=kept_apart,
            obstacle=None if together or kept_apart else stands_between,
        )

    async def part(self, post_id: int, *, actor: str, now: datetime) -> StoryCard:
        """Have the article of a post tell a story of its own, for ever apart from those beside it now.

        ``BadInput`` when it tells one alone.
        """

        async def work(tx: Tx) -> StoryCard:
            await locks.take(tx, Lock.STORIES)
            told, article = await _card(tx, post_id), await _article(tx, post_id)
            others = [number for number in await articles.of_story(tx, told.story) if number != article]
            if not others:
                raise BadInput("story_alone", post=str(post_id))
            await partings.part(tx, article, others)
            await _regroup(tx, [*others, article], {article: None})
            change = {"story": told.story}, {"article": article, "story": told.story}
            await audit.record(tx, actor, "part", f"story:{told.story}", now, *change)
            return await _card(tx, post_id)

        return await self._store.writing(work)

    async def join(self, post_id: int, other: int, *, actor: str, now: datetime) -> StoryCard:
        """Have the stories of two posts be one, until an admin parts them; ``BadInput`` when they are."""

        async def work(tx: Tx) -> StoryCard:
            await locks.take(tx, Lock.STORIES)
            one, two = await _card(tx, post_id), await _card(tx, other)
            if one.story == two.story:
                raise BadInput("story_together", post=str(post_id), other=str(other))
            ours, theirs = [await articles.of_story(tx, each.story) for each in (one, two)]
            await partings.forgive(tx, ours, theirs)
            named = [await _article(tx, post_id), await _article(tx, other)]
            await membership.join(tx, [Joined(number, 0.0, (), ADMIN) for number in named], now)
            await _regroup(tx, [*ours, *theirs], dict.fromkeys(ours, other))
            made = min(one.story, two.story)
            change = {"article": named[0], "other": named[1], "story": made}
            await audit.record(
                tx, actor, "join", f"story:{made}", now, {"story": one.story, "other": two.story}, change
            )
            return await _card(tx, post_id)

        return await self._store.writing(work)


async def _regroup(tx: Tx, posts: list[int], moves: Mapping[int, int | None]) -> None:
    """Move articles; lists, the search and whoever holds them in memory follow."""
    made = await membership.regroup(tx, posts, moves)
    await label_lists.settle(tx, made.affected)
    await word_index.mark(tx, {*made.moved, *made.affected})
    await features.touch(tx, made.stories.keys(), await features.next_stamp(tx))


async def _card(tx: Tx, post_id: int) -> StoryCard:
    found = await members.card(tx, post_id)
    if found is None:
        raise BadInput("unknown_story", post=str(post_id))
    return found


async def _article(tx: Tx, post_id: int) -> int:
    return (await full_posts.read(tx, [post_id]))[post_id].article


def _of(card: StoryCard, post: Post) -> Membership:
    return next(one for one in card.members if one.article == post.article)


def _judge(
    a: Post, b: Post, packed: Sequence[bytes], story: Sequence[bytes]
) -> tuple[Explained, Obstacle | None]:
    """The two held against each other; of one event, what keeps the later one from the other's ``story``."""
    frequencies = Frequencies()
    for each in _unpacked(packed):
        frequencies.add(each)
    one, other = (prepare(post.title, post.text, post.published, post.lang) for post in (a, b))
    made = explain(one, other, frequencies)
    if made.judgement.grade != "same":
        return made, None
    later, earlier = (other, one) if a.article < b.article else (one, other)
    return made, obstacle(later, list(_unpacked(story)) or [earlier], frequencies)


def _unpacked(packed: Iterable[bytes]) -> Iterator[Prepared]:
    for each in packed:
        with suppress(ValueError):  # of another version
            yield Prepared.unpack(each)
