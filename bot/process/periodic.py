"""The rounds of the steps that need nothing of Telegram."""

from __future__ import annotations

from bot.monitoring.metrics import Look
from bot.process.wiring import Domain, utc_now
from digests.runtime.queues.inline import Due
from digests.store import Store
from digests.store.monitoring import backlog


def look_of(store: Store) -> Look:
    """How ``/metrics`` looks at what waits."""
    return lambda: store.reading(lambda tx: backlog.read(tx, utc_now()))


def periodic_steps(domain: Domain) -> dict[str, Due]:
    """One round of each step by its name; each returns 0 when nothing is due for now."""

    async def recondense() -> int:
        await domain.services.training.adopt()  # ``keypoints train`` runs beside us, on the same database
        return await domain.recondense.due()

    return {
        "refresh": lambda: domain.refresh.due(utc_now()),
        "health": lambda: domain.health.watch(utc_now()),
        "build": lambda: domain.build.due(utc_now()),
        "recondense": recondense,
        "index": domain.index.due,
        "prune": domain.prune.due,
    }
