"""Counts and times: told by the real parts, shown in Prometheus' form, with the database away as well."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.monitoring.metrics import Metrics
from bot.process.periodic import look_of
from digests.model import Attempt, Rank
from digests.runtime.queues.schema import upgrade
from digests.store import Store
from digests.store.delivery import outbox
from digests.store.monitoring import backlog
from tests.conftest import NOW
from tests.databases import database_url
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_feed, a_post, a_subscriber
from tests.postgres import Postgres

__all__ = ["database_url"]


async def shown(metrics: Metrics) -> dict[str, float]:
    response = await metrics.show(None)  # type: ignore[arg-type]
    assert response.body is not None
    text = bytes(response.body).decode()  # type: ignore[arg-type]
    return {
        f"{sample.name}{''.join(f',{k}={v}' for k, v in sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_what_was_told_is_shown() -> None:
    metrics = Metrics()
    metrics.fetched(Attempt(NOW, "unchanged", 304, 250, 0))
    metrics.fetched(Attempt(NOW, "read", 200, 750, 4000))
    metrics.sent("sent", 0.2)
    metrics.sent("Temporary", 5.0, ambiguous=True)
    metrics.waited("digest", 0.03)
    metrics.flooded()
    found = await shown(metrics)
    assert found["digestbot_fetches_total,outcome=unchanged"] == 1
    assert found["digestbot_fetch_seconds_sum"] == 1.0
    assert found["digestbot_fetched_bytes_total"] == 4000
    assert (
        found["digestbot_sends_total,outcome=sent"] == found["digestbot_sends_total,outcome=Temporary"] == 1
    )
    assert found["digestbot_ambiguous_sends_total"] == found["digestbot_floods_total"] == 1
    assert found["digestbot_limit_wait_seconds_count,kind=digest"] == 1


async def test_rounds_with_work_are_timed_and_failures_counted() -> None:
    metrics, rounds = Metrics(), [2, 0]

    async def due() -> int:
        return rounds.pop(0)

    async def fail() -> int:
        raise RuntimeError

    step = metrics.timed("build", due)
    assert [await step(), await step()] == [2, 0]
    with pytest.raises(RuntimeError):
        await metrics.timed("send", fail)()
    found = await shown(metrics)
    assert found["digestbot_step_seconds_count,step=build"] == 1
    assert found["digestbot_step_failures_total,step=send"] == 1


async def test_what_waits_is_looked_up_when_somebody_asks(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        await a_post(tx, feed, "one")
        digest = await a_digest(tx)
        await outbox.add(tx, digest, {await a_subscriber(tx): "slot"}, NOW, rank=Rank.BROADCAST)
        from digests.store.alerts import arrivals
        from digests.store.search import word_index
        from digests.store.stories import marks

        await word_index.mark(tx, [1])
        await arrivals.begin(tx, 0)
        await marks.mark(tx, [1], NOW, awaited=True)
    metrics = Metrics()
    metrics.look = look_of(store)
    found = await shown(metrics)
    assert found["digestbot_deliveries_open,rank=broadcast"] == 1
    assert found["digestbot_deliveries_open,rank=clock"] == 0
    assert found["digestbot_delivery_oldest_due_seconds"] > 0
    assert found["digestbot_feeds_due"] == found["digestbot_subscribers"] == 1
    assert found["digestbot_posts_unindexed"] == found["digestbot_posts_unjudged"] == 1
    assert found["digestbot_judging_late_seconds"] > 0
    assert found["digestbot_alert_late_seconds"] > 0


async def test_jobs_of_the_queue_are_counted(postgres_server: Postgres) -> None:
    with postgres_server.database() as url:
        upgrade(url)
        store = Store(url)
        async with store.write() as tx:
            from sqlalchemy import text

            await tx.execute(
                text("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('deliver', 'drain')")
            )
        async with store.read() as tx:
            assert (await backlog.read(tx, NOW)).jobs == {("deliver", "todo"): 1}
        await store.close()


async def test_with_the_database_away_the_counts_are_shown(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    metrics = Metrics()
    metrics.look = look_of(store)
    metrics.flooded()
    await store.close()
    assert (await shown(metrics))["digestbot_floods_total"] == 1
    assert "was not looked at" in caplog.text
