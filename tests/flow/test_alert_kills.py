"""A bot that is killed while it tells alerts: shorter than what ``python -m bench crashes`` does."""

from __future__ import annotations

import pytest

from bench.alert_kills import alert_kills

pytestmark = pytest.mark.long


async def test_kills_lose_no_alert_and_none_is_made_twice() -> None:
    found = await alert_kills(30, 4)
    assert (found.lost, found.twice, found.waiting) == (0, 0, 0)
    assert found.repeated <= 2 * found.ambiguous, "a message that came again was known to be in doubt"
    assert found.stories == 240
