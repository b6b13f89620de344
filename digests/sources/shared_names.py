"""Guids, links and contents that several entries share: they name none of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from hashlib import sha256

from digests.sources.links import canonical_link
from digests.sources.stated import Stated

_MOST_VERSIONS = 2  # of one entry in one document


def shared_names(stated: Sequence[Stated], before: Set[str] = frozenset()) -> frozenset[str]:
    """Guids, links and contents that do not tell entries apart: in this document, or ``before`` it."""
    guids = before | {guid for guid, group in _grouped(stated, _guid_of) if _is_shared_guid(guid, group)}
    named = [one for one in stated if not one.guid or one.guid in guids]
    links = {link for link, group in _grouped(named, _link_of) if len(set(map(content_key, group))) > 1}
    bare = [one for one in named if not one.link or one.link in links | before]
    keys = {key for key, group in _grouped(bare, content_key) if len({one.published for one in group}) > 1}
    return frozenset(guids | links | keys)


def content_key(one: Stated) -> str:
    """What is the same in two statements of one content."""
    return sha256(f"{one.title}\n{one.text}".encode()).hexdigest()[:40]


def _grouped(
    stated: Iterable[Stated], name: Callable[[Stated], str]
) -> Iterable[tuple[str, Sequence[Stated]]]:
    groups: dict[str, list[Stated]] = {}
    for one in stated:
        groups.setdefault(name(one), []).append(one)
    return [(key, group) for key, group in groups.items() if key and len(group) > 1]


def _guid_of(one: Stated) -> str:
    return one.guid


def _link_of(one: Stated) -> str:
    return one.link


def _is_shared_guid(guid: str, group: Sequence[Stated]) -> bool:
    """Whether entries with one guid are several.

    An entry that was changed may stand there in both versions, with one link. A guid that is no more than
    that link tells no versions from entries, and three are no versions.
    """
    if len({one.link or content_key(one) for one in group}) > 1:
        return True
    contents = {content_key(one) for one in group}
    several = len({(content_key(one), one.published) for one in group}) > _MOST_VERSIONS
    return several or (len(contents) > 1 and canonical_link(guid) == group[0].link)
