"""More and less like this: what a subscriber says of stories, and what it is held to like thereby."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from digests.decisions import taste
from digests.decisions.search.words import words_of
from digests.decisions.telling_words import phrases, telling
from digests.errors import BadInput
from digests.model import Liked, Mute, MuteKind, Opinion, Taste, TasteKind
from digests.store import Store, Tx
from digests.store.posts import full_posts
from digests.store.search import documents, frequencies
from digests.store.stories import reports
from digests.store.subscribers import mutes, tastes


class Tastes:
    """What can be said of stories, and unsaid."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def opinion(self, subscriber_id: int, post_id: int) -> int:
        """What was said of the story of a post: 1 for more, -1 for less, 0 for nothing."""
        found = await self._store.reading(lambda tx: tastes.opinion_of(tx, subscriber_id, post_id))
        return found.way if found else 0

    async def say(self, subscriber_id: int, post_id: int, way: int) -> tuple[Taste, ...]:
        """More (1) or less (-1) like the story of a post, or neither (0); the tastes that this moves.

        Said of one story it counts once: whoever says it again changes nothing, and the opposite takes the
        first back. Raises ``BadInput`` for no such post.
        """

        async def work(tx: Tx) -> tuple[Taste, ...]:
            before = await tastes.opinion_of(tx, subscriber_id, post_id)
            if before and before.way == way:
                return before.moved
            if before:
                await tastes.put(
                    tx, subscriber_id, taste.taken_back(before.moved, await _known(tx, subscriber_id))
                )
                await tastes.unsay(tx, subscriber_id, post_id)
            return await self._count(tx, subscriber_id, post_id, way) if way else ()

        return await self._store.writing(work)

    async def _count(self, tx: Tx, subscriber_id: int, post_id: int, way: int) -> tuple[Taste, ...]:
        known = await _known(tx, subscriber_id)
        moved = taste.changed(await _traits(tx, post_id), way, known)
        await tastes.put(tx, subscriber_id, taste.added(moved, known))
        await tastes.drop(tx, subscriber_id, taste.too_many(await tastes.listed(tx, subscriber_id)))
        await tastes.say(tx, subscriber_id, Opinion(post_id, way, moved), self._now())
        return moved

    async def listed(self, subscriber_id: int) -> tuple[Taste, ...]:
        """All that a subscriber likes more or less, the strongest first."""
        return await self._store.reading(lambda tx: tastes.listed(tx, subscriber_id))

    async def touching(self, subscriber_id: int, post_id: int) -> tuple[Taste, ...]:
        """Those of them that the story of a post has, the strongest first."""

        async def work(tx: Tx) -> tuple[Taste, ...]:
            mine = await tastes.listed(tx, subscriber_id)
            return await _touching(tx, mine, post_id) if mine else ()

        return await self._store.reading(work)

    async def forget(self, subscriber_id: int, one: Taste) -> None:
        """Forget one of them."""
        await self._store.writing(lambda tx: tastes.drop(tx, subscriber_id, [one]))

    async def forget_all(self, subscriber_id: int) -> None:
        """Forget all, and what was said of which story."""
        await self._store.writing(lambda tx: tastes.clear(tx, subscriber_id))


async def _known(tx: Tx, subscriber_id: int) -> dict[Liked, float]:
    return {(one.kind, one.target): one.weight for one in await tastes.listed(tx, subscriber_id)}


async def _traits(tx: Tx, post_id: int) -> tuple[Taste, ...]:
    """What of a story may be liked: its sources where they are few, the tags that most carry, its words."""
    found = (await full_posts.read(tx, [post_id])).get(post_id)
    if found is None:
        raise BadInput("dead_button")
    of = [one for _, one in await mutes.of_story(tx, post_id) if one.kind is MuteKind.SOURCE]
    told = [each.id for each in (await reports.of_stories(tx, [found.story])).get(found.story, ())]
    tags = await reports.tags(tx, told or [post_id], taste.MOST_TAGS)
    named = phrases(found.title, found.text)
    asked = await frequencies.frequencies(tx, {word for each in named for word in each.words})
    return (
        *_sources(of),
        *(Taste(TasteKind.TAG, str(one.id), one.name) for one in tags),
        *telling(named, asked, await frequencies.stories(tx)),
    )


def _sources(named: Sequence[Mute]) -> list[Taste]:
    few = named if len(named) <= taste.MOST_SOURCES else ()
    return [Taste(TasteKind.SOURCE, one.target, one.title) for one in few]


async def _touching(tx: Tx, mine: Sequence[Taste], post_id: int) -> tuple[Taste, ...]:
    there: set[Liked] = set()
    for _, _, document in await documents.read(tx, [post_id]):
        there |= {(TasteKind.WORD, word) for word in words_of(document)}
        there |= {(TasteKind.TAG, str(tag)) for tag, _ in document.tags}
        there |= {(TasteKind.SOURCE, name[:200]) for name in document.sources}
    return tuple(one for one in mine if (one.kind, one.target) in there)
