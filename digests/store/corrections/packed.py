"""Amendments as one column; those of the post itself are stored as before other reports were watched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from digests.model import Amendment, AmendmentKind


def pack(amendments: Sequence[Amendment]) -> str:
    """Amendments as one column; those of other reports with their source, and since when they were told."""
    return json.dumps([_packed(each) for each in amendments], ensure_ascii=False)


def _packed(one: Amendment) -> list[str]:
    said = [one.kind, one.before, one.after]
    return [*said, one.source, one.since.isoformat() if one.since else ""] if one.source else said


def unpack(packed: str) -> tuple[Amendment, ...]:
    """The inverse of ``pack``."""
    return tuple(_unpacked(*each) for each in json.loads(packed))


def _unpacked(kind: str, before: str, after: str, source: str = "", since: str = "") -> Amendment:
    told = datetime.fromisoformat(since) if since else None
    return Amendment(AmendmentKind(kind), before, after, source, told)
