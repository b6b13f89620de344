"""Reports joined to stories by hand, as an admin would: no test here depends on what is judged."""

from __future__ import annotations

from datetime import datetime

from digests.store import Store, Tx
from digests.store.posts import label_lists
from digests.store.search import word_index
from digests.store.stories import links, membership
from digests.store.stories.links import Link
from digests.store.stories.membership import ADMIN, Joined


async def join(store: Store, first: int, *others: int, now: datetime) -> None:
    """Have the articles of these posts tell the story of the first."""

    async def work(tx: Tx) -> None:
        await membership.join(tx, [Joined(each, 1.0, (), ADMIN) for each in others], now)
        made = await membership.regroup(tx, (first, *others), dict.fromkeys(others, first))
        await label_lists.settle(tx, [first, *others])
        await word_index.mark(tx, {first, *others, *made.moved})

    await store.writing(work)


async def relate(store: Store, one: int, *others: int) -> None:
    """Link the article of a post to others."""
    await store.writing(lambda tx: links.replace(tx, [one], [Link(one, each, 0.5) for each in others]))
