"""The weights of an installation's key points: learned from its posts, kept, taken up, and given back."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from digests.errors import BadInput
from digests.store import Store
from digests.store.monitoring import audit
from digests.store.posts import key_points, posts, weights
from digests.store.posts.weights import Kept
from digests.summarizers import DEFAULT
from digests.summarizers.learning.train import LEAST_POSTS, MOST_POSTS, Outcome, Report, learn
from digests.summarizers.learning.weights import Learned, loads
from digests.summarizers.runner import Condenser

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What makes key points now: by which weights and since when, and how many posts have points by what.

    ``since`` is None where nothing was ever learned. ``reports`` are those of the learned languages.
    """

    summarizer: str
    version: str
    learned: Learned
    since: datetime | None
    reports: Mapping[str, Report]
    made: Mapping[str, int]

    @property
    def applies(self) -> bool:
        """Whether the summarizer in use has weights at all."""
        return self.summarizer == DEFAULT


class Training:
    """Keeps the weights in the database, where every process of an installation finds them."""

    def __init__(self, store: Store, condenser: Condenser) -> None:
        self._store = store
        self._condenser = condenser

    async def adopt(self) -> None:
        """Have key points made by the weights that are kept now."""
        learned = _learned(await self._store.reading(weights.newest))
        if learned != self._condenser.learned:
            self._condenser.use(learned)

    async def standing(self) -> Standing:
        """What is in use."""
        kept = await self._store.reading(weights.newest)
        made = await self._store.reading(key_points.made_by)
        learned = _learned(kept)
        reports = _reports(kept.report) if kept and learned.weights else {}
        since = kept.since if kept else None
        return Standing(self._condenser.name, self._condenser.version, learned, since, reports, made)

    async def learn(self, progress: Progress) -> list[Outcome]:
        """What the newest posts teach; nothing is kept.

        Raises ``BadInput`` when no language has enough posts. ``progress`` is called in another thread.
        """
        known = await self._store.reading(lambda tx: posts.newest_titled(tx, MOST_POSTS))
        outcomes = await _in_a_thread(known, progress)
        if not any(each.report for each in outcomes):
            most = max((each.posts for each in outcomes), default=0)
            raise BadInput("too_few_posts", count=most, needed=LEAST_POSTS)
        return outcomes

    async def keep(self, outcomes: Sequence[Outcome], *, actor: str, now: datetime) -> bool:
        """Use what wins; languages that do not win keep what they have. Whether anything has changed.

        ``actor`` is who asks, for the audit log.
        """
        kept = await self._store.reading(weights.newest)
        before = _learned(kept)
        won = {each.lang: each for each in outcomes if each.wins}
        after = Learned({**before.weights, **{n: o.weights for n, o in won.items() if o.weights}})
        if after == before:
            return False
        told = {**(_reports(kept.report) if kept else {}), **{n: o.report for n, o in won.items()}}
        report = json.dumps({lang: asdict(each) for lang, each in told.items() if each})
        await self._add(Kept(now, after.dumps(), report), actor, "train", languages=", ".join(sorted(won)))
        await self.adopt()
        return True

    async def reset(self, *, actor: str, now: datetime) -> bool:
        """Go back to the weights by hand; whether others were in use."""
        kept = await self._store.reading(weights.newest)
        if kept is None or not kept.learned:
            return False
        await self._add(Kept(now, "", ""), actor, "reset")
        await self.adopt()
        return True

    async def _add(self, kept: Kept, actor: str, action: str, **after: object) -> None:
        async with self._store.write() as tx:
            await weights.add(tx, kept)
            await audit.record(tx, actor, action, "weights", kept.since, {}, after)


async def _in_a_thread(known: Sequence[tuple[str, str, str]], progress: Progress) -> list[Outcome]:
    """Learn without blocking the event loop; who is cancelled has the thread end at its next post."""
    stopped = threading.Event()

    def told(done: int, total: int) -> None:
        if stopped.is_set():
            raise InterruptedError
        progress(done, total)

    try:
        return await asyncio.to_thread(learn, known, told)
    finally:
        stopped.set()


def _learned(kept: Kept | None) -> Learned:
    """What is kept; weights of another version of the code do not fit, and are those by hand."""
    if kept is None or not kept.learned:
        return Learned()
    try:
        return loads(kept.learned)
    except ValueError as error:
        log.warning("the weights that were learned are not used: %s", error)
        return Learned()


def _reports(report: str) -> dict[str, Report]:
    return {lang: Report(**values) for lang, values in json.loads(report).items()} if report else {}
