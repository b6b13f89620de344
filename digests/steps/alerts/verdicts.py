"""Verdicts: what becomes of what waits for some subscribers: told now, later, or left to their digests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digests.decisions import quiet_hours
from digests.decisions.alerts.pacing import HOUR, SILENCE, has_room, is_being_made, ready_at, resumes
from digests.decisions.alerts.telling import STORY, Knows, Waiting, choose
from digests.decisions.ranking.given import latest
from digests.decisions.ranking.reports import Report, by_story
from digests.model import Status, Subscriber
from digests.steps.alerts import unmuted
from digests.steps.alerts.drafts import Choice, choice_of
from digests.steps.build.history import told_of
from digests.store import Tx
from digests.store.alerts import readers, rules, waiting
from digests.store.alerts.waiting import Queued
from digests.store.delivery import told as told_rows
from digests.store.delivery.told import Shown
from digests.store.posts import pages
from digests.store.subscribers import subscribers

_ANY = 2**63 - 1  # whichever is the newest post
_LATEST = 60  # digests in which somebody may have been told of what waits


@dataclass(slots=True)
class Verdicts:
    """``told``: who is told what; ``later``: who is looked at again then; ``dropped``: whose rows go untold.

    ``idle``: for whom nothing waits. ``rows`` are the posts that wait for each, ``lines`` what it was told.
    """

    rows: Mapping[int, Collection[int]]
    lines: Mapping[int, str]
    told: dict[Choice, list[int]] = field(default_factory=lambda: defaultdict(list))
    later: dict[int, datetime] = field(default_factory=dict)
    dropped: dict[int, Collection[int]] = field(default_factory=dict)
    idle: list[int] = field(default_factory=list)


async def read(tx: Tx, ids: Collection[int], now: datetime) -> Verdicts:
    """Decide on what waits for these subscribers."""
    queued = await waiting.of(tx, ids)
    people = await subscribers.several(tx, ids)
    sent = await readers.sent(tx, people.values(), now - HOUR)
    rows = {one: [each.post for each in those.posts] for one, those in queued.items()}
    found = Verdicts(rows, {one.id: one.told for one in people.values()})
    ready = list[Subscriber]()
    for one in people.values():
        if one.id not in queued:
            found.idle.append(one.id)
        elif not _is_heard(one) or not has_room(sent[one.id], one.alerts, now):
            found.dropped[one.id] = found.rows[one.id]
        elif (at := _moment(one, queued[one.id], now)) > now:
            found.later[one.id] = at
        else:
            ready.append(one)
    if ready:
        await _choose(tx, found, ready, queued, sent, now)
    return found


def _is_heard(one: Subscriber) -> bool:
    return one.status is Status.ACTIVE and one.forget_after is None


def _moment(one: Subscriber, those: Queued, now: datetime) -> datetime:
    """When to tell it: after quiet hours that hold now, and after a digest that is being made."""
    if quiet := quiet_hours.ends(one.quiet, one.schedule.zone, now):
        return quiet
    if is_being_made(one.next_due, now):
        return now + SILENCE
    return ready_at(those.first, those.last)


async def _choose(
    tx: Tx,
    found: Verdicts,
    ready: Sequence[Subscriber],
    queued: Mapping[int, Queued],
    sent: Mapping[int, Sequence[datetime]],
    now: datetime,
) -> None:
    stories = {each.story for one in ready for each in queued[one.id].posts}
    posts = await pages.copies(tx, stories, _ANY)
    reports, story_of = by_story(posts, stories), {each.post: each.story for each in posts}
    shown = _by_digest(await told_rows.telling(tx, stories))
    lately = {each.digest for one in ready for each in latest(one.told, _LATEST)}
    looked = await told_rows.looked_beyond(tx, lately, min(one.cursor for one in ready))
    heard = await unmuted.read(tx, [one.id for one in ready], reports, now)
    on = await rules.still_on(tx, [one.id for one in ready])
    for one in ready:
        known = told_of(one.told, shown, looked, one.cursor)
        covered = {each.story: max(each.upto, one.cursor) for each in known}
        told = {each.story: each.coverage for each in known}
        knows = Knows(told, covered, one.cursor, one.floor)
        asked = [each for each in queued[one.id].posts if (one.id, each.kind, _target(each)) in on]
        picks = choose(asked, heard.of(one.id, {each.story for each in asked}), knows)
        if not picks:
            found.dropped[one.id] = found.rows[one.id]
            continue
        again = resumes(sent[one.id], one.alerts, now)
        newest = max(_newest(reports[story_of[pick.post]]) for pick in picks)
        found.told[choice_of(one, picks, newest, again)].append(one.id)


def _target(one: Waiting) -> int:
    """What its rule is about: a story may have got another id since."""
    return one.story if one.kind == STORY else one.target


def _by_digest(rows: Iterable[Shown]) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = defaultdict(list)
    for row in rows:
        found[row.digest].append(row)
    return found


def _newest(reports: Sequence[Report]) -> int:
    return max(copy.post for report in reports for copy in report.copies)
