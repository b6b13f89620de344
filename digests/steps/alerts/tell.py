"""Tell: one alert of all that waits for a chat, when its moment has come.

It is not told in quiet hours, nor beyond what an hour may have: what waits then is told at their end, or
stands in the next digest. What waited is taken away in the commit that gives it, so that a crash tells
nothing twice and loses nothing.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.alerts.pacing import SILENCE, is_being_made
from digests.errors import Unavailable
from digests.model import Post
from digests.ports import Queue, Renderer
from digests.runtime import log_context
from digests.steps.alerts.drafts import Alert, Choice, give
from digests.steps.alerts.verdicts import Verdicts, read
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx, locks
from digests.store.alerts import readers, waiting
from digests.store.delivery import section_titles
from digests.store.locks import Lock

log = logging.getLogger(__name__)

BATCH = 500
AT_ONCE = 20  # different alerts in one commit: they take two milliseconds each, and the first message waits
READ = 100  # alerts whose posts are read together: they are condensed side by side
PAUSE = timedelta(minutes=5)


class Tell:
    """The step that makes alerts and their deliveries."""

    def __init__(
        self,
        store: Store,
        articles: FullPosts,
        renderer: Renderer,
        queue: Queue,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._articles = articles
        self._renderer = renderer
        self._queue = queue
        self._now = now

    async def due(self) -> int:
        """Look at up to ``BATCH`` subscribers for whom something waits; how many."""
        now = self._now()
        ids = await self._store.reading(lambda tx: waiting.due(tx, now, BATCH))
        if not ids:
            return 0
        found = await self._store.reading(partial(read, ids=ids, now=now))
        if found.later or found.dropped or found.idle:
            await self._store.writing(partial(_put_aside, found=found, now=now))
        for choices in _stretches(list(found.told), READ):
            await self._tell(found, choices, now)
        return len(ids)

    async def _tell(self, found: Verdicts, choices: Sequence[Choice], now: datetime) -> None:
        """Read what they hold, and give them; where that fails each by itself, and what fails then later."""
        try:
            posts = await self._articles.read(
                [pick.post for one in choices for pick in one.picks[: one.size]]
            )
            for some in _stretches(choices, AT_ONCE):
                await self._give(found, some, posts)
        except Unavailable:
            raise
        except Exception:  # a fault of ours, or one broken post: the others get theirs
            if len(choices) > 1:
                for one in choices:
                    await self._tell(found, [one], now)
                return
            ids = found.told[choices[0]]
            log.exception("an alert for %d subscribers", len(ids))
            await self._store.writing(lambda tx: waiting.put_off(tx, ids, now + PAUSE))

    async def _give(self, found: Verdicts, choices: Sequence[Choice], posts: Mapping[int, Post]) -> None:
        work = partial(_give, renderer=self._renderer, found=found, choices=choices, posts=posts)
        given = await self._store.writing(partial(work, now=self._now()))
        for digest, choice, count in given:
            log_context.note("alert", digest=digest, posts=[p.post for p in choice.picks], subscribers=count)
        if given:
            self._queue.wake("send")


def _stretches(choices: Sequence[Choice], length: int) -> Iterator[Sequence[Choice]]:
    return (choices[start : start + length] for start in range(0, len(choices), length))


async def _put_aside(tx: Tx, found: Verdicts, now: datetime) -> None:
    """Those who are told later, and what is not told as an alert at all."""
    await locks.take(tx, Lock.ALERTS)
    await waiting.take(tx, found.dropped)
    await waiting.settle(tx, [*found.dropped, *found.idle], now + SILENCE)
    for at, ids in _by_time(found.later).items():
        await waiting.put_off(tx, ids, at)


def _by_time(later: Mapping[int, datetime]) -> Mapping[datetime, Sequence[int]]:
    found: dict[datetime, list[int]] = defaultdict(list)
    for one, at in later.items():
        found[at].append(one)
    return found


async def _give(
    tx: Tx,
    renderer: Renderer,
    found: Verdicts,
    choices: Sequence[Choice],
    posts: Mapping[int, Post],
    now: datetime,
) -> list[tuple[int, Choice, int]]:
    """Alerts with their deliveries, all or nothing; their ids, and for how many each is.

    Whom a digest has told anything since they were read, or for whom one is being made, is looked at again.
    """
    await locks.take(tx, Lock.ALERTS)
    there = await readers.as_they_were(tx, {one: found.lines[one] for c in choices for one in found.told[c]})
    free = [one for one, next_due in there.items() if not is_being_made(next_due, now)]
    served = await waiting.take(tx, {one: found.rows[one] for one in free})
    await waiting.settle(tx, served, now + SILENCE)
    named = await section_titles.of_alert(tx, {pick.section for choice in choices for pick in choice.picks})
    given = []
    for choice in choices:
        slots = {one: f"alert:{max(found.rows[one])}" for one in found.told[choice] if one in served}
        if slots:
            made = await give(tx, renderer, Alert(choice, posts, named), slots, now)
            given.append((made, choice, len(slots)))
    return given
