"""The world of the steps as a fixture."""

from __future__ import annotations

import pytest

from digests.store import Store
from tests.databases import database_url
from tests.digests.steps.world import World

__all__ = ["database_url"]


@pytest.fixture
def world(store: Store) -> World:
    return World(store)
