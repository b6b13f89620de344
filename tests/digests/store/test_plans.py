"""The questions that people ask are answered through the keys made for them, on SQLite."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from digests.decisions.search.wanted import Alternative, Wanted
from digests.model import LABELS, Cursor, Destination, FollowKind, Rank, Which
from digests.store import Store
from digests.store.delivery import claims, delivery_lists, history
from digests.store.posts import label_lists, pages, posts
from digests.store.search import search
from digests.store.stories import articles, features, links, marks, membership
from tests.conftest import NOW
from tests.digests.store.delivery.test_outbox import LEASE, a_digest
from tests.digests.store.rows import a_feed, a_post


@pytest.fixture
def plans(store: Store) -> list[str]:
    """Every query plan of the statements that follow."""
    if store.url.get_backend_name() != "sqlite":
        pytest.skip("plans are read on SQLite")
    found: list[str] = []
    asking = False

    def explain(connection, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        nonlocal asking
        if asking or not statement.startswith(("SELECT", "UPDATE")):
            return
        asking = True
        rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
        found.extend(row[3] for row in rows)
        asking = False

    for engine in (store._reader, store._writer):
        event.listen(engine, "before_cursor_execute", explain)
    return found


@pytest.mark.parametrize("cursor", [None, Cursor(NOW, 5), Cursor(NOW, 5, before=True)])
@pytest.mark.parametrize("kind", LABELS)
async def test_a_page_is_read_through_its_covering_key(
    store: Store, plans: list[str], kind: FollowKind, cursor: Cursor | None
) -> None:
    async with store.read() as tx:
        await pages.of_label(tx, kind, 1, cursor, 9)
    [plan] = plans
    assert f"COVERING INDEX ix_post_{kind.value}_page" in plan


async def test_a_search_walks_the_index_of_words_and_sorts_nothing(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await search.find(tx, Wanted((Alternative(("snow", "ice")),)), search.Stretch(5, 9), 9)
    first, *others = plans
    assert "post_words VIRTUAL TABLE" in first
    assert all("PRIMARY KEY" in each for each in others), "and no sorting"


async def test_everything_is_listed_and_counted_through_its_own_key(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await pages.of_all(tx, Cursor(NOW, 5), 9)
        await pages.total_of_all(tx, 100)
    assert sum("COVERING INDEX ix_post_listed" in each for each in plans) == 2
    assert not any("B-TREE" in each for each in plans)


async def test_what_is_due_is_claimed_through_the_index_of_open_deliveries(
    store: Store, plans: list[str]
) -> None:
    async with store.write() as tx:
        await a_post(tx, await a_feed(tx), "a")
        await a_digest(tx)
        plans.clear()
        await claims.claim(tx, "a", "telegram", NOW, LEASE, 10)
    update, chosen, order, earlier, oldest = plans[:5]
    assert "PRIMARY KEY" in update
    assert "ix_delivery_outbox (transport=? AND rank=? AND next_try<?)" in order
    assert "subscriber_id=?" in oldest
    assert "B-TREE" not in chosen + earlier, "nothing is sorted: the index is in the order wanted"


async def test_what_is_due_for_a_transport_is_walked_through_in_the_order_of_its_index(
    store: Store, plans: list[str]
) -> None:
    async with store.write() as tx:
        await claims.announce(tx, "telegram", NOW, claims.Due(Rank.CLOCK, NOW, 5), 10)
    [walk] = plans
    assert "ix_delivery_outbox (transport=?" in walk, "and nothing is sorted"


@pytest.mark.parametrize(
    ("which", "index"),
    [
        (Which.PENDING, "ix_delivery_o"),
        (Which.FAILED, "ix_delivery_trouble"),
        (Which.SUSPENDED, "ix_delivery_trouble"),
        (Which.AMBIGUOUS, "ix_delivery_part_ambiguous"),
        (Which.FAULTY, "ix_delivery_part_fault"),
    ],
)
async def test_what_is_rare_is_listed_through_its_own_index(
    store: Store, plans: list[str], which: Which, index: str
) -> None:
    async with store.read() as tx:
        await delivery_lists.page(tx, which, "", 0, 10)
    assert sum(index in plan for plan in plans) >= 2, plans
    assert not [plan for plan in plans if plan.startswith("SCAN delivery") and "INDEX" not in plan]


async def test_articles_to_learn_from_are_read_newest_first_without_sorting(
    store: Store, plans: list[str]
) -> None:
    async with store.read() as tx:
        await posts.newest_titled(tx, 10)
    [plan] = plans
    assert "ix_post_kept" in plan


async def test_what_is_asked_of_stories_each_second_scans_no_posts(store: Store, plans: list[str]) -> None:
    async with store.read() as tx:
        await marks.judged_upto(tx, 9, NOW, timedelta(minutes=2))
        await features.changed(tx, 5, NOW, 0, 10)
        await links.related(tx, 1)
    assert not [plan for plan in plans if plan.startswith("SCAN") and " post" in plan], plans
    assert not [plan for plan in plans if "SCAN story" in plan], plans


async def test_the_posts_of_a_story_are_found_by_it(store: Store, plans: list[str]) -> None:
    async with store.write() as tx:
        await membership.regroup(tx, [1], {2: 1})
        await label_lists.settle(tx, [1])
        await articles.of_posts(tx, [1], NOW)
    assert any("ix_post_story" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN post")], plans


async def test_whether_a_chat_was_given_a_digest_is_asked_of_its_own_deliveries(
    store: Store, plans: list[str]
) -> None:
    async with store.read() as tx:
        await history.was_given(tx, Destination("telegram", "7"), 1)
    [plan, deliveries] = plans
    assert "(transport=? AND address=?)" in plan
    assert "(subscriber_id=?)" in deliveries, "not of all that share the digest"
