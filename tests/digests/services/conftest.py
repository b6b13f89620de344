"""The world of the steps, on both databases."""

from tests.digests.steps.conftest import sqlite_first, world

__all__ = ["sqlite_first", "world"]
