"""The clock: APScheduler ticks, and each tick only wakes a step that looks for what is due.

What is due stands in the database, so a restart forgets nothing and a late tick loses nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from digests.ports import Queue
from digests.runtime.timetable import TIMETABLE

# Slots are whole minutes, and the first message shall not wait for whatever part of a second the bot happened
# to start at.
_ON_THE_SECOND = datetime(2020, 1, 1, tzinfo=UTC)


class Clock:
    """Wakes every step at its own pace."""

    def __init__(self, queue: Queue) -> None:
        # In the tick itself: a task of its own may be cancelled by a stop, which is logged as an error.
        self._scheduler = AsyncIOScheduler(timezone=UTC, executors={"default": DebugExecutor()})
        for name, step in TIMETABLE.items():
            self._scheduler.add_job(
                queue.wake,
                "interval",
                seconds=step.seconds,
                start_date=_ON_THE_SECOND,
                args=(name,),
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin to tick in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        self._scheduler.shutdown(wait=False)
