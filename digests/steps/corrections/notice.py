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
from digests.decisions.corrections.timing import TOLD_FOR, merged, tell_at, without_withdrawal
from digests.decisions.intake import Draft
from digests.model import Amendment, Correction, StoryPoint, ToldReport
from digests.steps.full_posts import repeats
from digests.store import Tx
from digests.store.corrections import corrections, given_back, told_reports
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
    told = await corrections.told(tx, list(drafts), since)
    told |= await corrections.told(tx, list(titles), since, gone=True)
    found: list[_Noticed] = []
    for number, before in told.items():
        entry, known = drafts[number].entry, replace(before, title=titles.get(number, before.title))
        found.append(_Noticed(number, before.story, changes(known, entry.title, entry.text)))
    reports = await told_reports.read(tx, list(drafts), since)
    for one in (*reports, *await told_reports.read(tx, list(back), since, gone=True)):
        text = drafts[one.told.post].entry.text
        found += [_beside(each, changes_of_report(each, text)) for each in _told(one)]
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
    told = await corrections.told(tx, ids, now - TOLD_FOR, gone=True)
    found = [_Noticed(each.post, each.story, withdrawn(each)) for each in told.values()]
    for one in await told_reports.read(tx, ids, now - TOLD_FOR, gone=True):
        found += [_beside(each, withdrawn_report(each)) for each in _told(one)]
    await _note(tx, found, now)


def _beside(report: ToldReport, amendments: tuple[Amendment, ...]) -> _Noticed:
    return _Noticed(report.beside, report.told.story, amendments)


def _told(found: Found) -> Iterator[ToldReport]:
    """A report beside each post that showed points of it."""
    for there in found.beside:
        shown = [each for each in _shown(found, there) if each.report == found.told.post]
        if shown:
            yield found.told_beside(there, [each.text for each in shown])


def _shown(found: Found, there: Beside) -> Sequence[StoryPoint]:
    """The points of the story that were shown: the best, without what the title or its editor says."""
    said = [text for text in (there.title, there.digest) if text]
    kept = [each for each in found.points if not any(repeats(each.text, text) for text in said)]
    return sorted(kept, key=lambda each: each.rank)[: there.points]


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
