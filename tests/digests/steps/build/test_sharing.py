"""Sharing what many choices are made of changes nothing of what each of them gets."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.steps.build.choices import Choice
from digests.steps.build.material import Material
from digests.steps.build.pick import pick
from digests.store import Store, Tx
from digests.store.posts import listed, pages
from tests.conftest import NOW
from tests.digests.steps.build.by_itself import pick_by_itself
from tests.digests.steps.build.random_world import POSTS, a_choice, fill
from tests.examples import examples


async def compared(store: Store, random: Random, choices: list[Choice], upto: int = POSTS) -> None:
    await store.writing(lambda tx: fill(tx, random))
    material = Material(upto, NOW)

    async def check(tx: Tx, some: list[Choice]) -> None:
        await material.load(tx, some)
        for each in some:
            assert pick(material, each) == await pick_by_itself(tx, each, upto), each

    for first in range(0, len(choices), 4):
        await store.reading(partial(check, some=choices[first : first + 4]))


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
async def test_each_choice_gets_what_it_would_get_by_itself(store: Store, seed: int) -> None:
    random = Random(seed)
    await compared(store, random, [a_choice(random) for _ in range(12)], random.randint(POSTS // 2, POSTS))


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
async def test_so_it_does_where_more_came_in_than_is_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    for module, name, most in ((pages, "_CANDIDATES", 8), (pages, "_WIDEST", 2), (listed, "MOST", 8)):
        monkeypatch.setattr(module, name, most)
    monkeypatch.setattr(listed, "_ROWS", 10)
    random = Random(seed)
    await compared(store, random, [a_choice(random) for _ in range(8)])
