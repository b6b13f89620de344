"""What the sections of digests and alerts are called."""

from __future__ import annotations

from collections.abc import Callable, Collection

from digests.model import Feed, FollowKind
from digests.store.feeds import feeds
from digests.store.posts import categories, tags
from digests.store.search import standing
from digests.store.transaction import Tx

Section = tuple[FollowKind, int]


async def of_digest(tx: Tx, sections: Collection[Section]) -> dict[Section, str]:
    """By kind and id, as the sections of a digest are headed."""
    return await _titles(tx, sections, "“{}”", lambda one: one.title or one.address)


async def of_alert(tx: Tx, sections: Collection[Section]) -> dict[Section, str]:
    """The same of an alert: what asked for it."""
    return await _titles(tx, sections, "🔎 {}", lambda one: one.title)


async def _titles(
    tx: Tx, sections: Collection[Section], search: str, feed: Callable[[Feed], str]
) -> dict[Section, str]:
    found: dict[Section, str] = {}
    for kind in FollowKind:
        if ids := [target for k, target in sections if k is kind]:
            named = await _named(tx, kind, ids, search, feed)
            found |= {(kind, n): title for n, title in named.items()}
    return found


async def _named(
    tx: Tx, kind: FollowKind, ids: Collection[int], search: str, feed: Callable[[Feed], str]
) -> dict[int, str]:
    match kind:
        case FollowKind.CATEGORY:
            return {n: each.title for n, each in (await categories.titles(tx, ids)).items()}
        case FollowKind.TAG:
            return {n: f"#{each.name}" for n, each in (await tags.by_id(tx, ids)).items()}
        case FollowKind.SEARCH:
            return {n: search.format(words) for n, words in (await standing.texts(tx, ids)).items()}
        case FollowKind.FEED:
            return {one.id: feed(one) for one in await feeds.some(tx, ids)}
