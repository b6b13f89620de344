"""The town of the chat tests, on each database in turn."""

from __future__ import annotations

from tests.bot.conftest import town, unhurried
from tests.databases import database_url

__all__ = ["database_url", "town", "unhurried"]
