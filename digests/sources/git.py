"""Jekyll posts in a git repository: only the list of files and the posts that changed are fetched."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from digests.errors import Unreachable, Unreadable
from digests.model import Batch, Feed
from digests.sources import address, names
from digests.sources.folders import ANYWHERE, Folders
from digests.sources.git_command import Git
from digests.sources.git_server import open_server
from digests.sources.http import Client
from digests.sources.posts import FORMAT, LARGEST, Chunk, PostParser, portions, too_large

_READING = 1  # raise it when posts are to be read again because they are read better
_FETCHED_AT_ONCE = 1000  # posts
_FETCH_SECONDS = 600.0
_MOST_PACKS = 60  # each fetch adds one or two; what was read is not needed again, so a new start is cheap
_FILES = ("100644", "100755")  # not links (120000) and not submodules (160000)


@dataclass(frozen=True, slots=True)
class Memory:
    """What one reading leaves for the next: the commit, and path to object of the posts that it read."""

    commit: str = ""
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """The posts of a commit: path below the posts' folder to object; and the site's own title."""

    files: dict[str, str]
    title: str


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
            async for batch in self._read(where, remote, recall(state)):
                yield batch

    async def _read(
        self, where: address.Repository, remote: Git, memory: Memory
    ) -> AsyncGenerator[Batch, None]:
        await _prepare(remote.directory)
        commit = await head_of(remote, where.branch)
        if commit == memory.commit:
            yield Batch()
            return
        listing = await self._list(remote, commit, where.folder)
        if not listing.files and not memory.files:
            raise Unreadable("no_posts", folder=where.folder or "/")
        now = dict(list(listing.files.items())[: self._most])
        wanted = names.changed(memory.files, now)
        title = listing.title or where.url.rpartition("/")[2].removesuffix(".git")
        shared = Batch(title=title, format=f"{FORMAT}, git", total=len(wanted))
        yield shared
        chunks = _chunks(remote, {path: now[path] for path in wanted}, names.is_finews(list(now)))
        async for batch in self._posts.batches(chunks, shared):
            yield batch
        gone = names.gone(memory.files, listing.files)
        yield replace(shared, gone=gone, done=len(wanted), state=remember(Memory(commit, now)))

    async def _list(self, remote: Git, commit: str, folder: str) -> Listing:
        await _fetch(remote, [commit], "--depth=1")
        local = Git(remote.directory)
        files = await list_posts(local, commit, folder)
        configs = await _objects(local, commit, "_config.yml", "_config.yaml")
        chunks = _chunks(remote, dict(list(configs.items())[:1]), False)
        settings = [data async for chunk in chunks for _, data in chunk.files]
        return Listing(names.one_each(files), await self._posts.title(settings[0]) if settings else "")


async def head_of(remote: Git, branch: str) -> str:
    """The commit of a branch, or of the one that the repository calls its own."""
    ref = f"refs/heads/{branch}" if branch else "HEAD"
    out = await remote.run("ls-remote", "origin", ref)
    found = [line.split("\t") for line in out.decode("utf-8", "replace").splitlines()]
    commit = next((commit for commit, name in found if name == ref), "")
    if not commit:
        raise Unreachable("no_such_branch", branch=branch or "HEAD")
    return commit


async def list_posts(local: Git, commit: str, folder: str) -> dict[str, str]:
    """The posts of a commit below ``folder``, else below ``_posts`` where there is one, else anywhere.

    Path below that folder to object.
    """
    for root in [folder] if folder else ["_posts", ""]:
        prefix = f"{root}/" if root else ""
        found = await _objects(local, commit, *([prefix] if prefix else []), recursive=True)
        below = {path.removeprefix(prefix): each for path, each in found.items()}
        if files := {path: each for path, each in below.items() if names.is_post(path)}:
            return files
    return {}


async def _objects(local: Git, commit: str, *paths: str, recursive: bool = False) -> dict[str, str]:
    """Path to object of ordinary files in a commit."""
    options = ["-r"] if recursive else []
    out = await local.run("ls-tree", "-z", "--full-tree", *options, commit, "--", *paths)
    found: dict[str, str] = {}
    for line in out.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        if head.startswith(_FILES):
            found[path.encode("utf-8", "replace").decode()] = head.split()[2]
    return found


async def _chunks(remote: Git, posts: Mapping[str, str], is_finews: bool) -> AsyncIterator[Chunk]:
    """Posts (path to object) in chunks; their objects are fetched many at a time."""
    paths = list(posts)
    for first in range(0, len(paths), _FETCHED_AT_ONCE):
        block = paths[first : first + _FETCHED_AT_ONCE]
        await _fetch_missing(remote, [posts[path] for path in block])
        sizes = await _sizes(remote.directory, [posts[path] for path in block])
        for portion in portions(block, lambda path: sizes[posts[path]]):  # noqa: B023 - used up at once
            yield await _read_posts(remote.directory, portion, posts, sizes, is_finews)


async def _read_posts(
    mirror: Path, paths: Sequence[str], posts: Mapping[str, str], sizes: Mapping[str, int], is_finews: bool
) -> Chunk:
    large = [path for path in paths if sizes[posts[path]] > LARGEST]
    small = [path for path in paths if sizes[posts[path]] <= LARGEST]
    contents = await _contents(mirror, [posts[path] for path in small])
    return Chunk(list(zip(small, contents, strict=True)), [too_large(path) for path in large], is_finews)


async def _fetch_missing(remote: Git, objects: Iterable[str]) -> None:
    # Asking git for one object that is not here makes it fetch that one: look at the list of all instead.
    out = await Git(remote.directory).run(
        "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"
    )
    if missing := sorted(set(objects).difference(out.decode().split())):
        await _fetch(remote, missing)


async def _fetch(remote: Git, wanted: Sequence[str], *options: str) -> None:
    await remote.run(
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--filter=blob:none",
        *options,
        "--stdin",
        "origin",
        given=_lines(wanted),
        seconds=_FETCH_SECONDS,
    )


async def _sizes(mirror: Path, objects: Sequence[str]) -> dict[str, int]:
    """How many bytes objects have that are here."""
    out = await Git(mirror).run(
        "cat-file", "--batch-check=%(objectname) %(objectsize)", given=_lines(objects)
    )
    told = dict(line.split(" ", 1) for line in out.decode().splitlines())
    return {each: int(told[each]) for each in objects}


async def _contents(mirror: Path, objects: Sequence[str]) -> list[bytes]:
    """The bytes of objects that are here."""
    out = await Git(mirror).run("cat-file", "--batch", given=_lines(objects))
    contents: list[bytes] = []
    at = 0
    for _ in objects:
        end = out.index(b"\n", at)
        size = int(out[at:end].rpartition(b" ")[2])
        contents.append(out[end + 1 : end + 1 + size])
        at = end + size + 2
    return contents


def _lines(objects: Sequence[str]) -> bytes:
    return "".join(f"{each}\n" for each in objects).encode()


async def _prepare(mirror: Path) -> None:
    """A repository to fetch into: the one that is there, unless it is broken or has grown out of bounds."""
    if not await asyncio.to_thread(_tidy, mirror):
        await Git(mirror).run("init", "--quiet", "--bare", ".")


def _tidy(mirror: Path) -> bool:
    """Whether a mirror can be used, without what a killed git left in it; else an empty folder is there."""
    packs = len(list(mirror.glob("objects/pack/*.pack")))
    if packs > _MOST_PACKS or not (mirror / "HEAD").is_file():
        shutil.rmtree(mirror, ignore_errors=True)
        mirror.mkdir(parents=True)
        return False
    for pattern in ("*.lock", "refs/**/*.lock", "objects/pack/tmp_*"):
        for left in mirror.glob(pattern):
            left.unlink(missing_ok=True)
    return True


def recall(state: str) -> Memory:
    """The memory in a state; an empty one when there is none, or it is of another way of reading."""
    try:
        reading, commit, files = json.loads(state)
    except (ValueError, TypeError):
        return Memory()
    return Memory(commit, files) if reading == _READING else Memory()


def remember(memory: Memory) -> str:
    """A memory as state; object names are told apart by far less than they have."""
    return json.dumps([_READING, memory.commit, memory.files], ensure_ascii=False, separators=(",", ":"))
