"""Amendments as one column, of which the last values are left out where they say nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from digests.model import Amendment, AmendmentKind, Owed

_ALWAYS = 3  # values that are always stored: what changed, from what, to what


def pack(amendments: Sequence[Amendment]) -> str:
    """Amendments as one column; with whose they are and which digests told them, where not all did."""
    return json.dumps([_packed(each) for each in amendments], ensure_ascii=False)


def _packed(one: Amendment) -> list[str | int]:
    since, until = (at.isoformat() if at else "" for at in (one.since, one.until))
    values: list[str | int] = [one.kind, one.before, one.after, one.source, since, until, one.points]
    while not values[-1] and len(values) > _ALWAYS:
        values.pop()
    return values


def unpack(packed: str) -> tuple[Amendment, ...]:
    """The inverse of ``pack``."""
    return tuple(_unpacked(*each) for each in json.loads(packed))


def _unpacked(
    kind: str, before: str, after: str, source: str = "", since: str = "", until: str = "", points: int = 0
) -> Amendment:
    return Amendment(AmendmentKind(kind), before, after, source, _moment(since), _moment(until), points)


def _moment(stored: str) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def pack_owed(owed: Iterable[Owed]) -> str:
    """What a digest says was corrected as its column: an id, or a list of it and of places of amendments."""
    return json.dumps(
        [[one.correction, *one.amendments] if one.amendments else one.correction for one in owed]
    )


def unpack_owed(packed: str) -> tuple[Owed, ...]:
    """The inverse of ``pack_owed``."""
    found = (each if isinstance(each, list) else [each] for each in json.loads(packed))
    return tuple(Owed(first, tuple(places)) for first, *places in found)
