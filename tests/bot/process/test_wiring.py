"""What the wiring makes of settings that belong together."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.process.wiring import window_of
from bot.settings import Settings


@pytest.mark.parametrize(
    ("values", "hours"),
    [({}, 72), ({"story_window": 24}, 24), ({"keep_posts_days": 2}, 48), ({"keep_posts_days": 30}, 72)],
)
def test_articles_are_compared_no_longer_than_they_are_kept(values: dict[str, int], hours: int) -> None:
    assert window_of(Settings(_env_file=None, **values)) == timedelta(hours=hours)  # type: ignore[arg-type]
