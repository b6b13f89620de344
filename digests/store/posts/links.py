"""Articles by the pages that they link to."""

from __future__ import annotations

from sqlalchemy import select

from digests.decisions.duplicates.permalink import page_named
from digests.store.tables import post
from digests.store.transaction import Tx


async def linked(tx: Tx, text: str) -> int | None:
    """The newest post that links to the page whose address a text is; None when it is none, or unknown.

    By http or https, with or without ``www.``, a fragment and a slash at the end.
    """
    page = page_named(text)
    if not page:
        return None
    spelled = [
        f"{scheme}://{www}{page}{end}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ("", "/")
    ]
    # The newest is taken here: asked for it, a planner may walk through all posts by their ids.
    rows = await tx.execute(select(post.c.id).where(post.c.link.in_(spelled)))
    return max((row.id for row in rows), default=None)
