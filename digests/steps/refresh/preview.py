"""Look: what an address holds, and what a fetch of it would do. Nothing is stored."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from digests.decisions import intake, polling
from digests.errors import DigestbotError
from digests.model import NO_ACCESS, Access, Batch, Entry, Feed, FeedState, Post, StoredTag
from digests.ports import Summaries
from digests.sources.address import parse, without_login
from digests.sources.probe import Probe
from digests.steps.full_posts import unrepeated
from digests.steps.refresh.batch_rows import categories_of
from digests.steps.refresh.identify import Identify
from digests.steps.refresh.refresh import MOST_FRESH
from digests.steps.refresh.store_batch import Detect, StoreBatch
from digests.store import Store
from digests.store.feeds import access as logins
from digests.store.feeds import feeds

SHOWN = 3  # the newest posts, with their key points
_LANGUAGE_OF = 10


class Sources(Protocol):
    """Reads an address as somebody typed it."""

    async def probe(self, address: str, access: Access = NO_ACCESS) -> Probe:
        """One look; raises ``SourceError`` or ``BadInput``."""
        ...


@dataclass(frozen=True, slots=True)
class Preview:
    """One look at an address.

    ``posts`` are its newest as they would be stored, with key points. ``there`` is the feed that has this
    address already. Of its entries ``fresh`` would count as new, ``held`` be stored as read, ``changed`` be
    updated; ``same`` are known. The page of several feeds has only ``probe.candidates``, a list of feeds only
    ``probe.outlines``.
    """

    probe: Probe
    posts: tuple[Post, ...] = ()
    lang: str = ""
    there: Feed | None = None
    fresh: int = 0
    held: int = 0
    changed: int = 0
    same: int = 0


class Previews:
    """Looks at addresses. ``backlog`` and ``most_fresh`` are those of ``Refresh``."""

    def __init__(
        self,
        store: Store,
        sources: Sources,
        summaries: Summaries,
        detect: Detect,
        *,
        backlog: int,
        most_fresh: int = MOST_FRESH,
    ) -> None:
        self._store = store
        self._sources = sources
        self._summaries = summaries
        self._detect = detect
        self._backlog = backlog
        self._most_fresh = most_fresh
        self._identify = Identify(store)
        self._keep = StoreBatch(store, detect)

    async def at(self, address: str, now: datetime) -> Preview:
        """Read an address; raise ``SourceError`` or ``BadInput``."""
        look = await self._brief(address, now)
        return replace(look, posts=await self._condensed(look.posts))

    async def each(self, addresses: Sequence[str], now: datetime) -> list[Preview | DigestbotError]:
        """Read several side by side, without key points; the failure of one stands in its place."""
        found = await asyncio.gather(*(self._brief(one, now) for one in addresses), return_exceptions=True)
        return [_expected(one) for one in found]

    async def _brief(self, address: str, now: datetime) -> Preview:
        there = await self._known(address)
        probe = await self._sources.probe(address, await self._access(there))
        if probe.candidates or probe.outlines:
            return Preview(probe)
        there = there or await self._known(probe.address)
        feed = there or Feed(0, without_login(probe.address)[0], probe.kind, probe.title)
        batch = Batch(entries=probe.entries)
        names = await self._identify.names(feed, batch, now)
        left = polling.fresh_of(feed, self._backlog, self._most_fresh, now)
        plan = await self._keep.plan(feed, batch, now, left, names)
        fresh = sum(1 for draft in plan.intake.new if draft.fresh)
        # The first batch of a large folder is all that was read of it; the older rest is stored as read.
        unread = 0 if there else probe.total - len(probe.entries)
        return Preview(
            probe,
            posts=await asyncio.to_thread(self._posts, feed, probe, now),
            lang=await asyncio.to_thread(self._language, probe.entries),
            there=there if there and there.state is not FeedState.REMOVED else None,
            fresh=fresh,
            held=len(plan.intake.new) - fresh + unread,
            changed=len(plan.intake.changed),
            same=plan.intake.same,
        )

    async def _known(self, address: str) -> Feed | None:
        """The feed at this address, also a removed one: its posts are known."""
        clean = without_login(parse(address).canonical)[0]
        return await self._store.reading(lambda tx: feeds.by_address(tx, clean))

    async def _access(self, there: Feed | None) -> Access:
        """What a feed that is known is fetched with."""
        if there is None:
            return NO_ACCESS
        return await self._store.reading(lambda tx: logins.of_one(tx, there.id))

    def _posts(self, feed: Feed, probe: Probe, now: datetime) -> tuple[Post, ...]:
        """The newest as they would be stored."""
        newest = intake.unique(probe.entries[:SHOWN])
        return tuple(
            Post(
                id=0,
                feed_id=feed.id,
                uid=each.uid,
                title=each.title,
                text=each.text,
                published=intake.published(each, now),
                version="",
                story=0,
                link=each.link,
                source=each.source or feed.title or probe.title,
                digest=each.digest,
                lang=self._language([each]),
                categories=categories_of(feed, each.categories),
                tags=tuple(StoredTag(0, tag.name, tag.ticker) for tag in each.tags),
            )
            for each in newest
        )

    def _language(self, entries: Sequence[Entry]) -> str:
        """The language that most of the newest are in, "" where none can be told."""
        told = Counter(
            (each.traits or intake.traits_of(each, self._detect)).lang for each in entries[:_LANGUAGE_OF]
        )
        return next((lang for lang, _ in told.most_common() if lang), "")

    async def _condensed(self, posts: tuple[Post, ...]) -> tuple[Post, ...]:
        if not posts:
            return ()
        points = await self._summaries.condense([(post.title, post.text, post.lang) for post in posts])
        return tuple(
            replace(post, points=unrepeated(made, post.digest))
            for post, made in zip(posts, points, strict=True)
        )


def _expected(found: Preview | BaseException) -> Preview | DigestbotError:
    """Only failures that have a sentence may stand in the place of a look."""
    if isinstance(found, (Preview, DigestbotError)):
        return found
    raise found
