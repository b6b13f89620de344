"""What a source takes back and gives again before that was told is not told as withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.decisions.corrections.timing import APART
from tests.digests.steps.corrections.test_corrections import RSS, Corrected
from tests.digests.steps.corrections.test_reports import SAID, Reports
from tests.digests.steps.world import World
from tests.examples import long

TOLD = "Harbour closed\nStory 0 -> Harbour closed"
BRIDGE = "Bridge opened\nStory 0 -> Harbour closed\nHarbour closed -> Bridge opened"


@pytest.fixture(params=["sqlite", long("postgresql")])
def database_url(request: pytest.FixtureRequest, database_url: str) -> str:
    return database_url if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def told(world: World) -> Corrected:
    """A world in which a title was corrected a moment ago: what comes next waits for an hour."""
    told = Corrected(world)
    await told.told()
    await told.changes(0, title="Harbour closed")
    assert [payload for _, _, payload in await told.seen()] == [TOLD]
    world.now += timedelta(minutes=10)
    return told


async def later(told: Corrected) -> list[str]:
    """What messages say an hour later."""
    told.world.now += APART
    return [payload for _, _, payload in (await told.seen())[1:]]


async def test_given_back_as_it_was_nothing_is_told(told: Corrected) -> None:
    await told.withdraws(0)
    assert await told.rows() == 2, "it waits"
    told.world.now += timedelta(minutes=10)
    await told.changes(0, title="Harbour closed")
    assert await told.rows() == 1
    assert await later(told) == []


async def test_given_back_with_another_title_that_is_told(told: Corrected) -> None:
    await told.withdraws(0)
    await told.changes(0, title="Bridge opened")
    assert await later(told) == [BRIDGE]


async def test_a_title_that_waited_before_it_was_taken_back_is_told(told: Corrected) -> None:
    await told.changes(0, title="Bridge opened")
    await told.withdraws(0)
    await told.changes(0, title="Bridge opened")
    assert await later(told) == [BRIDGE]


async def test_taken_back_once_more_it_is_told(told: Corrected) -> None:
    await told.withdraws(0)
    await told.changes(0, title="Harbour closed")
    await told.withdraws(0)
    assert await later(told) == [f"{TOLD}\nHarbour closed -> "]


async def test_what_of_others_waits_is_left(told: Corrected) -> None:
    await told.changes(1, title="Bridge opened")
    assert len(await told.seen()) == 2
    told.world.now += timedelta(minutes=10)
    await told.withdraws(1)
    await told.withdraws(0)
    await told.world.comes_in(told.feed, RSS, told.entries[0])
    assert await told.rows() == 3
    told.world.now += APART
    assert (await told.seen())[-1][2].endswith("Bridge opened -> ")


async def test_what_was_told_stays_told(told: Corrected) -> None:
    await told.withdraws(0)
    assert await later(told) == [f"{TOLD}\nHarbour closed -> "]
    rows = await told.rows()
    await told.changes(0, title="Harbour closed")
    assert await told.rows() == rows
    assert len(await told.seen()) == 2


async def test_a_report_that_comes_again_takes_its_own_withdrawal_alone(world: World) -> None:
    told = Reports(world)
    await told.told_by_two()
    first = told.entries[0]
    await told.changes(0, title="Harbour open again", text=first.text, source="Ostmark Post")
    assert len(await told.seen()) == 1
    await told.changes(0, title="Harbour burning", text=first.text, source="Ostmark Post")
    await told.withdraws(1)
    await told.changes(1, title="Containers lost", text=SAID, source="Pier Times")
    [payload] = await later(told)
    assert payload.splitlines()[-1] == "Harbour open again -> Harbour burning"
    assert SAID not in payload
