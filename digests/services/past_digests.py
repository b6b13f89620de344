"""Digests as they were composed, read again: what a message holds, and the stories behind its button."""

from __future__ import annotations

from digests.decisions.compose import compose
from digests.errors import BadInput
from digests.model import Came, Digest, Story
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import history


class PastDigests:
    """Questions about digests."""

    def __init__(self, store: Store, articles: FullPosts) -> None:
        self._store = store
        self._articles = articles

    async def digest(self, digest_id: int) -> Digest:
        """A digest as it was composed; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            row = await _digest_row(tx, digest_id)
            picks = await digest_rows.picks(tx, digest_id, 0, row.size)
            total = await digest_rows.total(tx, digest_id)
            named = await digest_rows.section_titles(tx, [pick.section for pick in picks])
        found = await self._articles.read([pick.post for pick in picks])
        return compose(row.id, row, picks, found, named, total)

    async def any_of(self, subscriber_id: int) -> bool:
        """Whether a subscriber was ever given a digest that is still kept."""
        async with self._store.read() as tx:
            return await digest_rows.last_of(tx, subscriber_id) is not None

    async def came(self, subscriber_id: int, first: int, size: int) -> tuple[tuple[Came, ...], int]:
        """``size`` digests that a subscriber was sent, from the 0-based ``first`` on; and how many in all."""
        async with self._store.read() as tx:
            page = await history.page(tx, subscriber_id, first, size)
            return page, await history.count(tx, subscriber_id)

    async def parts(self, subscriber_id: int, digest_id: int) -> tuple[str, ...]:
        """A digest's messages as a subscriber got them, in its transport's form; ``BadInput`` for no such."""
        found = await self._store.reading(lambda tx: history.parts(tx, subscriber_id, digest_id))
        if not found:
            raise BadInput("dead_button")
        return found

    async def rest(self, digest_id: int, first: int, size: int = 8) -> tuple[tuple[Story, ...], int]:
        """The stories of a digest from the 0-based ``first`` on, and how many it has in all."""
        async with self._store.read() as tx:
            await _digest_row(tx, digest_id)
            picks = await digest_rows.picks(tx, digest_id, first, size)
            total = await digest_rows.total(tx, digest_id)
        found = await self._articles.read([pick.post for pick in picks])
        return tuple(Story(found[pick.post], pick.others) for pick in picks), total


async def _digest_row(tx: Tx, digest_id: int) -> digest_rows.Record:
    row = await digest_rows.get(tx, digest_id)
    if row is None:
        raise BadInput("dead_button")
    return row
