"""A restart reads the window from what is stored, and weighs only what an older version has stored."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from digests.decisions.stories import story_index
from digests.steps.stories.window import Window
from digests.store import tables
from digests.store.stories import features
from digests.store.stories.features import Weighed
from tests.digests.steps.stories.test_stories import WINDOW, judged, stories, told
from tests.digests.steps.world import World


async def weighed(world: World) -> dict[int, bytes | None]:
    async with world.store.read() as tx:
        rows = await tx.execute(select(tables.story_features))
        return {row.article_id: row.weighed for row in rows}


async def store(world: World, value: bytes | None) -> None:
    async with world.store.write() as tx:
        await tx.execute(update(tables.story_features).values(weighed=value))


def no_weighing(*_: object) -> None:
    raise AssertionError("weighed")


async def test_a_restart_weighs_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await told(world, 0, 1)
    step = await judged(world)
    window = Window(WINDOW)
    monkeypatch.setattr(story_index, "weighing", no_weighing)
    assert await window.catch_up(world.store, world.now - WINDOW) == []
    assert step._window is not None
    assert window.index.stories() == step._window.index.stories() == {1: 1, 2: 2, 3: 3, 4: 2}
    assert window.unstored == []


@pytest.mark.parametrize("old", [None, b"", b"\0of another version!!"])
async def test_what_was_stored_before_is_weighed_once(world: World, old: bytes | None) -> None:
    await told(world, 0)
    await judged(world)
    before = await weighed(world)
    await store(world, old)
    await told(world, 1)
    step = await judged(world)
    assert (await stories(world))[4] == 2
    assert step._window is not None
    assert step._window.unstored == []
    after = await weighed(world)
    assert after.keys() == {1, 2, 3, 4}
    assert {n: after[n] for n in before} == before, "the same as when they came"


async def test_what_has_changed_meanwhile_is_left_as_it_is(world: World) -> None:
    await told(world, 0)
    await judged(world)
    before = await weighed(world)
    async with world.store.write() as tx:
        await features.put_weighed(tx, [])
        await features.put_weighed(tx, [Weighed(1, 0, b"older"), Weighed(2, 1, b"as it was")])
    assert await weighed(world) == before | {2: b"as it was"}


async def test_an_article_that_was_moved_is_where_it_is_now(world: World) -> None:
    """Another process put it there; what it weighs stays what it was."""
    await told(world, 0, 1)
    step = await judged(world)
    async with world.store.write() as tx:
        await tx.execute(update(tables.post).where(tables.post.c.id == 4).values(story_id=3))
        await features.touch(tx, [4], await features.next_stamp(tx))
    await step.due()
    assert step._window is not None
    assert step._window.index.story_of(4) == 3
