"""From what a feed states to entries that keep their identity: rules that all formats share. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from digests.model import NO_WISHES, Entry, FetchHints, Problem, Tag
from digests.sources.shared_names import content_key, shared_names
from digests.sources.stated import Stated
from digests.sources.text import one_line, shorten, title_from

MOST = 500  # entries of one fetch that are kept: the newest
_LONGEST_UID = 300
_LONGEST_TAG = 60
_MOST_TAGS = 20
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's document: ``format`` for people, entries as they stand there, ``encoding`` as it was read.

    ``shared`` are guids and links that do not tell its entries apart.
    """

    title: str
    format: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    link: str = ""
    wishes: FetchHints = NO_WISHES
    encoding: str = ""
    shared: frozenset[str] = frozenset()


def feed_of(
    title: str,
    form: str,
    stated: Sequence[Stated],
    link: str = "",
    left_out: int = 0,
    shared: Set[str] = frozenset(),
) -> ParsedFeed:
    """A feed of what a document states: entries settled, the newest kept, and a word on the others.

    ``shared`` are guids and links that earlier documents of the feed gave to several entries.
    """
    said = [one for one in stated if one.title or one.text]
    shared = shared_names(said, shared)
    settled = settle(said, shared)
    entries = newest(settled)
    left_out += len(settled) - len(entries)
    problems = [Problem("", "entries_left_out", {"count": str(left_out)})] if left_out else []
    problems += [_empty(n, one) for n, one in enumerate(stated, 1) if not one.title and not one.text]
    return ParsedFeed(title, form, entries, tuple(problems), link, shared=shared)


def _empty(number: int, one: Stated) -> Problem:
    """An entry of which nothing can be shown, by its name or its place in the document."""
    return Problem(one.guid or f"#{number}", "empty_post")


def settle(stated: Sequence[Stated], shared: Set[str] = frozenset()) -> tuple[Entry, ...]:
    """Entries with one identity each: the guid, else the link, else the content, else that and the date.

    What several entries share says nothing, and the next of these counts; so it does for ``shared``, which
    was found to be so before. Of entries that agree in all of them the newest stays.
    """
    shared = shared_names(stated, shared)
    found: dict[str, Entry] = {}
    for one in stated:
        entry = _entry(one, shared)
        if entry.uid not in found or _age(entry) > _age(found[entry.uid]):
            found[entry.uid] = entry
    return tuple(found.values())


def newest(entries: Iterable[Entry], count: int = MOST) -> tuple[Entry, ...]:
    """The newest entries, newest first; those without a date keep their place in the document."""
    return tuple(sorted(entries, key=_age, reverse=True)[:count])


def tags_of(names: Iterable[str]) -> tuple[Tag, ...]:
    """Labels as tags: clean, each once; addresses and whole sentences are no labels."""
    found: dict[str, Tag] = {}
    for name in names:
        tag = Tag(one_line(name).lstrip("#").strip())
        if tag.key and len(tag.name) <= _LONGEST_TAG and "://" not in tag.name:
            found.setdefault(tag.key, tag)
    return tuple(found.values())[:_MOST_TAGS]


def _identity(one: Stated, shared: Set[str]) -> str:
    names = (one.guid, one.link)
    return next((name for name in names if name and name not in shared), "")


def _entry(one: Stated, shared: Set[str]) -> Entry:
    name = _identity(one, shared)
    return Entry(
        uid=_bounded(name) if name else _by_content(one, shared),
        title=shorten(one.title or title_from(one.text), 500),
        text=one.text,
        link=one.link,
        published=one.published,
        source=one.source,
        tags=tags_of(one.tags),
        nameless=not name,
    )


def _bounded(name: str) -> str:
    return name if len(name) <= _LONGEST_UID else sha256(name.encode()).hexdigest()[:40]


def _by_content(one: Stated, shared: Set[str]) -> str:
    """A notice that is worded alike every week is told from the last one by its date."""
    key = content_key(one)
    dated = f"{key} {one.published.isoformat()}" if one.published else key
    return dated if key in shared else key


def _age(entry: Entry) -> datetime:
    return entry.published or _OLDEST
