"""The states drawn in docs/delivery.md are those of the code: each answer in each state, the arrows compared.

A worker's call is on its way while another worker does what it likes, its lease having ended: so each answer
meets each state, also those that it does not concern. What is not drawn must not happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from digests.model import DeliveryState
from digests.steps.send.outcomes import suspend
from digests.store import Store
from digests.store.delivery import broadcasts, claims, delivery_lists, outbox, sent_parts
from digests.store.delivery.sent_parts import Sent
from digests.store.posts import retention
from tests.digests.steps.send.stage import ANSWERS, Arrows, Happens, Stage, mine
from tests.digests.steps.world import LEASE

PAGE = Path(__file__).parents[4] / "docs" / "delivery.md"
ARROW = re.compile(r"^ +(\S+) --> (\S+): (.+)$", re.MULTILINE)
SEPARATOR = re.compile(r", ?(?:<br/>)?")


def drawn(title: str) -> Arrows:
    """The arrows of a diagram: from, what happens, to."""
    found = re.search(rf"title: {title}\n---\n(.+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found, title
    return {
        (start, each, end) for start, end, all_ in ARROW.findall(found[1]) for each in SEPARATOR.split(all_)
    }


# --------------------------------------------------------------------------- what another worker does


async def theirs(stage: Stage) -> None:
    """The lease has ended, and another one claimed it."""
    stage.world.now += LEASE
    assert await stage.claim("other")


async def waits_again(stage: Stage) -> None:
    """It had no place for it, and its part is as it was."""
    await theirs(stage)
    now = stage.world.now
    await stage.do(outbox.postpone, stage.id, "other", now, now, "", counts=False)


async def was_refused(stage: Stage) -> None:
    """It was surely refused for now."""
    await stage.do(sent_parts.record_refused, stage.id, 1)
    await waits_again(stage)


async def was_sent(stage: Stage) -> None:
    await theirs(stage)
    await stage.do(sent_parts.record, "other", [Sent(stage.id, 1, "6", last=True)], stage.world.now)


async def was_dropped(stage: Stage) -> None:
    await theirs(stage)
    await stage.do(sent_parts.record, "other", [Sent(stage.id, 1, "", last=True)], stage.world.now)


async def has_failed(stage: Stage) -> None:
    await stage.do(sent_parts.record_refused, stage.id, 1)
    await theirs(stage)
    await stage.do(outbox.finish, "other", [stage.id], stage.world.now, DeliveryState.FAILED)


async def was_suspended(stage: Stage) -> None:
    await stage.do(suspend, stage.subscriber, "", stage.world.now)


MEANWHILE = [mine, theirs, waits_again, was_refused, was_sent, was_dropped, has_failed, was_suspended]


# --------------------------------------------------------------------------- what may happen to it


async def answered(stage: Stage, answer: str, meanwhile: Happens) -> None:
    """A call ends with this answer, after that came about."""
    stage.answer, stage.meanwhile = answer, meanwhile
    await stage.deliver(await stage.claim("me"))


async def dropped(stage: Stage, meanwhile: Happens) -> None:
    """``AMBIGUOUS_SENDS=drop`` finds a part that may have arrived."""
    await answered(stage, "killed", mine)
    stage.world.now += LEASE
    unanswered = await stage.claim("me")
    await meanwhile(stage)
    await stage.event("dropped")
    await stage.deliver(unanswered, resend=False)


async def sent_again(stage: Stage) -> None:
    """A worker was killed while its call was on its way."""
    await answered(stage, "killed", mine)
    stage.world.now += LEASE
    await answered(stage, "arrived", mine)


async def nothing_left(stage: Stage) -> None:
    """The answer to a worker whose lease had ended came after the next claim, whose worker was killed."""
    await answered(stage, "killed", mine)
    await theirs(stage)
    await stage.do(sent_parts.record, "me", [Sent(stage.id, 1, "6", last=True)], stage.world.now)
    stage.world.now += LEASE
    claimed = await stage.claim("me")
    assert claimed.parts == ()
    await stage.event("nothing left")
    await stage.deliver(claimed)


async def claimed_when_due(stage: Stage) -> None:
    stage.world.now += LEASE
    await stage.claim("another")


async def claimed_by_rank(stage: Stage) -> None:
    stage.world.now += LEASE
    await stage.do(claims.claim, "another", "telegram", stage.world.now, LEASE, 999)


async def sent_again_by_an_admin(stage: Stage) -> None:
    await stage.do(delivery_lists.retry, stage.world.now)


async def withdrawn(stage: Stage) -> None:
    await stage.do(broadcasts.withdraw, stage.broadcast, stage.world.now)


async def kept_long_enough(stage: Stage) -> None:
    await stage.do(retention.deliveries, stage.world.now + timedelta(days=1), 999)


async def alone(stage: Stage, name: str, happens: Happens, before: Happens) -> None:
    """Something happens without a call, after that came about; a try came first unless it is waiting."""
    if before is not mine:
        await answered(stage, "killed", before)
    await stage.event(name)
    await happens(stage)
    await stage.event()


WITHOUT_A_CALL: list[tuple[str, Happens]] = [
    ("claimed when due", claimed_when_due),
    ("claimed when due", claimed_by_rank),
    ("sent again by an admin", sent_again_by_an_admin),
    ("withdrawn", withdrawn),
    ("kept long enough", kept_long_enough),
]


# --------------------------------------------------------------------------- everything, and what is drawn


def everything() -> Iterator[Happens]:
    """Each event in each state."""
    for before in MEANWHILE:
        for answer in ANSWERS:
            yield partial(answered, answer=answer, meanwhile=before)
        for name, happens in WITHOUT_A_CALL:
            yield partial(alone, name=name, happens=happens, before=before)
        yield partial(dropped, meanwhile=before)
    yield sent_again
    yield nothing_left


@pytest.mark.long
async def test_the_diagrams_are_what_the_code_does(store: Store) -> None:
    found: dict[str, Arrows] = {"a delivery": set(), "a part": set()}
    meddled = set[tuple[str, str]]()  # with what another worker had claimed
    for n, scenario in enumerate(everything()):
        stage = Stage(store, str(n))
        await stage.set_up()
        await scenario(stage)
        for title, arrows in stage.arrows.items():
            found[title] |= arrows
        meddled |= stage.meddled
    for title, arrows in found.items():
        assert arrows == drawn(title)
    assert meddled == {("refused", "suspended"), ("moved where another is", "suspended")}
