"""What the names of post files say: which are posts, what identifies them, how old they are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TypeVar

V = TypeVar("V")

_SUFFIXES = (".md", ".markdown")
_CODE = re.compile(r"(?<![0-9A-Za-z])(?:NW)?\d{15,}(?!\d)")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def is_post(path: str) -> bool:
    """Whether a path below the posts' folder names a post: Markdown, and nothing hidden on the way."""
    *folders, name = path.split("/")
    if not name.lower().endswith(_SUFFIXES) or name.startswith((".", "_")):
        return False
    return not any(folder.startswith((".", "_")) or folder == "node_modules" for folder in folders)


def info_code(path: str) -> str:
    """The number that one news site gives a post in its file name; empty when there is none."""
    found = _CODE.search(path.rpartition("/")[2])
    return found.group() if found else ""


def is_finews(paths: Sequence[str]) -> bool:
    """Whether posts with these paths are of that news site: most names hold its numbers."""
    return bool(paths) and 2 * sum(1 for path in paths if info_code(path)) >= len(paths)


def identity(path: str) -> str:
    """What stays the same when a post is rewritten or moved: the number in its name, else the path."""
    return info_code(path) or path


def day(path: str) -> str:
    """The date in a post's name as eight digits, else those that its number begins with; may be empty."""
    if found := _DATE.match(path.rpartition("/")[2]):
        return "{}{:0>2}{:0>2}".format(*found.groups())
    return info_code(path).removeprefix("NW")[:8]


def newest_first(paths: Iterable[str]) -> list[str]:
    """Paths by the date in their names, then by name."""
    return sorted(paths, key=lambda path: (day(path), path), reverse=True)


def one_each(files: Mapping[str, V]) -> dict[str, V]:
    """The newest path of each identity, newest first: one post may lie under two dates."""
    kept: dict[str, str] = {}
    for path in newest_first(files):
        kept.setdefault(identity(path), path)
    return {path: files[path] for path in kept.values()}


def changed(before: Mapping[str, V], now: Mapping[str, V]) -> list[str]:
    """Paths of ``now`` that are new or whose version differs, in their order."""
    return [path for path, version in now.items() if before.get(path) != version]


def dropped(before: Iterable[str], now: Container[str]) -> tuple[str, ...]:
    """Paths that were there before and are no more: whatever was wrong with them is over."""
    return tuple(path for path in before if path not in now)


def gone(before: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
    """Identities of the paths that were there before and that no path has any more."""
    there = {identity(path) for path in now}
    return tuple(sorted({identity(path) for path in before} - there))
