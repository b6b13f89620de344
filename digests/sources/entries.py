"""From what a feed states to entries that keep their identity: rules that all formats share. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256

from digests.model import NO_WISHES, Entry, FetchHints, Problem, Tag
from digests.sources.text import one_line, shorten, title_from

MOST = 500  # entries of one fetch that are kept: the newest
_LONGEST_UID = 300
_LONGEST_TAG = 60
_MOST_TAGS = 20
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed's document: ``format`` for people, entries as they stand there, ``encoding`` as it was read."""

    title: str
    format: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    link: str = ""
    wishes: FetchHints = NO_WISHES
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """One entry as a document states it, its texts already clean; ``guid`` may be empty or not unique."""

    guid: str
    link: str
    title: str
    text: str
    published: datetime | None = None
    source: str = ""
    tags: Sequence[str] = field(default_factory=tuple)


def feed_of(title: str, form: str, stated: Sequence[Stated], link: str = "", left_out: int = 0) -> ParsedFeed:
    """A feed of what a document states: entries settled, the newest kept, and a word on the others."""
    settled = settle([one for one in stated if one.title or one.text])
    entries = newest(settled)
    left_out += len(settled) - len(entries)
    problems = (Problem("", "entries_left_out", {"count": str(left_out)}),) if left_out else ()
    return ParsedFeed(title, form, entries, problems, link)


def settle(stated: Sequence[Stated]) -> tuple[Entry, ...]:
    """Entries with one identity each: the guid, else the link, else the content.

    A guid or link that entries of other content share says nothing, and the next of the three counts. Of
    entries that agree in all of them the newest stays.
    """
    guids = _ambiguous((one.guid, one.link or content_key(one)) for one in stated)
    links = _ambiguous((one.link, content_key(one)) for one in stated if not one.guid or one.guid in guids)
    found: dict[str, Entry] = {}
    for one in stated:
        uid = _identity(one, guids, links)
        entry = _entry(uid, one)
        if uid not in found or _age(entry) > _age(found[uid]):
            found[uid] = entry
    return tuple(found.values())


def newest(entries: Iterable[Entry], count: int = MOST) -> tuple[Entry, ...]:
    """The newest entries, newest first; those without a date keep their place in the document."""
    return tuple(sorted(entries, key=_age, reverse=True)[:count])


def keep_identities(entries: Sequence[Entry], known: Mapping[str, str]) -> tuple[Entry, ...]:
    """Entries whose guid changed at every fetch take back the one that their link had before.

    ``known`` maps links of the previous fetch to identities. Only an identity that the feed has given up is
    taken back, and only once: two entries may share a page.
    """
    stated = {entry.uid for entry in entries}
    kept: list[Entry] = []
    for entry in entries:
        old = known.get(entry.link, "")
        if old and old not in stated and entry.uid not in known.values():
            stated.add(old)
            entry = replace(entry, uid=old)
        kept.append(entry)
    return tuple(kept)


def content_key(one: Stated) -> str:
    """What is the same in two statements of one content."""
    return sha256(f"{one.title}\n{one.text}".encode()).hexdigest()[:40]


def tags_of(names: Iterable[str]) -> tuple[Tag, ...]:
    """Labels as tags: clean, each once; addresses and whole sentences are no labels."""
    found: dict[str, Tag] = {}
    for name in names:
        tag = Tag(one_line(name).lstrip("#").strip())
        if tag.key and len(tag.name) <= _LONGEST_TAG and "://" not in tag.name:
            found.setdefault(tag.key, tag)
    return tuple(found.values())[:_MOST_TAGS]


def _ambiguous(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The first parts that stand with more than one second part."""
    return {first for first, count in Counter(first for first, _ in set(pairs)).items() if count > 1}


def _identity(one: Stated, guids: set[str], links: set[str]) -> str:
    if one.guid and one.guid not in guids:
        uid = one.guid
    elif one.link and one.link not in links:
        uid = one.link
    else:
        uid = content_key(one)
    return uid if len(uid) <= _LONGEST_UID else sha256(uid.encode()).hexdigest()[:40]


def _entry(uid: str, one: Stated) -> Entry:
    return Entry(
        uid=uid,
        title=shorten(one.title or title_from(one.text), 500),
        text=one.text,
        link=one.link,
        published=one.published,
        source=one.source,
        tags=tags_of(one.tags),
    )


def _age(entry: Entry) -> datetime:
    return entry.published or _OLDEST
