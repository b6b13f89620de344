"""The circuit breaker: who fails at once, who tries, and what is said of it."""

from __future__ import annotations

import logging

import pytest

from digests.errors import Unavailable
from digests.store.availability import Availability
from digests.store.trouble import AWAY, BROKEN, FULL, LOCKED, READ_ONLY


class Clock:
    """Set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def found(clock: Clock) -> Availability:
    return Availability(clock)


def refused(found: Availability) -> str:
    """What is raised at once, "" when somebody may try."""
    try:
        found.check()
    except Unavailable as error:
        return error.code.removeprefix("database_")
    return ""


def test_without_trouble_everybody_may_try(found: Availability) -> None:
    assert (refused(found), found.trouble, found.lasts, found.settled) == ("", "", 0.0, True)
    found.worked(changed=True)
    assert (refused(found), found.settled) == ("", True)


def test_after_one_has_failed_one_a_second_tries(found: Availability, clock: Clock) -> None:
    found.failed(FULL)
    assert refused(found) == FULL
    clock.now += 0.99
    assert refused(found) == FULL
    clock.now += 0.01
    assert refused(found) == ""
    found.failed(READ_ONLY)
    assert refused(found) == READ_ONLY, "it has become another one"


def test_it_lasts_from_the_first_failure_to_the_first_success(found: Availability, clock: Clock) -> None:
    found.failed(AWAY)
    clock.now += 7
    found.failed(AWAY)
    clock.now += 5
    assert (found.lasts, found.settled) == (12.0, False)
    found.worked(changed=False)
    assert (found.trouble, found.lasts, refused(found)) == ("", 0.0, "")
    clock.now += 2.9
    assert not found.settled
    clock.now += 0.1
    assert found.settled
    found.failed(AWAY)
    assert found.lasts == 0.0


@pytest.mark.parametrize("trouble", [FULL, READ_ONLY, BROKEN])
def test_a_commit_that_changed_nothing_says_nothing_of_the_disk(found: Availability, trouble: str) -> None:
    found.failed(trouble)
    found.worked(changed=False)
    assert found.trouble == trouble
    found.worked(changed=True)
    assert found.trouble == ""


@pytest.mark.parametrize("trouble", [LOCKED, AWAY])
def test_any_commit_says_that_the_database_is_there(found: Availability, trouble: str) -> None:
    found.failed(trouble)
    found.worked(changed=False)
    assert found.trouble == ""


def test_it_is_said_once_a_minute_and_when_it_is_over(
    found: Availability, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for second in range(130):
        clock.now = 1000.0 + second
        found.failed(FULL, "database or disk is full")
    found.worked(changed=True)
    found.worked(changed=True)
    began, *more, over = [(each.levelname, each.getMessage()) for each in caplog.records]
    assert began[0] == "ERROR"
    assert began[1] == (
        "the database cannot be used (full): database or disk is full; what is known waits in memory"
    )
    assert more == [began, began]
    assert over == ("WARNING", "the database can be used again, after 129 s")
