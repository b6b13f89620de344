"""SIGTERM at random moments: a shorter version of what ``python -m bench stops`` does."""

from __future__ import annotations

from bench.stops import PARTS, rounds, stops


async def test_each_part_on_postgresql_ends_whenever_it_is_told_to(postgres_url: str) -> None:
    found = await rounds(3, postgres_url, seed=4, people=600)
    for part in PARTS:
        assert [(each.code, each.errors) for each in found[part]] == [(0, 0)] * 3, (part, found)


async def test_the_bot_ends_whenever_it_is_told_to() -> None:
    found = await stops("run", 6, seed=3, people=600)
    assert [(each.code, each.errors) for each in found] == [(0, 0)] * 6, found
