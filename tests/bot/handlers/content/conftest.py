"""These tests run on both databases."""

import pytest

from bot.sandbox import Room, Sandbox
from tests.bot.conftest import Town
from tests.databases import sqlite_first

__all__ = ["sqlite_first"]


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    """Somebody who follows both categories, 15 stories, of which six are on an olive harvest."""
    there = sandbox.private()
    await town.ready(there, "World", "Technology")
    while await town.index.due():
        pass
    return there
