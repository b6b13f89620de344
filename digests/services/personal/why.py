"""``/why``: why a story came, or why it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from digests.model import DigestKind, FollowKind, Pick, Post, Verdict
from digests.services.search import Search
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.delivery import came, digests, section_titles
from digests.store.posts import links
from digests.store.search import standing
from digests.store.subscribers import subscribers, subscriptions


class Verdicts(Protocol):
    """Tells what becomes of the story of a post in a subscriber's next digest."""

    async def __call__(self, subscriber_id: int, post_id: int) -> Verdict:
        """The verdict; raises ``BadInput`` for no such subscriber or post."""
        ...


@dataclass(frozen=True, slots=True)
class ItCame:
    """How a story came: by what, ``at`` what moment, in which section, through which filters.

    ``place`` of ``total``, from 1 on, of which ``shown`` stood in the message itself; ``displaced`` is the
    title of the first that did not. ``withdrawn``: its feed has taken the post back since.
    """

    kind: DigestKind
    at: datetime
    section: str
    filters: tuple[str, ...]
    pick: Pick
    place: int
    total: int
    shown: int
    displaced: str = ""
    withdrawn: bool = False


class Why:
    """Questions about why."""

    def __init__(self, store: Store, articles: FullPosts, search: Search, verdict: Verdicts) -> None:
        self._store = store
        self._articles = articles
        self._search = search
        self.verdict = verdict

    async def came(self, subscriber_id: int, post_id: int) -> ItCame | None:
        """How a subscriber was told the story of a post last; None when it was not."""

        async def work(tx: Tx) -> ItCame | None:
            told = await came.last(tx, subscriber_id, post_id)
            how = await _came(tx, subscriber_id, told) if told else None
            return replace(how, withdrawn=await came.is_withdrawn(tx, post_id)) if how else None

        return await self._store.reading(work)

    async def find(self, words: str, zone: str, size: int = 8) -> tuple[Post, ...]:
        """Which articles may be meant: one by its link, else those that have the words, newest first.

        Raises ``BadInput`` where they make no query.
        """
        linked = await self._store.reading(lambda tx: links.linked(tx, words))
        if linked:
            return tuple((await self._articles.read([linked])).values())
        return (await self._search.find(words, zone, None, size)).page.posts

    async def find_withdrawn(self, subscriber_id: int, words: str, size: int = 8) -> tuple[Post, ...]:
        """What a subscriber was told and was taken back, which no search finds, by words of its title."""
        told = await self._store.reading(lambda tx: came.withdrawn(tx, subscriber_id))
        asked = words.casefold().split()
        meant = [n for n, title in told.items() if all(word in title.casefold() for word in asked)]
        found = await self._articles.read(sorted(meant, reverse=True)[:size])
        return tuple(found.values())


async def _came(tx: Tx, subscriber_id: int, told: came.Telling) -> ItCame | None:
    row = await digests.get(tx, told.digest)
    picks = await digests.picks(tx, told.digest, told.position, 1)
    if row is None or not picks:
        return None
    titles = await section_titles.of_digest(tx, [picks[0].section])
    return ItCame(
        kind=row.kind,
        at=told.at,
        section=titles.get(picks[0].section, ""),
        filters=await _filters(tx, subscriber_id, picks[0].section),
        pick=picks[0],
        place=told.position + 1,
        total=await digests.total(tx, told.digest),
        shown=row.size,
        displaced=await came.title(tx, told.digest, row.size),
    )


async def _filters(tx: Tx, subscriber_id: int, section: tuple[FollowKind, int]) -> tuple[str, ...]:
    """The filters that it has to answer, as they are now: that of the chat and that of the subscription."""
    me = await subscribers.get(tx, subscriber_id)
    following: Sequence[int] = [
        one.query for one in await subscriptions.of(tx, subscriber_id) if (one.kind, one.target) == section
    ]
    found = await standing.texts(tx, {me.query if me else 0, *following} - {0})
    return tuple(found[number] for number in sorted(found))
