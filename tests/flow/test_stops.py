"""SIGTERM at random moments: a shorter version of what ``python -m bench stops`` does."""

from __future__ import annotations

import pytest

from bench.stops import stops


async def test_the_bot_ends_whenever_it_is_told_to() -> None:
    found = await stops("run", 8, seed=3)
    assert [(each.code, each.errors) for each in found] == [(0, 0)] * 8, found


@pytest.mark.parametrize("part", ["run", "bot", "worker", "clock"])
async def test_each_part_on_postgresql_ends_whenever_it_is_told_to(part: str, postgres_url: str) -> None:
    found = await stops(part, 3, url=postgres_url, seed=4)
    assert [(each.code, each.errors) for each in found] == [(0, 0)] * 3, found
