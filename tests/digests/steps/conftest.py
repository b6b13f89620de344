"""The world of the steps as a fixture."""

from __future__ import annotations

import pytest

from digests.store import Store
from tests.databases import sqlite_first
from tests.digests.steps.world import World

__all__ = ["sqlite_first"]


@pytest.fixture
def world(store: Store) -> World:
    return World(store)
