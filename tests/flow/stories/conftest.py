"""The town of the chat tests, on each database in turn."""

from __future__ import annotations

from tests.bot.conftest import begun, town, unhurried
from tests.databases import sqlite_first

__all__ = ["begun", "sqlite_first", "town", "unhurried"]
