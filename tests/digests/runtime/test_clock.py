"""The clock: it wakes every step, and its end is no error."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from digests.runtime.clock import Clock
from digests.runtime.timetable import TIMETABLE
from tests.fakes import FakeQueue


async def test_every_step_is_woken_and_a_stop_in_the_midst_of_a_tick_is_no_error(
    caplog: pytest.LogCaptureFixture,
) -> None:
    queue = FakeQueue()
    clock = Clock(queue)
    clock.start()
    for job in clock._scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))
    with caplog.at_level(logging.WARNING):
        clock.stop()  # which takes effect in the loop's next round
        clock._scheduler._process_jobs()
        await asyncio.sleep(0.01)
    assert sorted(queue.woken) == sorted(TIMETABLE)
    assert caplog.messages == []
