"""The world of the steps, on both databases."""

from tests.digests.steps.conftest import database_url, world

__all__ = ["database_url", "world"]
