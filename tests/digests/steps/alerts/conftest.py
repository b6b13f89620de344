"""The stage as a fixture."""

from __future__ import annotations

import pytest

from tests.digests.steps.alerts.stage import Stage
from tests.digests.steps.world import World


@pytest.fixture
async def stage(world: World) -> Stage:
    found = Stage(world)
    await found.open()
    return found
