"""Where entries come from: one source for each kind of feed, behind one door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from yarl import URL

from digests.decisions.intake import Detect
from digests.errors import BadInput, Unreadable
from digests.model import NO_ACCESS, Access, Batch, Entry, Feed, FeedKind, Problem
from digests.runtime.host_limits import Hosts
from digests.runtime.worker_pool import WorkerPool
from digests.sources import address as addresses
from digests.sources.entries import newest
from digests.sources.git.source import GitSource
from digests.sources.jekyll.allowed_folders import Folders
from digests.sources.jekyll.folder import FolderSource
from digests.sources.jekyll.post_files import PostParser
from digests.sources.probe import Fetched, Probe, are_teasers, per_week
from digests.sources.web.address_guard import Guard
from digests.sources.web.article import Pages
from digests.sources.web.discover import Discovery
from digests.sources.web.feed_lists import outlines_of
from digests.sources.web.http import Client
from digests.sources.web.logins import access_for
from digests.sources.web.responses import Answer
from digests.sources.web.source import WebSource

__all__ = ["Probe", "Sources"]

USER_AGENT = "digestbot/0.1"


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _no_language(text: str) -> str:
    return ""


class Sources:
    """Reads feeds of every kind.

    ``data_dir`` holds mirrors of repositories. ``allow_private`` are (host, port) pairs that may be reached
    although they are private, ``allow_folders`` the folders below which local feeds may lie (none: all).
    ``hosts`` paces the fetches that nobody waits for, ``proxy`` is what all go through. ``default_zone`` is
    for dates of posts that name none. ``git_posts`` is how many of the newest posts of a repository are read.
    ``detect`` tells the language of a post; it must pickle.
    """

    def __init__(
        self,
        data_dir: Path | str,
        offload: WorkerPool,
        *,
        allow_private: Iterable[tuple[str, int]] = (),
        allow_folders: Sequence[Path] = (),
        user_agent: str = USER_AGENT,
        hosts: Hosts | None = None,
        proxy: str = "",
        default_zone: str = "Asia/Shanghai",
        git_posts: int = 20_000,
        detect: Detect = _no_language,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        guard = Guard(allow_private)
        posts = PostParser(offload, ZoneInfo(default_zone).key, detect, now)
        self._folders = folders = Folders(allow_folders)
        self._client = Client(guard, user_agent, hosts=hosts, proxy=proxy)
        self._web = WebSource(self._client, offload, now)
        self.pages = Pages(self._client, offload)
        self._discovery = Discovery(self._client, offload, self._web)
        self._by_kind: dict[FeedKind, WebSource | FolderSource | GitSource] = {
            FeedKind.WEB: self._web,
            FeedKind.FOLDER: FolderSource(posts, folders),
            FeedKind.GIT: GitSource(Path(data_dir) / "git", posts, self._client, folders, most=git_posts),
        }

    def read(self, feed: Feed, state: str) -> AsyncGenerator[Batch, None]:
        """Yield what has changed since ``state``; see ``ports.Source``."""
        return self._by_kind[feed.kind].read(feed, state)

    async def probe(self, address: str, access: Access = NO_ACCESS) -> Probe:
        """Look at an address as somebody typed it; raise ``SourceError`` or ``BadInput``.

        The page of a site leads to its feed, or to candidates when it names several; a list of feeds to its
        outlines. ``access`` is what the feed at this address is asked with.
        """
        where = addresses.parse(address)
        if not addresses.is_path(address) and not await asyncio.to_thread(_may_be, where):
            raise BadInput("bad_address", text=addresses.shown(address))
        if where.kind is FeedKind.WEB:
            return await self._probe_web(where.canonical, access)
        feed = Feed(id=0, address=where.canonical, kind=where.kind, title="", access=access)
        return await _first_look(feed, self.read(feed, ""))

    def check(self, address: str) -> None:
        """Raise ``AddressRefused`` or ``BadInput`` for what would not be fetched, without asking anybody."""
        where = addresses.parse(address)
        place = addresses.repository(where.canonical).url if where.kind is FeedKind.GIT else where.canonical
        if place.startswith(("/", "file://")):
            self._folders.check(unquote(place.removeprefix("file://")))
        else:
            self._client.guard.check_unresolved(URL(addresses.without_login(place)[0]))

    async def close(self) -> None:
        """Close connections."""
        await self._client.close()

    async def _probe_web(self, address: str, access: Access, *, may_be_page: bool = True) -> Probe:
        answer = await self._client.get(address, access=access)
        try:
            parsed = await self._web.parse(answer)
        except Unreadable as error:
            error.address = answer.address if answer.address != address else ""
            if error.code != "not_a_feed":
                raise
            if listed := await asyncio.to_thread(
                outlines_of, answer.body, answer.content_type, answer.address
            ):
                return Probe(address, FeedKind.WEB, "OPML", outlines=listed, fetched=_fetched(answer, ""))
            if not may_be_page:
                raise
            found = await self._discovery.feeds_of(answer)
            if not found:
                raise
            if len(found) == 1:
                access = access_for(access, address, found[0])
                return await self._probe_web(found[0], access, may_be_page=False)
            return Probe(found[0], FeedKind.WEB, candidates=tuple(found))
        # A login that was typed with an address belongs to that address.
        has_login = addresses.without_login(address)[0] != address
        return _probe(
            address if has_login else answer.moved or address,
            FeedKind.WEB,
            parsed.entries,
            parsed.title,
            parsed.format,
            parsed.problems,
            fetched=_fetched(answer, parsed.encoding),
        )


def _may_be(where: addresses.Address) -> bool:
    """A word that was typed is a folder only where there is one: else somebody meant an address."""
    return where.kind is not FeedKind.FOLDER or Path(where.canonical).is_dir()


def _fetched(answer: Answer, encoding: str) -> Fetched:
    size, moved = len(answer.body), bool(answer.moved)
    return Fetched(answer.address, answer.status, answer.content_type, encoding, size, moved)


async def _first_look(feed: Feed, reading: AsyncGenerator[Batch, None]) -> Probe:
    """A probe of the first batch that holds entries; a large source need not be read whole for it."""
    problems: list[Problem] = []
    title = form = ""
    async with aclosing(reading):
        async for batch in reading:
            problems += batch.problems
            title, form = batch.title or title, batch.format or form
            if batch.entries or batch.state is not None:
                return _probe(
                    feed.address, feed.kind, batch.entries, title, form, tuple(problems), total=batch.total
                )
    raise Unreadable("no_posts", folder=feed.address)


def _probe(
    address: str,
    kind: FeedKind,
    entries: Iterable[Entry],
    title: str,
    form: str,
    problems: tuple[Problem, ...],
    total: int = 0,
    fetched: Fetched | None = None,
) -> Probe:
    listed = newest(entries)
    return Probe(
        address=addresses.parse(address).canonical,
        kind=kind,
        format=form,
        title=title,
        entries=listed,
        total=max(total, len(listed)),
        per_week=per_week(listed),
        problems=problems,
        teasers=kind is FeedKind.WEB and are_teasers(listed),  # what lies in a folder has no page to fetch
        fetched=fetched,
    )
