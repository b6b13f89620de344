"""The town of the chat tests, on each database in turn."""

from __future__ import annotations

from tests.bot.conftest import begun, town, unhurried
from tests.databases import database_url

__all__ = ["begun", "database_url", "town", "unhurried"]
