"""Replies: which message told a subscriber a story first, for later ones to answer it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from digests.store.delivery import told
from digests.store.delivery.sent_parts import GIVEN_UP
from digests.store.tables import delivery_part, digest_part, post
from digests.store.transaction import Tx


async def first_told(tx: Tx, subscriber_id: int, posts: Collection[int], other_than: int) -> dict[int, str]:
    """By post, the message that told a subscriber its story first; none of the delivery ``other_than``.

    Posts whose stories it was not told, or in a message that is not known any more, are left out.
    """
    rows = await tx.execute(select(post.c.id, post.c.story_id).where(post.c.id.in_(posts)))
    stories = {row.id: row.story_id for row in rows}
    first = await told.first_told(tx, subscriber_id, set(stories.values()))
    found: dict[int, str] = {}
    for post_id, story in stories.items():
        if story in first and first[story].delivery != other_than:
            where = first[story]
            if message := await _message(tx, where.delivery, where.digest, where.position):
                found[post_id] = message
    return found


async def _message(tx: Tx, delivery_id: int, digest_id: int, position: int) -> str:
    """The message of a delivery that holds the story at a position; of one behind the button, the last."""
    query = select(digest_part.c.number, digest_part.c.stories).where(digest_part.c.digest_id == digest_id)
    number, before = 0, 0
    for row in await tx.execute(query.order_by(digest_part.c.number)):
        if row.stories or not number:
            number, before = row.number, before + row.stories
        if before > position:
            break
    mine = (delivery_part.c.delivery_id == delivery_id, delivery_part.c.number == number)
    message = (await tx.execute(select(delivery_part.c.message).where(*mine))).scalar()
    return message if message and message != GIVEN_UP else ""
