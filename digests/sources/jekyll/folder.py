"""Jekyll posts in a folder of this machine."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from digests.errors import AddressRefused, Unreachable, Unreadable
from digests.model import Batch, Feed, Problem
from digests.sources.jekyll import file_names
from digests.sources.jekyll.allowed_folders import ANYWHERE, Folders
from digests.sources.jekyll.post_files import (
    FORMAT,
    FUTURE,
    LARGEST,
    Chunk,
    File,
    PostParser,
    portions,
    too_large,
)
from digests.sources.jekyll.site import CONFIGS, Site

_UNREADABLE = "file_unreadable"
_TRIED_AGAIN = (_UNREADABLE, FUTURE)
_READING = 2  # raise it when posts are to be read again because they are read better
_BEFORE_HTML = 1  # that reading passed over posts in HTML; all others stay as they were read

# That this many posts were deleted at once is believed; more gone at once looks like an unmounted disk.
_BELIEVED = 10

Versions = dict[str, list[int]]
_UNREAD = [-1, -1]  # no file has this version: the next reading tries again


class FolderSource:
    """Follows the posts of a site's root or of its ``_posts``: new, changed and deleted files."""

    def __init__(self, posts: PostParser, folders: Folders = ANYWHERE) -> None:
        self._posts = posts
        self._folders = folders

    async def read(self, feed: Feed, state: str) -> AsyncGenerator[Batch, None]:
        """Yield changed posts, newest first; what could not be read is a problem and is tried again."""
        root = feed.address
        await asyncio.to_thread(self._folders.check, root)
        posts_root, files = await asyncio.to_thread(scan, root)
        before, now = _versions(state), file_names.one_each(files)
        if not now and (not before or len(before) > _BELIEVED):
            raise Unreadable("no_posts", folder=root)
        wanted = file_names.changed(before, now)
        site = await self._site(root)
        # What was there to be read before is not told as news only because it is read now.
        until = feed.last_success if _reading(state) == _BEFORE_HTML else None
        shared = Batch(title=site.title or _name_of(root), format=FORMAT, total=len(wanted), read_until=until)
        chunks = _chunks(
            posts_root, portions(wanted, lambda path: now[path][1]), file_names.is_finews(list(now))
        )
        async for batch in self._posts.of_site(site).batches(chunks, shared):
            now |= {problem.place: _UNREAD for problem in batch.problems if problem.code in _TRIED_AGAIN}
            yield batch
        yield replace(
            shared,
            gone=file_names.gone(before, now),
            problems=site.problems,
            mended=(*file_names.dropped(before, now), *(CONFIGS[:1] if not site.problems else ())),
            done=len(wanted),
            state=_state(now),
        )

    async def _site(self, root: str) -> Site:
        """What the configuration beside the posts or above their ``_posts`` states."""
        for place in [root, *self._above(root)]:
            read, _ = await asyncio.to_thread(read_files, place, CONFIGS)
            if read:
                return await self._posts.site(read[0][1])
        return Site()

    def _above(self, root: str) -> list[str]:
        above = Path(root).parent
        if Path(root).name != "_posts":
            return []
        try:
            self._folders.check(str(above))
        except AddressRefused:
            return []
        return [str(above)]


def _name_of(root: str) -> str:
    path = Path(root)
    return path.parent.name if path.name == "_posts" else path.name


def scan(root: str) -> tuple[str, Versions]:
    """The posts' folder of a site and its posts: relative path to [modified ns, size].

    Links are not followed: what they show may lie anywhere on this machine. Raises ``Unreachable``.
    """
    try:
        inner = os.path.join(root, "_posts")
        posts_root = inner if os.path.isdir(inner) and not os.path.islink(inner) else root
        return posts_root, dict(_walk(posts_root, ""))
    except FileNotFoundError:
        raise Unreachable("no_such_folder", folder=root) from None
    except NotADirectoryError:
        raise Unreachable("not_a_folder", folder=root) from None
    except OSError as error:
        raise Unreachable("folder_unreadable", folder=root, reason=error.strerror) from None


def _walk(root: str, below: str) -> Iterator[tuple[str, list[int]]]:
    with os.scandir(os.path.join(root, below)) as found:
        for one in found:
            path = f"{below}/{one.name}" if below else one.name
            if one.is_dir(follow_symlinks=False):
                if file_names.is_post(f"{path}/x.md"):
                    yield from _walk(root, path)
            elif one.is_file(follow_symlinks=False) and file_names.is_post(path):
                status = one.stat(follow_symlinks=False)
                yield path, [status.st_mtime_ns, status.st_size]


async def _chunks(root: str, portions: Iterable[list[str]], is_finews: bool) -> AsyncIterator[Chunk]:
    for paths in portions:
        files, problems = await asyncio.to_thread(read_files, root, paths)
        yield Chunk(files, problems, is_finews)


def read_files(root: str, paths: Sequence[str]) -> tuple[list[File], list[Problem]]:
    """The bytes of files; one that cannot be read or is too large is a problem."""
    files: list[File] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            with open(os.path.join(root, path), "rb", opener=_without_links) as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            problems.append(Problem(path, _UNREADABLE, {"reason": error.strerror or ""}))
            continue
        if len(data) > LARGEST:
            problems.append(too_large(path))
        else:
            files.append((path, data))
    return files, problems


def _without_links(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _versions(state: str) -> Versions:
    return dict(json.loads(state)["files"]) if _reading(state) in (_BEFORE_HTML, _READING) else {}


def _reading(state: str) -> int:
    """Which way of reading a state is of, 0 for none."""
    try:
        stored = json.loads(state)
    except ValueError:
        return 0
    return int(stored.get("reading", 0)) if isinstance(stored, dict) else 0


def _state(files: Versions) -> str:
    return json.dumps({"reading": _READING, "files": files}, ensure_ascii=False, separators=(",", ":"))
