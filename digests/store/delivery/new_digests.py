"""New digests, many at once: their rows, stories and parts in a statement each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from digests.model import DigestKind, Figures, Pick, RenderedPart
from digests.store.tables import digest, digest_part, digest_story
from digests.store.transaction import Tx


async def add_all(tx: Tx, rows: Sequence[dict[str, Any]], picks: Sequence[Sequence[Pick]]) -> list[int]:
    """Store digests, each with its stories in the order of their ranks; return their ids in this order."""
    if not rows:
        return []
    made = insert(digest).returning(digest.c.id, sort_by_parameter_order=True)
    ids = [int(row.id) for row in await tx.execute(made, list(rows))]
    told = [each for n, those in zip(ids, picks, strict=True) for each in story_rows(n, those)]
    if told:
        await tx.execute(insert(digest_story), told)
    return ids


def story_rows(digest_id: int, picks: Iterable[Pick]) -> list[dict[str, Any]]:
    """The stories of a digest as rows."""
    return [
        {
            "digest_id": digest_id,
            "position": position,
            "post_id": pick.post,
            "kind": pick.section[0],
            "target_id": pick.section[1],
            "others": json.dumps(pick.others, ensure_ascii=False) if pick.others else "[]",
            "figures": packed_figures(pick.figures, pick.again),
        }
        for position, pick in enumerate(picks)
    ]


_NAMES = tuple(f'"{name}": ' for name in Figures._fields)


def packed_figures(figures: Figures, again: int) -> str:
    """Figures to a hundredth, those that are nothing left out; the coverage always.

    Written by hand: for each story of each digest ``json.dumps`` would take as long as storing it.
    """
    said = [name + _number(value) for name, value in zip(_NAMES, figures, strict=True) if value]
    return "{" + ", ".join([*said, f'"again": {again}'] if again else said) + "}"


def _number(value: object) -> str:
    if type(value) is float:
        return repr(round(value, 2))
    return f'"{value}"' if isinstance(value, str) else repr(value)


async def add_parts(tx: Tx, parts: Mapping[int, Sequence[RenderedPart]]) -> None:
    """Store what the transport will carry of each digest, so that a retry sends the very same."""
    rows = [
        {
            "digest_id": digest_id,
            "number": number,
            "payload": one.payload,
            "stories": one.stories,
            "reply_to": one.reply_to,
        }
        for digest_id, those in parts.items()
        for number, one in enumerate(those, 1)
    ]
    if rows:
        await tx.execute(insert(digest_part), rows)


async def add(tx: Tx, values: dict[str, Any], picks: Sequence[Pick]) -> int:
    """Store a digest and its stories in the order of their ranks; return its id."""
    return (await add_all(tx, [values], [picks]))[0]


async def add_message(
    tx: Tx, kind: DigestKind, transport: str, payload: str, *, language: str, zone: str, now: datetime
) -> int:
    """Store a notice or a broadcast, which takes the way of digests: one part, no posts; return its id."""
    empty = {"size": 0, "points": 0, "first": False, "since": 0, "upto": 0}
    way = {"kind": kind, "transport": transport, "language": language, "zone": zone}
    digest_id = await add(tx, {**way, "due": now, "created": now, **empty}, [])
    await add_parts(tx, {digest_id: [RenderedPart(payload)]})
    return digest_id
