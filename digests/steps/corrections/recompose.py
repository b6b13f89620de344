"""Recompose: a digest as it was composed, read again with what was corrected since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from digests.decisions.compose import completed, compose
from digests.model import Digest, DigestKind, FollowKind
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.corrections import corrections
from digests.store.corrections.packed import unpack_owed
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import section_titles


async def recomposed(store: Store, articles: FullPosts, digest_id: int, now: datetime) -> Digest | None:
    """A stored digest as its readers should see it ``now``; None when there is none.

    Its stories say what they said when they were told: only corrections are added.
    """
    async with store.read() as tx:
        row = await digest_rows.get(tx, digest_id)
        if row is None:
            return None
        picks = await digest_rows.picks(tx, digest_id, 0, row.size)
        total = await digest_rows.total(tx, digest_id)
        named = await _titles(tx, row.kind, [pick.section for pick in picks])
        amended = await corrections.of_posts(tx, [pick.post for pick in picks], row.said, now)
        corrected = await corrections.owed(tx, unpack_owed(row.corrected))
    follow_ups, followed = digest_rows.follow_ups(row), digest_rows.followed(row)
    shown = [pick.post for pick in picks] + [one.posts[0] for one in (*follow_ups, *followed)]
    told = [*shown, *(one.post for one in corrected)]
    posts = await articles.as_told(told, row.then)
    digest = compose(row.id, row, picks, posts, named, total, follow_ups, amended)
    whole = completed(digest, followed, corrected, posts)
    return replace(whole, kind=row.kind, resumes=row.resumes)


async def _titles(
    tx: Tx, kind: DigestKind, sections: Sequence[tuple[FollowKind, int]]
) -> dict[tuple[FollowKind, int], str]:
    """What its sections are called: those of an alert are what asked for it."""
    named = section_titles.of_alert if kind is DigestKind.ALERT else section_titles.of_digest
    return await named(tx, sections)
