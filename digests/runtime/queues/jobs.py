"""Jobs in procrastinate's form, and how they are put into its queue.

The rows stay the truth: a job says only where to look. A step that waits already, and a chat that waits
already, get no second job.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procrastinate import SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from digests.runtime.timetable import DRAINS, TIMETABLE
from digests.store.transaction import Waiting

STEP, DRAIN = "step", "drain"
"""The two tasks: run a step until nothing is due for it, send one chat all that is due for it."""

_WAITING = "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(%s)"


def step_job(name: str) -> Job:
    """Run a step."""
    place = TIMETABLE[name].place
    return Job(
        queue=place.queue,
        priority=place.priority,
        lock=f"{STEP} {name}" if place.alone else None,
        queueing_lock=f"{STEP} {name}",
        task_name=STEP,
        task_kwargs={"name": name},
    )


def drain_job(subscriber: int, waiting: Waiting) -> Job:
    """Send one chat what waits for it; its lock keeps the order of what it gets."""
    place, chat = DRAINS[waiting.rank], f"{DRAIN} {subscriber}"
    return Job(
        queue=drain_queue(place.queue, waiting.transport),
        priority=place.priority,
        lock=chat,
        queueing_lock=chat,
        task_name=DRAIN,
        task_kwargs={"subscriber": subscriber, "transport": waiting.transport},
    )


def drain_queue(queue: str, transport: str) -> str:
    """Where the chats of a transport wait to be sent to, so that no transport takes the places of another."""
    return f"{queue}:{transport}"


def enqueue_drains(connection: Any, waiting: Mapping[int, Waiting]) -> None:
    """Put a job for each chat that has none waiting into the queue, within the connection's transaction.

    When another transaction does the same at this moment, its jobs serve; the clock brings what is missing.
    """
    jobs = [drain_job(each, waiting[each]) for each in sorted(waiting)]  # sorted: two of us must not deadlock
    known = {row[0] for row in connection.execute(_WAITING, [[job.queueing_lock for job in jobs]])}
    wanted = [job for job in jobs if job.queueing_lock not in known]
    if not wanted:
        return
    try:
        with connection.transaction():  # a savepoint: a clash must not undo the deliveries
            JobManager(SyncPsycopgConnector()).batch_defer_jobs(wanted, connection=connection)
    except AlreadyEnqueued:
        return
