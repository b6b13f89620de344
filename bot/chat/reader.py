"""For whom a message is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom: the language, the zone and the present moment; ``many``: their zones may be others."""

    lang: str
    zone: str
    now: datetime
    many: bool = False
