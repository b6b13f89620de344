"""The world of the steps, on both databases."""

from tests.digests.steps.conftest import postgresql_first, world

__all__ = ["postgresql_first", "world"]
