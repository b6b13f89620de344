"""What stands in runs: keys by words, newest or oldest first, without those that are dead."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from sys import byteorder
from typing import NamedTuple

from sqlalchemy import text

from digests.decisions.search.wanted import Alternative, Wanted
from digests.store.search.runs import POSTS
from digests.store.search.word_keys import Stretch, hashed
from digests.store.transaction import Tx

_CHUNK = 32  # keys that are looked up at once, some of which may be dead
_FEW = 16  # so many times shorter, and each of a list is sooner looked up in the other than both are read
# Which runs hold all words is asked before any places are read: these are many times larger.
_HOLDING = text("""
    SELECT id, low, high, EXISTS (
        SELECT FROM post_key k WHERE k.post_id IS NULL AND k.key BETWEEN r.low AND r.high
    ) AS dead
    FROM word_run r WHERE high >= :low AND low < :high AND :all = (
        SELECT count(*) FROM word_places p WHERE p.run = r.id AND p.word = ANY(:words)
    )
""")
_PLACES = text("SELECT run, word, places FROM word_places WHERE word = ANY(:words) AND run = ANY(:runs)")
_KEYS = text("SELECT keys FROM word_run WHERE id = :run")
_KEYS_AT = text("""
    SELECT substring(keys FROM 8 * place + 1 FOR 8)
    FROM word_run, unnest(CAST(:places AS INTEGER[])) WITH ORDINALITY AS asked(place, nth)
    WHERE id = :run ORDER BY nth
""")
_LIVING = text("SELECT key FROM post_key WHERE key = ANY(:keys) AND post_id IS NOT NULL")
_NONE = array("h")


class _Run(NamedTuple):
    """A run; ``dead`` when any of its keys may be."""

    id: int
    low: int
    high: int
    dead: bool


async def find(tx: Tx, wanted: Wanted, stretch: Stretch, size: int, alone: Sequence[int]) -> list[int]:
    """The first ``size`` keys of a stretch with these words, in its order, ``alone`` among them."""
    found = list(alone)
    async for run, places in _matching(tx, wanted, stretch):
        if len(found) == size and not _reaches(run, found[-1], stretch):
            break
        living = await _living(tx, run, places, size)
        found = sorted({*found, *living}, reverse=not stretch.upwards)[:size]
    return found


async def count(tx: Tx, wanted: Wanted, stretch: Stretch, most: int) -> int:
    """How many living keys of a stretch have the words; counting ends beyond ``most``."""
    counted = 0
    async for run, places in _matching(tx, wanted, stretch):
        counted += len(await _living(tx, run, places, most - counted + 1) if run.dead else places)
        if counted > most:
            break
    return counted


async def _matching(tx: Tx, wanted: Wanted, stretch: Stretch) -> AsyncIterator[tuple[_Run, Sequence[int]]]:
    """Runs with the places that have the words within the stretch, in its order; none without any."""
    runs = await _holding(tx, wanted, stretch)
    runs.sort(key=lambda run: run.low if stretch.upwards else -run.high)
    for some in _growing(runs):
        by_word = await _places(tx, wanted, some)
        for run in some:
            if places := await _within(tx, run, _intersection(wanted, by_word[run.id]), stretch):
                yield run, places if stretch.upwards else places[::-1]


async def _holding(tx: Tx, wanted: Wanted, stretch: Stretch) -> list[_Run]:
    """Runs that have all words of an alternative."""
    holding: dict[int, _Run] = {}
    for one in wanted.alternatives:
        words = {hashed(word) for word in one.words}
        asked = {"low": stretch.low, "high": stretch.high, "words": list(words), "all": len(words)}
        holding |= {row.id: _Run(*row) for row in await tx.execute(_HOLDING, asked)}
    return list(holding.values())


def _growing(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """One, then more and more: most questions end at the first, and those that do not need many."""
    rest, size = iter(runs), 1
    while some := list(islice(rest, size)):
        yield some
        size *= 4


async def _places(tx: Tx, wanted: Wanted, runs: Sequence[_Run]) -> dict[int, dict[int, array[int]]]:
    groups = [group for one in wanted.alternatives for group in (one.words, *one.without)]
    words = {hashed(word) for group in groups for word in group}
    found: dict[int, dict[int, array[int]]] = {run.id: {} for run in runs}
    for run, word, places in await tx.execute(_PLACES, {"words": list(words), "runs": list(found)}):
        found[run][word] = _numbers("h", places)
    return found


def _intersection(wanted: Wanted, places: dict[int, array[int]]) -> Sequence[int]:
    """Places that any alternative finds; ascending."""
    each = [found for one in wanted.alternatives if (found := _found(one, places))]
    return each[0] if len(each) == 1 else sorted(set[int]().union(*each))


def _found(one: Alternative, places: dict[int, array[int]]) -> Sequence[int]:
    """Places with all words that are wanted, and without any group of those that are not; ascending."""
    found = _all(one.words, places)
    if not found or not one.without:
        return found
    unwanted = set[int]().union(*(_all(each, places) for each in one.without))
    return [place for place in found if place not in unwanted]


def _all(words: Sequence[str], places: dict[int, array[int]]) -> Sequence[int]:
    few, *more = sorted((places.get(hashed(word), _NONE) for word in words), key=len)
    found: Sequence[int] = few
    for each in more:
        found = _common(found, each)
    return found


def _common(few: Sequence[int], many: Sequence[int]) -> Sequence[int]:
    """The numbers of both, ascending as they are."""
    if len(few) * _FEW < len(many):
        at = [(number, bisect_left(many, number)) for number in few]
        return [number for number, n in at if n < len(many) and many[n] == number]
    return sorted(set(few).intersection(many))


async def _living(tx: Tx, run: _Run, places: Sequence[int], size: int) -> list[int]:
    """The first ``size`` living keys of these places, in their order."""
    rest, found = iter(places), list[int]()
    while len(found) < size and (chunk := list(islice(rest, max(_CHUNK, min(size, POSTS))))):
        rows = await tx.execute(_KEYS_AT, {"run": run.id, "places": chunk})
        keys = [key for row in rows for key in _numbers("q", row[0])]
        found += await _alive(tx, keys) if run.dead else keys
    return found[:size]


async def _alive(tx: Tx, keys: Sequence[int]) -> list[int]:
    living = {row.key for row in await tx.execute(_LIVING, {"keys": keys})}
    return [key for key in keys if key in living]


async def _within(tx: Tx, run: _Run, places: Sequence[int], stretch: Stretch) -> Sequence[int]:
    """Those places whose keys lie in the stretch; a run that lies in it as a whole need not be looked at."""
    if not places or (stretch.low <= run.low and run.high < stretch.high):
        return places
    keys = _numbers("q", (await tx.execute(_KEYS, {"run": run.id})).scalar_one())
    low, high = bisect_left(keys, stretch.low), bisect_left(keys, stretch.high)
    return [place for place in places if low <= place < high]


def _reaches(run: _Run, last: int, stretch: Stretch) -> bool:
    """Whether a run may hold keys that come before ``last``."""
    return run.low < last if stretch.upwards else run.high > last


def _numbers(kind: str, data: bytes) -> array[int]:
    """Numbers as PostgreSQL sends them, the high byte first."""
    numbers = array(kind, bytes(data))
    if byteorder == "little":
        numbers.byteswap()
    return numbers
