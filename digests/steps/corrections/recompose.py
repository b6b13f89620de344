"""Recompose: a digest as it was composed, read again with what was corrected since."""

from __future__ import annotations

from datetime import datetime

from digests.decisions.compose import compose
from digests.model import Digest
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.store.corrections import corrections
from digests.store.delivery import digests as digest_rows


async def recomposed(store: Store, articles: FullPosts, digest_id: int, now: datetime) -> Digest | None:
    """A stored digest as its readers should see it ``now``; None when there is none."""
    async with store.read() as tx:
        row = await digest_rows.get(tx, digest_id)
        if row is None:
            return None
        picks = await digest_rows.picks(tx, digest_id, 0, row.size)
        total = await digest_rows.total(tx, digest_id)
        named = await digest_rows.section_titles(tx, [pick.section for pick in picks])
        amended = await corrections.of_posts(tx, [pick.post for pick in picks], row.created, now)
    follow_ups = digest_rows.follow_ups(row)
    shown = [pick.post for pick in picks] + [one.posts[0] for one in follow_ups]
    return compose(row.id, row, picks, await articles.read(shown), named, total, follow_ups, amended)
