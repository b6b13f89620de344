"""Notice: which of the posts that are being stored were told, and what of them has changed.

It is part of the commit that stores them, so that nothing is changed without its correction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from digests.decisions.corrections.changes import changes, withdrawn
from digests.decisions.corrections.timing import TOLD_FOR, merged, tell_at
from digests.decisions.intake import Draft
from digests.model import Amendment, Told
from digests.store import Tx
from digests.store.corrections import corrections


async def changed(tx: Tx, drafts: Mapping[int, Draft], now: datetime) -> None:
    """Note what posts, by id, will say otherwise; before they are stored so."""
    told = await corrections.told(tx, list(drafts), now - TOLD_FOR)
    for post_id, before in told.items():
        entry = drafts[post_id].entry
        if amendments := changes(before, entry.title, entry.text):
            await _note(tx, before, amendments, now)


async def gone(tx: Tx, ids: Collection[int], now: datetime) -> None:
    """Note that posts were taken back."""
    for before in (await corrections.told(tx, ids, now - TOLD_FOR, gone=True)).values():
        await _note(tx, before, withdrawn(before), now)


async def _note(tx: Tx, post: Told, amendments: Sequence[Amendment], now: datetime) -> None:
    if (waiting := await corrections.waiting(tx, post.post, now)) is not None:
        await corrections.replace(tx, waiting.id, now, merged(waiting.amendments, amendments))
    else:
        last = await corrections.last_of_story(tx, post.story)
        await corrections.add(tx, post.post, now, tell_at(now, last), amendments)
