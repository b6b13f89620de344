"""SIGTERM at random moments: a shorter version of what ``python -m bench stops`` does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bench.stops import PARTS, Stop, rounds, stops

pytestmark = pytest.mark.long


def all_well(found: Sequence[Stop]) -> None:
    assert [(each.code, each.errors) for each in found] == [(0, 0)] * len(found), "".join(
        each.log or f"{each}\n" for each in found
    )


async def test_each_part_on_postgresql_ends_whenever_it_is_told_to(postgres_url: str) -> None:
    found = await rounds(3, postgres_url, seed=4, people=600)
    for part in PARTS:
        assert len(found[part]) == 3
        all_well(found[part])


async def test_the_bot_ends_whenever_it_is_told_to() -> None:
    all_well(await stops("run", 6, seed=3, people=600))
