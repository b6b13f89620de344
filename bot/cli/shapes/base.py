"""What all shapes share: times in one zone, the titles of feeds, and failures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from digests.errors import unpack
from digests.model import Problem

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Base:
    """Times are written in ``zone``, feeds of posts by their ``titles``."""

    zone: str
    titles: Mapping[int, str]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def at(self, moment: datetime | None) -> str | None:
        """ISO 8601 with offset, to the second."""
        return moment.astimezone(ZoneInfo(self.zone)).isoformat(timespec="seconds") if moment else None


def failure(packed: str) -> Shape | None:
    """A stored failure: its code and values; None for none."""
    code, params = unpack(packed)
    return {"code": code, "params": params} if code else None


def problem(one: Problem) -> Shape:
    """Something that could not be read."""
    return {"place": one.place, "error": {"code": one.code, "params": one.params}}
