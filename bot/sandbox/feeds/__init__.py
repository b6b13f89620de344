"""The sandbox's sample feeds: small, in three formats, dated from when they are served."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import format_datetime

_WHEN = re.compile(r"\{\{(rfc822|iso):(\d+(?:\.\d+)?)h\}\}")


def fill(text: str, now: datetime) -> str:
    """Put times in the place of marks: ``{{rfc822:5h}}`` or ``{{iso:5h}}`` is five hours before ``now``."""

    def time(mark: re.Match[str]) -> str:
        at = (now - timedelta(hours=float(mark[2]))).replace(microsecond=0)
        return format_datetime(at) if mark[1] == "rfc822" else at.isoformat()

    return _WHEN.sub(time, text)
