"""How often a feed is to be fetched, as people write it: ``30m``, ``6h``, ``2d``, ``45 分钟``."""

from __future__ import annotations

import re
from datetime import timedelta

from digests.errors import BadInput

AUTO = ("", "auto", "自动")
"""What leaves it to the feed."""

_SECONDS = {
    "s": 1,
    "m": 60,
    "h": 3600,
    "d": 86_400,
    "秒": 1,
    "分": 60,
    "时": 3600,
    "天": 86_400,
    "日": 86_400,
}
_TIME = re.compile(r"(\d{1,6})\s*(?:(s|m|h|d)(?:ec|in|r|our|ay|inute|econd)?s?|(秒|分|时|天|日)钟?|小(时))")


def every_of(text: str) -> timedelta | None:
    """The interval; None for nothing and for ``auto``. Raises ``BadInput("bad_interval")``."""
    said = text.strip().lower()
    if said in AUTO:
        return None
    found = _TIME.fullmatch(said)
    if not found:
        raise BadInput("bad_interval")
    unit = found[2] or found[3] or found[4]
    return timedelta(seconds=int(found[1]) * _SECONDS[unit])
