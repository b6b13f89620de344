"""Jekyll posts in a git repository: only the list of files and the posts that changed are fetched."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from digests.errors import Unreadable
from digests.model import Batch, Feed
from digests.sources import address
from digests.sources.git import objects
from digests.sources.git.command import Git
from digests.sources.git.server import open_server
from digests.sources.jekyll import file_names
from digests.sources.jekyll.allowed_folders import ANYWHERE, Folders
from digests.sources.jekyll.post_files import FORMAT, FUTURE, LARGEST, Chunk, PostParser, portions, too_large
from digests.sources.jekyll.site import CONFIGS, Site
from digests.sources.web.http import Client

_READING = 2  # raise it when posts are to be read again because they are read better
_BEFORE_HTML = 1  # that reading passed over posts in HTML; all others stay as they were read
_FETCHED_AT_ONCE = 1000  # posts


@dataclass(frozen=True, slots=True)
class Memory:
    """What one reading leaves for the next: the commit, and path to object of the posts that it read.

    ``before_html``: it is of a reading that passed over posts in HTML.
    """

    commit: str = ""
    files: dict[str, str] = field(default_factory=dict)
    before_html: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The posts of a commit: path below the posts' folder to object; and what its site states."""

    files: dict[str, str]
    site: Site


class GitSource:
    """Follows the posts of a repository. Mirrors below ``folder`` are caches: losing one costs a fetch."""

    def __init__(
        self,
        folder: Path,
        posts: PostParser,
        client: Client,
        folders: Folders = ANYWHERE,
        *,
        most: int = 20_000,
    ) -> None:
        self._folder = folder
        self._posts = posts
        self._client = client
        self._folders = folders
        self._most = most
        self._locks: dict[Path, asyncio.Lock] = {}

    async def read(self, feed: Feed, state: str) -> AsyncGenerator[Batch, None]:
        """Yield changed posts among the newest ``most``, newest first; none when the branch has not moved."""
        where = address.repository(feed.address)
        mirror = self._folder / sha256(where.url.encode()).hexdigest()[:20]
        async with self._locks.setdefault(mirror, asyncio.Lock()):
            server = await open_server(where.url, self._client, self._folders, feed.access)
            remote = Git(mirror, server.protocol, {"remote.origin.url": server.url, **server.config})
            memory = recall(state)
            # What was there to be read before is not told as news only because it is read now.
            until = feed.last_success if memory.before_html else None
            async for batch in self._read(where, remote, memory):
                yield replace(batch, read_until=until)

    async def _read(
        self, where: address.Repository, remote: Git, memory: Memory
    ) -> AsyncGenerator[Batch, None]:
        await objects.prepare(remote.directory)
        commit = await objects.head_of(remote, where.branch)
        if commit == memory.commit:
            yield Batch()
            return
        listing = await self._list(remote, commit, where.folder)
        if not listing.files and not memory.files:
            raise Unreadable("no_posts", folder=where.folder or "/")
        now = dict(list(listing.files.items())[: self._most])
        wanted = file_names.changed(memory.files, now)
        title = listing.site.title or where.url.rpartition("/")[2].removesuffix(".git")
        shared = Batch(title=title, format=f"{FORMAT}, git", total=len(wanted))
        yield shared
        chunks = _chunks(remote, {path: now[path] for path in wanted}, file_names.is_finews(list(now)))
        later: set[str] = set()
        async for batch in self._posts.of_site(listing.site).batches(chunks, shared):
            later |= {problem.place for problem in batch.problems if problem.code == FUTURE}
            yield batch
        read = {path: each for path, each in now.items() if path not in later}
        problems = listing.site.problems
        yield replace(
            shared,
            gone=file_names.gone(memory.files, listing.files),
            problems=problems,
            mended=(*file_names.dropped(memory.files, listing.files), *(CONFIGS[:1] if not problems else ())),
            done=len(wanted),
            state=remember(Memory("" if later else commit, read)),  # later ones want another look at it
        )

    async def _list(self, remote: Git, commit: str, folder: str) -> Listing:
        await objects.fetch(remote, [commit], "--depth=1")
        local = Git(remote.directory)
        files = await list_posts(local, commit, folder)
        places = dict.fromkeys([folder, folder.rpartition("/")[0], ""])  # also above a folder _posts
        paths = [f"{place}/{name}".lstrip("/") for place in places for name in CONFIGS]
        configs = await objects.files_of(local, commit, *paths)
        nearest = [path for path in paths if path in configs][:1]
        chunks = _chunks(remote, {path: configs[path] for path in nearest}, False)
        settings = [data async for chunk in chunks for _, data in chunk.files]
        return Listing(
            file_names.one_each(files), await self._posts.site(settings[0]) if settings else Site()
        )


async def list_posts(local: Git, commit: str, folder: str) -> dict[str, str]:
    """The posts of a commit below ``folder``, else below ``_posts`` where there is one, else anywhere.

    Path below that folder to object.
    """
    for root in [folder] if folder else ["_posts", ""]:
        prefix = f"{root}/" if root else ""
        found = await objects.files_of(local, commit, *([prefix] if prefix else []), recursive=True)
        below = {path.removeprefix(prefix): each for path, each in found.items()}
        if files := {path: each for path, each in below.items() if file_names.is_post(path)}:
            return files
    return {}


async def _chunks(remote: Git, posts: Mapping[str, str], is_finews: bool) -> AsyncIterator[Chunk]:
    """Posts (path to object) in chunks; their objects are fetched many at a time."""
    paths = list(posts)
    for first in range(0, len(paths), _FETCHED_AT_ONCE):
        block = paths[first : first + _FETCHED_AT_ONCE]
        await objects.fetch_missing(remote, [posts[path] for path in block])
        sizes = await objects.sizes(remote.directory, [posts[path] for path in block])
        for portion in portions(block, lambda path: sizes[posts[path]]):  # noqa: B023 - used up at once
            yield await _read_posts(remote.directory, portion, posts, sizes, is_finews)


async def _read_posts(
    mirror: Path, paths: Sequence[str], posts: Mapping[str, str], sizes: Mapping[str, int], is_finews: bool
) -> Chunk:
    large = [path for path in paths if sizes[posts[path]] > LARGEST]
    small = [path for path in paths if sizes[posts[path]] <= LARGEST]
    contents = await objects.contents(mirror, [posts[path] for path in small])
    return Chunk(list(zip(small, contents, strict=True)), [too_large(path) for path in large], is_finews)


def recall(state: str) -> Memory:
    """The memory in a state; an empty one when there is none, or it is of another way of reading."""
    try:
        reading, commit, files = json.loads(state)
    except (ValueError, TypeError):
        return Memory()
    if reading == _BEFORE_HTML:
        return Memory("", files, before_html=True)  # no commit: the branch is looked at once more
    return Memory(commit, files) if reading == _READING else Memory()


def remember(memory: Memory) -> str:
    """A memory as state; object names are told apart by far less than they have."""
    return json.dumps([_READING, memory.commit, memory.files], ensure_ascii=False, separators=(",", ":"))
