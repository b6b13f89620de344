"""What judging a batch reads and writes; each is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from digests.decisions.stories.prepared import Prepared
from digests.steps.stories.judge import Known, Verdict
from digests.store import Tx, locks
from digests.store.locks import Lock
from digests.store.posts import label_lists
from digests.store.search import word_index
from digests.store.stories import articles, features, links, marks, membership, partings
from digests.store.stories.articles import Found
from digests.store.stories.features import Features
from digests.store.stories.links import Link
from digests.store.stories.membership import Joined, Regrouped

_MOST_BESIDE = 20  # of a story whose article has changed: enough to say whether it still belongs there


class Batch(NamedTuple):
    """Marked posts with the stamps of their marks, their articles, and what is known of these."""

    stamps: Mapping[int, int]
    found: Found
    known: Known


async def read(tx: Tx, since: datetime, limit: int) -> Batch:
    """The next posts that are to be judged."""
    stamps = await marks.marked(tx, limit)
    if not stamps:
        return Batch(stamps, Found({}, (), ()), Known())
    found = await articles.of_posts(tx, stamps, since)
    numbers = {one.article for one in found.recent}
    known = Known(
        versions=await features.versions(tx, numbers),
        by_admin=await membership.by_admin(tx, numbers),
        apart=await partings.apart(tx, numbers),
        beside=await _beside(tx, {one.article for one in found.recent if one.others}),
    )
    return Batch(stamps, found, known)


async def _beside(tx: Tx, numbers: Collection[int]) -> dict[int, dict[int, Prepared]]:
    found: dict[int, dict[int, Prepared]] = {}
    for number, others in (await membership.others_of(tx, numbers)).items() if numbers else ():
        packed = await features.packed(tx, others[-_MOST_BESIDE:])
        found[number] = {other: prepared for other in packed if (prepared := _unpacked(packed[other]))}
    return found


def _unpacked(packed: bytes) -> Prepared | None:
    try:
        return Prepared.unpack(packed)
    except ValueError:  # of another version: it is about to be prepared anew
        return None


async def write(
    tx: Tx, batch: Batch, judged: Sequence[Verdict], stamps: Mapping[int, int], stamp: int, now: datetime
) -> Regrouped | None:
    """Store verdicts, all or nothing; the posts with these ``stamps`` are done then.

    None, and nothing is stored, when somebody else has changed stories since ``stamp``.
    """
    await locks.take(tx, Lock.STORIES)
    if await features.stamp(tx) != stamp:
        return None
    now_stamped = await features.next_stamp(tx)
    await features.put(tx, [_features(one) for one in judged] + _none(batch.found.gone, now), now_stamped)
    moves = {one.article.article: _anchor(one) for one in judged if one.moves}
    await membership.join(tx, _joined(judged), now)
    made = await membership.regroup(tx, stamps, moves)
    await links.replace(tx, [one.article.article for one in judged], _links(judged))
    again = batch.known.versions.keys() | batch.found.gone
    await label_lists.settle(tx, [*stamps, *made.affected] if again else made.affected)
    await word_index.mark(tx, {*made.moved, *made.affected})
    await features.touch(tx, made.stories.keys() if again else made.moved, now_stamped)
    await marks.done(tx, stamps)
    return made


def _features(one: Verdict) -> Features:
    article = one.article
    packed, weighed = one.prepared.pack(), one.stored.pack()
    return Features(article.article, article.published, article.version, packed, weighed)


def _none(gone: Collection[int], now: datetime) -> list[Features]:
    return [Features(article, now, "", b"") for article in gone]


def _anchor(one: Verdict) -> int | None:
    return one.decision.story if one.decision is not None else None


def _joined(judged: Sequence[Verdict]) -> list[Joined]:
    return [
        Joined(one.article.article, one.decision.score, one.decision.terms)
        for one in judged
        if one.moves and one.decision is not None and one.decision.story is not None
    ]


def _links(judged: Sequence[Verdict]) -> list[Link]:
    return [
        Link(one.article.article, story, score)
        for one in judged
        if one.decision is not None
        for story, score in one.decision.related
        if story != one.decision.story
    ]
