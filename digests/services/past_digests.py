"""Digests as they were composed, read again: what a message holds, and the stories behind its button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from digests.decisions.compose import story_of
from digests.decisions.ranking.given import Given
from digests.errors import BadInput
from digests.model import Came, Destination, Digest, Story
from digests.steps.corrections.recompose import recomposed
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.corrections import corrections
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import history, told


class PastDigests:
    """Questions about digests."""

    def __init__(self, store: Store, articles: FullPosts, now: Callable[[], datetime]) -> None:
        self._store = store
        self._articles = articles
        self._now = now

    async def for_place(self, place: Destination, digest_id: int) -> None:
        """``BadInput("dead_button")`` where a digest was not for this chat: its sections name searches."""
        if not await self._store.reading(lambda tx: history.was_given(tx, place, digest_id)):
            raise BadInput("dead_button")

    async def digest(self, digest_id: int) -> Digest:
        """A digest as it was composed, with what was corrected since; ``BadInput`` when there is none."""
        found = await recomposed(self._store, self._articles, digest_id, self._now())
        if found is None:
            raise BadInput("dead_button")
        return found

    async def opened(self, subscriber_id: int, digest_id: int, shown: int) -> None:
        """A subscriber has seen so many stories of a digest that it was given: these are told now."""
        await self._store.writing(lambda tx: told.opened(tx, subscriber_id, Given(digest_id, shown)))

    async def any_of(self, subscriber_id: int) -> bool:
        """Whether a subscriber was ever given a digest that is still kept."""
        async with self._store.read() as tx:
            return await history.last_of(tx, subscriber_id) is not None

    async def came(self, subscriber_id: int, first: int, size: int) -> tuple[tuple[Came, ...], int]:
        """``size`` digests that a subscriber was sent, from the 0-based ``first`` on; and how many in all."""
        async with self._store.read() as tx:
            page = await history.page(tx, subscriber_id, first, size)
            return page, await history.count(tx, subscriber_id)

    async def parts(self, subscriber_id: int, digest_id: int) -> tuple[str, ...]:
        """A digest's messages as a subscriber has them, in its transport's form, as corrected since.

        Raises ``BadInput`` for no such.
        """
        found = await self._store.reading(lambda tx: history.parts(tx, subscriber_id, digest_id))
        if not found:
            raise BadInput("dead_button")
        return found

    async def rest(self, digest_id: int, first: int, size: int = 8) -> tuple[tuple[Story, ...], int]:
        """The stories of a digest from the 0-based ``first`` on, and how many it has in all."""
        async with self._store.read() as tx:
            row = await _digest_row(tx, digest_id)
            picks = await digest_rows.picks(tx, digest_id, first, size)
            total = await digest_rows.total(tx, digest_id)
            ids = [pick.post for pick in picks]
            amended = await corrections.of_posts(tx, ids, row.said, self._now())
        found = await self._articles.as_told(ids, row.then)
        told = (story_of(pick, found[pick.post], row.since, amended.get(pick.post, ())) for pick in picks)
        return tuple(told), total


async def _digest_row(tx: Tx, digest_id: int) -> digest_rows.Record:
    row = await digest_rows.get(tx, digest_id)
    if row is None:
        raise BadInput("dead_button")
    return row
