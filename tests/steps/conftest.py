"""The world of the steps as a fixture."""

from __future__ import annotations

import pytest

from digests.store import Store
from tests.steps.world import World


@pytest.fixture
def world(store: Store) -> World:
    return World(store)
