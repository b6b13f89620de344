"""One delivery on its way while another worker does what it likes, and what was seen of its states."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select

from digests.errors import (
    BadContent,
    Busy,
    FormRefused,
    Moved,
    Refused,
    RetryAfter,
    Temporary,
    ThreadGone,
    Unauthorized,
)
from digests.model import Destination, Part
from digests.steps.send.deliver import Deliver
from digests.steps.send.notices import Notices
from digests.steps.send.outcomes import Outcomes
from digests.steps.send.part_log import PartLog
from digests.store import Store
from digests.store.delivery import broadcasts, claims, outbox
from digests.store.tables import delivery, delivery_part
from tests.digests.steps.world import LEASE, World
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber
from tests.fakes import FakeTransport, TitlesRenderer

NOTHING = "[*]"

Arrows = set[tuple[str, str, str]]
Happens = Callable[["Stage"], Awaitable[None]]
_PART = select(delivery_part).where(delivery_part.c.delivery_id == bindparam("of"))
_DELIVERY = select(delivery).where(delivery.c.id == bindparam("of"))

Seen = tuple[str, str]
"""A state, and by what one may tell that it was entered anew."""

# What a call may end with; a list is what is said to one after the other.
ANSWERS: Mapping[str, list[Exception | str]] = {
    "arrived": ["7"],
    "no place": [Busy(30)],
    "to wait": [RetryAfter(30)],
    "trouble": [Temporary("http_status", status=502)],
    "perhaps arrived": [Temporary("network", ambiguous=True)],
    "a day of trouble": [Temporary("http_status", status=502)],
    "not accepted": [BadContent("bad_content"), "not accepted as plain text"],
    "not accepted as plain text": [BadContent("bad_content")],
    "form not accepted": [FormRefused("bad_content"), "arrived"],
    "thread gone": [ThreadGone("thread_gone"), "arrived"],
    "refused": [Refused("blocked")],
    "moved": [Moved("new place of {}")],
    "moved where another is": [Moved("place taken from {}")],
    "not known": [Unauthorized("unauthorized")],
    "killed": [asyncio.CancelledError()],
}


async def mine(stage: Stage) -> None:
    """What happens meanwhile where nothing does."""


class Stage(FakeTransport):
    """One delivery of one part, its wire, and what was seen of both before and after each event."""

    def __init__(self, store: Store, address: str) -> None:
        super().__init__()
        self.address = address
        self.world = World(store)
        self.meanwhile: Happens = mine
        self.answer = "arrived"
        self.before: tuple[str, tuple[Seen, Seen]] | None = None
        self.arrows: dict[str, Arrows] = {"a delivery": set(), "a part": set()}
        self.meddled: set[tuple[str, str]] = set()

    async def set_up(self) -> None:
        """It has failed once, and is due."""
        now, self.before = self.world.now, ("committed", ((NOTHING, ""), (NOTHING, "")))
        async with self.world.store.write() as tx:
            self.subscriber = await a_subscriber(tx, self.address)
            await a_subscriber(tx, f"place taken from {self.address}")
            digest = await a_digest(tx)
            draft = await broadcasts.add(tx, "1", digest, now)
            await outbox.add(tx, digest, {self.subscriber: "slot"}, now)
            due = await claims.claim_of(tx, "me", "telegram", self.subscriber, now, LEASE)
            assert due is not None
            await outbox.postpone(tx, due.id, "me", now, now, "", counts=True)
            self.broadcast, self.id = await broadcasts.get(tx, draft), due.id
        await self.event()

    async def do(self, work: Callable[..., Awaitable[Any]], *arguments: Any, **more: Any) -> Any:
        """A function of the store, in a transaction of its own."""
        async with self.world.store.write() as tx:
            return await work(tx, *arguments, **more)

    async def claim(self, name: str) -> Any:
        found = await self.do(claims.claim_of, name, "telegram", self.subscriber, self.world.now, LEASE)
        return found and replace(found, destination=replace(found.destination, thread=5))

    async def look(self) -> tuple[Seen, Seen]:
        async with self.world.store.read() as tx:
            row = (await tx.execute(_DELIVERY, {"of": self.id})).first()
            part = (await tx.execute(_PART, {"of": self.id})).first()
        if row is None:
            return (NOTHING, ""), (NOTHING, "")
        if part is None or (part.intended is None and not part.message):
            return (row.state, row.claim), ("waiting", "")
        state = {"": "intended", "?": "given_up"}.get(part.message, "arrived")
        return (row.state, row.claim), (state, str(part.tries))

    async def event(self, name: str = "") -> None:
        """What went before has led here; ``name`` is what happens next."""
        seen = await self.look()
        if self.before:
            happened, before = self.before
            for title, of, then in zip(self.arrows, before, seen, strict=True):
                self.arrows[title] |= {(of[0], happened, then[0])} if of != then else set()
                if of == ("sending", "other") != then and happened in ANSWERS:
                    self.meddled.add((happened, then[0]))
        self.before = (name, seen) if name else None

    # ------------------------------------------------------------------ the wire

    async def turn(self, destination: Destination, part: Part) -> None:
        """Its turn has come, unless there is no place."""
        await self.event("no place" if self.answer == "no place" else "its turn")
        if self.answer == "no place":
            raise Busy(30)

    async def send(self, destination: Destination, part: Part) -> str:
        """While the call is on its way, something happens; then the answer comes."""
        await self.event()
        meanwhile, self.meanwhile = self.meanwhile, mine
        await meanwhile(self)
        await self.event(self.answer)
        said, *following = ANSWERS[self.answer]
        self.answer = str(following[0]) if following else self.answer
        if isinstance(said, Moved):
            raise Moved(said.address.format(self.address))
        if isinstance(said, BaseException):
            raise said
        return str(said)

    async def deliver(self, claimed: Any, *, resend: bool = True) -> None:
        """The delivery's way, to its end."""
        world, late = self.world, timedelta(days=2 if self.answer == "a day of trouble" else 0)
        outcomes = Outcomes(world.store, "me", lambda: world.now + late, Notices(TitlesRenderer(), "UTC"))
        log = PartLog(world.store, "me", LEASE, lambda: world.now)
        way = Deliver(self, log, outcomes, resend=resend, patience=20, freed=lambda: None)
        await asyncio.gather(way.deliver(claimed), return_exceptions=True)
        await self.event()
