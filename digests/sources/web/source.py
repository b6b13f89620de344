"""Feeds over HTTP: fetch, and where something has changed, parse away from the event loop."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from digests.errors import BadInput, SourceError, Unreadable
from digests.model import Batch, Feed, FeedKind
from digests.runtime.memory_limit import give_back
from digests.runtime.worker_pool import WorkerLost, WorkerPool
from digests.sources import address as addresses
from digests.sources import dates, parsing
from digests.sources.entries import ParsedFeed
from digests.sources.formats import truncation
from digests.sources.web.freshness import fresh_for
from digests.sources.web.http import Client
from digests.sources.web.responses import Answer, CutShort

_QUICK = 1.0  # seconds; the slowest real feed seen takes 0.5 s
_SECONDS = 10.0  # for what takes longer, one at a time
_MOST_SHARED = 200
EVER = datetime.max.replace(tzinfo=UTC)
_READING = "3"  # raise it when feeds are to be read again because they are read better
_LARGE = 1_000_000  # bytes; copies of it go to the worker, and their memory would stay with this process
_AFTER = 2 * _SECONDS  # seconds; then such a body has been read, or given up
_PLACES = ("", dates.PLACE)  # where problems of a document as a whole stand


@dataclass(frozen=True, slots=True)
class Memory:
    """What one reading leaves for the next: the body's fingerprint, and the identities of its entries.

    ``shared`` are guids and links that were found to tell entries apart no more.
    """

    body: str = ""
    uids: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


class WebSource:
    """Reads RSS, Atom and JSON feeds."""

    def __init__(self, client: Client, offload: WorkerPool, now: Callable[[], datetime]) -> None:
        self._client = client
        self._offload = offload
        self._now = now
        self._will_give_back = False

    async def read(self, feed: Feed, state: str) -> AsyncGenerator[Batch, None]:
        """Yield one batch; an empty one when the server or the body says that nothing has changed."""
        etag, modified = (feed.etag, feed.modified) if is_current(state) else ("", "")
        try:
            answer = await self._client.get(
                feed.address, etag=etag, modified=modified, access=feed.access, patient=True
            )
        except CutShort as error:
            parsed = await self._rest(error, state)
            yield _cut(self._batch(feed, error.answer, parsed, state), state)
            return
        print_of = fingerprint(answer.body)
        if answer.status == 304 or state.startswith(f'["{print_of}"'):
            yield self._said(answer)
            return
        parsed = await self.parse(answer, frozenset(recall(state).shared))
        batch = self._batch(feed, answer, parsed, state)
        yield _cut(batch, state) if truncation.is_cut(parsed.problems) else batch

    async def _rest(self, error: CutShort, state: str) -> ParsedFeed:
        """What came whole of a body that broke off; raise that it did where nothing has."""
        try:
            parsed = await self.parse(error.answer, frozenset(recall(state).shared))
        except Unreadable:
            raise error from None
        if not parsed.entries:
            raise error
        if truncation.is_cut(parsed.problems):
            return parsed
        return replace(parsed, problems=(truncation.PROBLEM, *parsed.problems))

    def _batch(self, feed: Feed, answer: Answer, parsed: ParsedFeed, state: str) -> Batch:
        memory, print_of = recall(state), fingerprint(answer.body)
        entries = parsed.entries
        # A feed that is suddenly empty may be back with the next fetch, and its identities with it.
        uids = tuple(entry.uid for entry in entries) or memory.uids
        places = {problem.place for problem in parsed.problems}
        return replace(
            self._said(answer),
            entries=entries,
            problems=parsed.problems,
            mended=tuple(place for place in _PLACES if place not in places),
            state=remember(Memory(print_of, uids, _newest_shared(parsed.shared, memory.shared))),
            etag=answer.headers.get("etag", ""),
            modified=answer.headers.get("last-modified", ""),
            title=parsed.title,
            format=parsed.format,
            done=len(entries),
            total=len(entries),
            wishes=parsed.wishes,
            stated_before=frozenset(memory.uids) if is_current(state) else None,
            read_until=_read_until(feed, state, print_of),
        )

    def _said(self, answer: Answer) -> Batch:
        """What an answer says without its body."""
        return Batch(
            address=_canonical(answer.moved),
            fresh_for=fresh_for(answer.headers, self._now()),
            status=answer.status,
            size=len(answer.body),
        )

    async def parse(self, answer: Answer, shared: Set[str] = frozenset()) -> ParsedFeed:
        """The feed in an answer; raise ``Unreadable``."""
        if len(answer.body) > _LARGE and not self._will_give_back:
            self._will_give_back = True
            asyncio.get_running_loop().call_later(_AFTER, self._give_back)
        try:
            return await self._offload.run(
                parsing.parse_feed,
                answer.body,
                answer.content_type,
                answer.address,
                self._now(),
                shared,
                timeout=_SECONDS,
                quick=_QUICK,
                memory=parsing.MEMORY,
            )
        except (TimeoutError, WorkerLost):
            raise Unreadable("too_complex") from None

    def _give_back(self) -> None:
        self._will_give_back = False
        give_back()


def _cut(batch: Batch, state: str) -> Batch:
    """A batch of what came whole of a document that broke off: no success that the next fetch may rest on.

    No validators, lest the server say that nothing has changed since; no fingerprint; no word on how long the
    answer is fresh. Entries that did not come keep their identities, and what an earlier way of reading left
    waits for the whole document.
    """
    before, now = recall(state), recall(batch.state or "")
    uids = tuple(dict.fromkeys([*now.uids, *before.uids]))
    memory = remember(Memory(f"{_READING}:", uids, now.shared)) if not state or is_current(state) else None
    return replace(batch, state=memory, etag="", modified="", fresh_for=0.0, wishes=None)


def _canonical(moved: str) -> str:
    """Where redirects for good led, as addresses are stored; "" for nowhere that a feed could be."""
    try:
        where = addresses.parse(moved)
    except (BadInput, SourceError):
        return ""
    return where.canonical if where.kind is FeedKind.WEB else ""


def fingerprint(body: bytes) -> str:
    """What tells two bodies apart, and two ways of reading them."""
    return f"{_READING}:{sha256(body).hexdigest()[:32]}"


def is_current(state: str) -> bool:
    """Whether a state is of this way of reading; decoding one of a long feed takes longer than an answer."""
    return state.startswith(f'["{_READING}:')


def recall(state: str) -> Memory:
    """The memory in a state; an empty one when there is none, or it is of another way of reading."""
    if not is_current(state):
        return Memory()
    body, uids, shared = json.loads(state)
    return Memory(body, tuple(uids), tuple(shared))


def remember(memory: Memory) -> str:
    """A memory as state."""
    return json.dumps([memory.body, memory.uids, memory.shared], ensure_ascii=False, separators=(",", ":"))


def _newest_shared(found: Set[str], before: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*sorted(found - set(before)), *before]))[:_MOST_SHARED]


def _read_until(feed: Feed, state: str, print_of: str) -> datetime | None:
    """What was published until then was read in another way before: all, where the body is the same."""
    if not state or is_current(state):
        return None
    body = state.removeprefix('["').partition('"')[0].partition(":")[2]
    return EVER if body == print_of.partition(":")[2] else feed.last_success
