"""Alerts that are chosen, read and stored: who is told the same in the same form shares one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from digests.decisions.compose import compose
from digests.decisions.ranking.given import Given
from digests.model import DigestKind, Layout, Pick, Post, Rank, Subscriber
from digests.ports import Renderer
from digests.store import Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import new_digests, outbox
from digests.store.delivery.section_titles import Section
from digests.store.subscribers import given_digests, story_follows


class Choice(NamedTuple):
    """All that decides what an alert says."""

    picks: tuple[Pick, ...]
    size: int
    language: str
    zone: str
    points: int
    transport: str
    layout: Layout
    signature: str
    hashtags: bool
    upto: int
    resumes: datetime | None


def choice_of(one: Subscriber, picks: tuple[Pick, ...], upto: int, resumes: datetime | None) -> Choice:
    """What a subscriber is told; ``upto`` is the newest post of these stories."""
    return Choice(
        picks,
        min(one.size, len(picks)),
        one.language,
        one.schedule.zone,
        one.points,
        one.destination.transport,
        one.layout,
        one.signature,
        one.hashtags,
        upto,
        resumes,
    )


class Alert(NamedTuple):
    """A choice with posts as they were read, and what sections are called: its own, and maybe others."""

    choice: Choice
    posts: Mapping[int, Post]
    titles: Mapping[Section, str]


async def give(tx: Tx, renderer: Renderer, alert: Alert, slots: Mapping[int, str], now: datetime) -> int:
    """Store an alert with the deliveries of these subscribers; from then on they were told. Its id.

    It goes before what comes by the clock: a minute is all that it has.
    """
    choice, digest_id = alert.choice, await _store(tx, renderer, alert, now)
    await outbox.add(tx, digest_id, dict(slots), now, rank=Rank.AWAITED)
    await given_digests.add(tx, {Given(digest_id, choice.size): list(slots)})
    if followed := [one.post for one in choice.picks if one.again]:
        await story_follows.heard(tx, slots, followed, now)
    return digest_id


async def _store(tx: Tx, renderer: Renderer, alert: Alert, now: datetime) -> int:
    choice = alert.choice
    digest_id = await new_digests.add(tx, _row(choice, now), choice.picks)
    row = await digest_rows.get(tx, digest_id)
    if row is None:
        raise LookupError(f"no digest {digest_id}")  # it was stored just now
    shown, total = choice.picks[: choice.size], len(choice.picks)
    digest = compose(digest_id, row, shown, alert.posts, alert.titles, total)
    parts = renderer.parts(replace(digest, kind=row.kind, resumes=row.resumes))
    await new_digests.add_parts(tx, {digest_id: parts})
    return digest_id


def _row(choice: Choice, now: datetime) -> dict[str, object]:
    again = [pick.post for pick in choice.picks if pick.again]
    return {
        "kind": DigestKind.ALERT,
        "due": now,
        "created": now,
        "language": choice.language,
        "zone": choice.zone,
        "size": choice.size,
        "points": choice.points,
        "first": False,
        "since": min(again) - 1 if again else choice.upto,
        "upto": choice.upto,
        "transport": choice.transport,
        "layout": choice.layout,
        "signature": choice.signature,
        "hashtags": choice.hashtags,
        "resumes": choice.resumes,
    }
