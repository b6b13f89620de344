"""What alerts ask of every post and every second is answered through the keys made for it, on SQLite."""

from __future__ import annotations

import pytest

from digests.model import FollowKind
from digests.store import Store
from digests.store.alerts import arrivals, readers, rules, waiting
from digests.store.delivery import told
from digests.store.subscribers import own_wishes
from tests.conftest import NOW
from tests.digests.store.test_plans import plans

__all__ = ["plans"]


@pytest.mark.parametrize("kind", list(FollowKind))
async def test_who_asks_for_a_post_is_found_through_the_rules_that_are_alerts(
    store: Store, plans: list[str], kind: FollowKind
) -> None:
    async with store.read() as tx:
        await rules.subscriptions(tx, kind, [1, 2], [3])
    assert any("ix_subscription_alert (kind=? AND target_id=? AND query_id=?)" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN")], plans


async def test_who_follows_a_story_is_found_through_its_posts(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await rules.story_follows(tx, [1, 2])
    assert any("ix_story_follow_alert" in plan for plan in plans), plans
    assert not [plan for plan in plans if plan.startswith("SCAN")], plans


async def test_nobody_is_looked_through_for_what_is_asked_each_second(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await waiting.due(tx, NOW, 10)
        await arrivals.read(tx, 1, 9, 10)
        await arrivals.any_wanted(tx)
        await waiting.oldest(tx, NOW)
    small = ("SCAN CONSTANT ROW", "SCAN alert_mark")  # one row
    assert not [p for p in plans if p.startswith("SCAN") and "INDEX" not in p and p not in small], plans
    assert not [plan for plan in plans if "B-TREE" in plan], plans


async def test_what_waits_and_what_was_told_of_a_story_is_looked_up(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await waiting.of(tx, [1, 2])
        await told.telling(tx, [1, 2])
        await readers.under_tags(tx, [1, 2], [3])
        await own_wishes.mutes(tx, [1, 2], NOW)
    assert not [plan for plan in plans if plan.startswith("SCAN")], plans
