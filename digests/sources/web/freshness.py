"""How long a server calls its answer fresh (RFC 9111). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

LONGEST = 86_400.0
_DIRECTIVE = re.compile(r'([a-z-]+)(?:\s*=\s*"?(\d{1,12}))?', re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds from now, 0 to a day; ``headers`` by their names in lower case.

    ``Cache-Control`` comes before ``Expires``, which is counted from the server's own ``Date``. What caches
    on the way have used up (``Age``) is taken off.
    """
    control = headers.get("cache-control", "")
    directives = {name.lower(): value for name, value in _DIRECTIVE.findall(control)}
    if directives.keys() & {"no-cache", "no-store"}:
        return 0.0
    if value := directives.get("max-age", ""):
        return _within(float(value) - _number(headers.get("age", "")))
    until = _date(headers.get("expires", ""))
    asked = _date(headers.get("date", "")) or now
    return _within((until - asked).total_seconds()) if until else 0.0


def _within(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST)


def _number(value: str) -> float:
    value = value.strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 13 else 0.0


def _date(value: str) -> datetime | None:
    """An HTTP date; None for anything else: ``0`` and ``-1`` mean that it was stale from the start."""
    try:
        found = parsedate_to_datetime(value.strip())
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else None
