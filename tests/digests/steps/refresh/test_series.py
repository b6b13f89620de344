"""Feeds over time: documents that one address answers in turn, as files, with what is new and what changed.

``tests/feeds/series`` holds a folder for each: ``1.xml``, ``2.xml`` and so on, and why in ``expected.json``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from digests.store import Store
from digests.store.tables import post
from tests.digests.steps.refresh.readings import Reading
from tests.examples import some

SERIES = sorted(path for path in (Path(__file__).parents[3] / "feeds" / "series").iterdir())


@pytest.fixture
def reading(store: Store) -> Reading:
    return Reading(store)


async def stored(reading: Reading) -> dict[int, tuple[str, str]]:
    """Posts by id, in the order in which they came: title and version."""
    query = select(post.c.id, post.c.title, post.c.version).order_by(post.c.id)
    async with reading.store.read() as tx:
        return {row.id: (row.title, row.version) for row in await tx.execute(query)}


def case_of(folder: Path) -> list[dict[str, Any]]:
    """What each reading brings, which states a reason."""
    case = json.loads((folder / "expected.json").read_text("utf-8"))
    assert case["why"], folder
    assert len(case["readings"]) == len(list(folder.glob("*.xml"))), folder
    readings: list[dict[str, Any]] = case["readings"]
    return readings


@pytest.mark.parametrize("folder", some(SERIES, 3), ids=lambda folder: folder.name)
async def test_each_reading_brings_what_is_new_and_nothing_else(reading: Reading, folder: Path) -> None:
    feed_id = await reading.feed()
    for number, expected in enumerate(case_of(folder), 1):
        before = await stored(reading)
        done = await reading.states(feed_id, (folder / f"{number}.xml").read_text("utf-8"))
        after = await stored(reading)
        new = [title for n, (title, _) in after.items() if n not in before]
        changed = [after[n][0] for n in before if after[n] != before[n]]
        assert sorted(new) == sorted(expected["new"]), number
        assert sorted(changed) == sorted(expected["changed"]), number
        assert (done.new, done.changed) == (len(new), len(changed)), number
