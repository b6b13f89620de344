"""An outbox to empty: subscribers with a delivery each, and what to say of it afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import NullPool, create_engine, text

from bot.telegram.screen import Button, Screen
from bot.texts import Html
from digests.model import ChatKind, Destination, RenderedPart, Schedule, Status, Subscriber
from digests.store import Store, migrate
from digests.store.delivery import new_digests, outbox
from digests.store.subscribers import subscribers
from digests.store.urls import driver_url

GROUPS_FROM = -1_000_000_000
STORY = "<b>{n}. A story of some length, as headlines are</b>\n<blockquote>• It says\n• And why</blockquote>"


class Verdict(NamedTuple):
    """What became of the parts: each is counted once, by chat and number.

    ``unrecorded``: repeats that the database does not call ambiguous, ``disordered``: chats that got a later
    part before an earlier one, ``open``: deliveries that are not sent.
    """

    parts: int
    lost: int
    repeated: int
    unrecorded: int
    ambiguous: int
    disordered: int
    open: int


async def prepare(folder: Path, people: int, groups: int = 0, parts: int = 4, url: str = "") -> str:
    """A database in which that many private chats wait for one part, and groups for several; its URL.

    It is the one at ``url``, by default a new one in the folder.
    """
    url = url or f"sqlite:///{folder / 'bench.db'}"
    await migrate(url)
    store = Store(url)
    due = datetime.now(UTC)
    private = [Destination("telegram", str(n), kind=ChatKind.PRIVATE) for n in range(1, people + 1)]
    public = [Destination("telegram", str(GROUPS_FROM - n), kind=ChatKind.GROUP) for n in range(groups)]
    await _wait_for(store, public, parts, due)
    await _wait_for(store, private, 1, due)
    await store.close()
    return url


async def _wait_for(store: Store, places: Sequence[Destination], parts: int, due: datetime) -> None:
    frame = {"due": due, "created": due, "language": "en", "zone": "UTC", "size": 8, "points": 3}
    if not places:
        return
    async with store.write() as tx:
        digest_id = await new_digests.add(tx, frame | {"first": False, "since": 0, "upto": 0}, [])
        await new_digests.add_parts(tx, {digest_id: [RenderedPart(payload(n)) for n in range(1, parts + 1)]})
        ids = []
        for there in places:
            await subscribers.add(tx, Subscriber(0, there, "en", Schedule(), status=Status.ACTIVE), due)
            made = await subscribers.at(tx, there)
            ids.append(made.id if made else 0)
        await outbox.add(tx, digest_id, dict.fromkeys(ids, "slot"), due)


def payload(number: int) -> str:
    """A part as large as those of a digest with three stories."""
    body = "\n".join([f"part {number}", *(STORY.format(n=n) for n in range(1, 4))])
    return Screen(Html(body), (tuple(Button(str(n), data=f"1.story:{n}") for n in range(1, 9)),)).payload()


def verdict(database_url: str, accepted: Iterable[dict[str, Any]]) -> Verdict:
    """Compare what arrived, in its order, with what stands in the outbox."""
    arrived: Counter[tuple[str, int]] = Counter()
    latest: dict[str, int] = {}
    disordered = set()
    for each in accepted:
        chat, number = str(each["chat"]), int(each["text"].partition("\n")[0].removeprefix("part "))
        arrived[chat, number] += 1
        if number < latest.get(chat, 0):
            disordered.add(chat)
        latest[chat] = number
    known, still_open = _known(database_url)
    repeats = {part: count - 1 for part, count in arrived.items() if count > 1}
    return Verdict(
        parts=len(known),
        lost=sum(part not in arrived for part in known),
        repeated=sum(repeats.values()),
        unrecorded=sum(max(0, count - known.get(part, 0)) for part, count in repeats.items()),
        ambiguous=sum(known.values()),
        disordered=len(disordered),
        open=still_open,
    )


async def emptied(database_url: str, patience: float, *, hasten: bool = False) -> None:
    """Wait until no delivery is open; raises ``TimeoutError``. ``hasten``: as if its pauses had passed."""
    async with asyncio.timeout(patience):
        while open_deliveries(database_url):
            if hasten:
                change(database_url, "UPDATE delivery SET next_try = created WHERE state = 'pending'")
            await asyncio.sleep(0.2)


def open_deliveries(database_url: str) -> int:
    """How many are not yet sent, nor given up."""
    ((left,),) = rows(database_url, "SELECT count(*) FROM delivery WHERE next_try IS NOT NULL")
    return int(left)


def rows(database_url: str, statement: str) -> Sequence[Any]:
    """What a database answers to somebody outside the bot."""
    engine = create_engine(driver_url(database_url), poolclass=NullPool)
    with engine.connect() as connection:
        return connection.execute(text(statement)).fetchall()


def change(database_url: str, statement: str) -> None:
    """What somebody outside the bot changes in its database."""
    engine = create_engine(driver_url(database_url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement))


def _known(database_url: str) -> tuple[dict[tuple[str, int], int], int]:
    """Every part that should arrive, with how often its answer never came; how many deliveries are open."""
    parts = rows(
        database_url,
        "SELECT s.address, p.number, coalesce(d.ambiguous, 0) FROM delivery o"
        " JOIN subscriber s ON s.id = o.subscriber_id JOIN digest_part p ON p.digest_id = o.digest_id"
        " LEFT JOIN delivery_part d ON d.delivery_id = o.id AND d.number = p.number",
    )
    ((left,),) = rows(database_url, "SELECT count(*) FROM delivery WHERE state <> 'sent'")
    return {(address, number): ambiguous for address, number, ambiguous in parts}, left
