"""The periodic steps of the timetable, each as a function that runs one round of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from telegram.ext import ExtBot

from bot.chat.edits import Edits
from bot.monitoring.metrics import Look
from bot.process.alarms import AlarmService
from bot.process.broadcasts import release_of
from bot.process.senders import editing
from bot.process.wiring import Domain, utc_now
from bot.settings import Settings
from digests.ports import Queue
from digests.runtime.queues.inline import Due
from digests.store import Store
from digests.store.monitoring import backlog


def look_of(store: Store) -> Look:
    """How ``/metrics`` looks at what waits."""
    return lambda: store.reading(lambda tx: backlog.read(tx, utc_now()))


def quiet_steps(domain: Domain) -> dict[str, Due]:
    """Those that need no transport. A round returns 0 when nothing is due for now."""

    async def recondense() -> int:
        await domain.services.training.adopt()  # ``keypoints train`` runs beside us, on the same database
        return await domain.recondense.due()

    return {
        "refresh": lambda: domain.refresh.due(utc_now()),
        "health": lambda: domain.health.watch(utc_now()),
        "build": lambda: domain.build.due(utc_now()),
        "review": lambda: domain.review.due(utc_now()),
        "correct": domain.spread.due,
        "recondense": recondense,
        "retell": domain.retell.due,
        "stories": domain.stories.due,
        "index": domain.index.due,
        "prune": domain.prune.due,
        "match": domain.match.due,
        "tell": domain.tell.due,
    }


def speaking_steps(
    settings: Settings,
    store: Store,
    queue: Queue,
    bot: ExtBot[Any],
    edits: Edits,
    send: Sequence[Due],
    alarms: AlarmService,
) -> dict[str, Sequence[Due]]:
    """The rounds of those that end in messages; ``send`` differs between one process and several."""
    release = release_of(settings, store, bot, edits, queue)
    edit = editing(settings, store, bot).rounds
    return {"send": send, "broadcast": [release.due], "edit": edit, "alarms": [alarms.due]}
