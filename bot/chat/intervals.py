"""How often a feed is to be fetched, as people write it: ``30m``, ``6h``, ``2d``, ``45 分钟``."""

from __future__ import annotations

import re
from datetime import timedelta

from digests.errors import BadInput

AUTO = ("", "auto", "自动")
"""What leaves it to the feed."""

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_CHINESE = {"秒": "s", "分": "m", "分钟": "m", "时": "h", "小时": "h", "天": "d"}
_TIME = re.compile(r"(\d{1,6})\s*(\D+)")


def every_of(text: str) -> timedelta | None:
    """The interval; None for nothing and for ``auto``. Raises ``BadInput("bad_interval")``."""
    said = text.strip().lower()
    if said in AUTO:
        return None
    found = _TIME.fullmatch(said)
    unit = _CHINESE.get(found[2], found[2]) if found else ""
    if not found or unit not in _SECONDS:
        raise BadInput("bad_interval")
    return timedelta(seconds=int(found[1]) * _SECONDS[unit])
