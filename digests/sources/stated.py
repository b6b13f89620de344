"""What an entry says, before its identity is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stated:
    """One entry as a document states it, its texts already clean; ``guid`` may be empty or not unique."""

    guid: str
    link: str
    title: str
    text: str
    published: datetime | None = None
    source: str = ""
    tags: Sequence[str] = field(default_factory=tuple)
