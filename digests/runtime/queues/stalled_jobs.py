"""Looks after the queue: what a dead worker was at goes to another one."""

from __future__ import annotations

import asyncio
import logging

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status

from digests.runtime.queues.workers import STALLED

log = logging.getLogger(__name__)

EVERY = 5.0  # seconds


async def tend(app: App) -> None:
    """Look every few seconds, for ever. Two that look at the same time do no harm."""
    while True:
        try:
            await retry_stalled(app)
        except ConnectorException as error:
            log.warning("the queue could not be looked after: %s", error.__cause__ or error)
        await asyncio.sleep(EVERY)


async def retry_stalled(app: App, seconds: float = STALLED) -> int:
    """Put back what workers without a heartbeat for so long were at; how many jobs that were."""
    jobs = app.job_manager
    stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=seconds))
    for job in stalled:
        await _put_back(app, job)
    await jobs.prune_stalled_workers(seconds)
    if stalled:
        log.warning("%d jobs of workers that are gone go to others", len(stalled))
    return len(stalled)


async def _put_back(app: App, job: Job) -> None:
    jobs = app.job_manager
    try:
        await jobs.retry_job(job)
    except UniqueViolation:  # another job for the same waits already
        await jobs.finish_job(job, Status.FAILED, delete_job=True)
    except ConnectorException as error:  # it has ended, or another clock was faster
        log.debug("job %s: %s", job.id, error.__cause__)
