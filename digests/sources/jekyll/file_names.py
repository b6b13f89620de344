"""What the names of post files say: which are posts, what identifies them, how old they are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TypeVar

V = TypeVar("V")

_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown")  # as Jekyll takes them
_HTML = (".html", ".htm", ".xhtml")
_OTHERS = (
    ".textile",
    ".adoc",
    ".asciidoc",
    ".asc",
    ".org",
    ".rst",
    ".txt",
    ".rdoc",
    ".wiki",
    ".creole",
    ".haml",
)
_CODE = re.compile(r"(?<![0-9A-Za-z])(?:NW)?\d{15,}(?!\d)")
_DATE = re.compile(r"(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})(?!\d)")
_PIVOT = 69  # of years with two digits, as Ruby and POSIX have it: 69 is 1969


def is_post(path: str) -> bool:
    """Whether a path below the posts' folder names a post, and nothing hidden is on the way.

    Markdown of any name; what is written otherwise has to begin with a date, as Jekyll wants it of posts: a
    site has pages in HTML, too.
    """
    *folders, name = path.split("/")
    dated = (*_HTML, *_OTHERS) if _DATE.match(name) else ()
    if not name.lower().endswith((*_MARKDOWN, *dated)) or name.startswith((".", "_")):
        return False
    return not any(folder.startswith((".", "_")) or folder == "node_modules" for folder in folders)


def is_html(path: str) -> bool:
    """Whether a post is written in HTML."""
    return path.lower().endswith(_HTML)


def is_readable(path: str) -> bool:
    """Whether a post is written in something that is read here; plugins turn Textile and others into HTML."""
    return path.lower().endswith((*_MARKDOWN, *_HTML))


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
        year, month, day_of_month = found.groups()
        century = "" if len(year) == 4 else "19" if int(year) >= _PIVOT else "20"
        return f"{century}{year}{month:0>2}{day_of_month:0>2}"
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
