"""Notice: which of the posts that are being stored were told, and what of them has changed.

It is part of the commit that stores them, so that nothing is changed without its correction. What is told of
a story comes from several of its reports: where another one than the post that was shown has changed, the
correction is that of the post which was shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from digests.decisions.corrections.changes import (
    changes,
    changes_of_report,
    withdrawn,
    withdrawn_report,
)
from digests.decisions.corrections.places import Place, placed, places_of
from digests.decisions.corrections.timing import TOLD_FOR, merged, tell_at, without_withdrawal
from digests.decisions.intake import Draft
from digests.model import Amendment, Correction, StoryPoint, ToldReport
from digests.steps.full_posts import not_said, unrepeated
from digests.store import Tx
from digests.store.corrections import corrections, given_back, told_posts, told_reports
from digests.store.corrections.told_posts import Shown
from digests.store.corrections.told_reports import Beside, Found


class _Noticed(NamedTuple):
    """What has changed of what a post told."""

    post: int
    story: int
    amendments: tuple[Amendment, ...]


async def changed(tx: Tx, drafts: Mapping[int, Draft], now: datetime) -> None:
    """Note what posts, by id, will say otherwise; before they are stored so."""
    since, back = now - TOLD_FOR, await _given_back(tx, list(drafts), now)
    titles = {post: title for post, title in back.items() if title is not None}
    told = await told_posts.read(tx, list(drafts), since)
    told |= await told_posts.read(tx, list(titles), since, gone=True)
    found: list[_Noticed] = []
    for number, before in told.items():
        entry, places = drafts[number].entry, _places(before)
        known = replace(before.told, title=titles.get(number, before.told.title), points=tuple(places))
        amended = placed(changes(known, entry.title, entry.text), places)
        found.append(_Noticed(number, known.story, amended))
    reports = await told_reports.read(tx, list(drafts), since)
    for one in (*reports, *await told_reports.read(tx, list(back), since, gone=True)):
        text = drafts[one.told.post].entry.text
        found += [_beside(each, changes_of_report(each, text), places) for each, places in _told(one)]
    await _note(tx, found, now)


async def _given_back(tx: Tx, ids: Collection[int], now: datetime) -> dict[int, str | None]:
    """Tell nobody that these posts were taken back, where that still waits: they come again.

    Of which it waited, by id, with the title that its readers know; None where its points alone were told.
    """
    back: dict[int, str | None] = {}
    left: dict[Correction, tuple[Amendment, ...]] = {}
    for post, source, waiting in await given_back.read(tx, ids, now):
        before = left.get(waiting, waiting.amendments)
        left[waiting] = without_withdrawal(before, source)
        for each in before:
            if each not in left[waiting]:
                back[post] = back.get(post) if source else each.before
    for waiting, kept in left.items():
        if kept and kept != waiting.amendments:
            await corrections.replace(tx, waiting.id, waiting.noted, kept)
        elif not kept and waiting.amendments:
            await given_back.drop(tx, waiting.id)
    return back


async def gone(tx: Tx, ids: Collection[int], now: datetime) -> None:
    """Note that posts were taken back."""
    told = await told_posts.read(tx, ids, now - TOLD_FOR, gone=True)
    found = [_Noticed(post, one.told.story, withdrawn(one.told)) for post, one in told.items()]
    for one in await told_reports.read(tx, ids, now - TOLD_FOR, gone=True):
        found += [_beside(each, withdrawn_report(each), places) for each, places in _told(one)]
    await _note(tx, found, now)


def _places(one: Shown) -> dict[str, Place]:
    """Where the points of a post stand that some digest shows."""
    own = unrepeated(one.own, one.digest)
    of_story = not_said(one.of_story, one.told.title, one.digest)
    mine = [each for each in of_story if each.report == one.told.post]
    found = places_of(own, mine, one.several)
    return {text: place for text, place in found.items() if place.points <= one.most}


def _beside(report: ToldReport, amendments: Sequence[Amendment], places: Mapping[str, Place]) -> _Noticed:
    return _Noticed(report.beside, report.told.story, placed(amendments, places))


def _told(found: Found) -> Iterator[tuple[ToldReport, dict[str, Place]]]:
    """A report beside each post that showed points of it, and where these stand."""
    for there in found.beside:
        points = [each for each in _shown(found, there) if each.report == found.told.post]
        if points:
            report = found.told_beside(there, [each.text for each in points])
            places = {each.text: Place(each.rank + 1, report.since) for each in points}
            of_all = Place(min(each.points for each in places.values()), report.since)
            yield report, {**places, "": of_all}


def _shown(found: Found, there: Beside) -> Sequence[StoryPoint]:
    """The points of the story that were shown: the best, without what the title or its editor says."""
    kept = not_said(found.points, there.title, there.digest)
    return sorted((each for each in kept if each.rank < there.points), key=lambda each: each.rank)


async def _note(tx: Tx, found: Sequence[_Noticed], now: datetime) -> None:
    """Note what has changed; all that changed of a story in one batch is told at one time."""
    times: dict[int, datetime] = {}
    for one in found:
        if not one.amendments:
            continue
        if (waiting := await corrections.waiting(tx, one.post, now)) is not None:
            together = merged(waiting.amendments, one.amendments)
            await corrections.replace(tx, waiting.id, now, together)
            continue
        if one.story not in times:
            times[one.story] = tell_at(now, await corrections.last_of_story(tx, one.story))
        await corrections.add(tx, one.post, now, times[one.story], one.amendments)
