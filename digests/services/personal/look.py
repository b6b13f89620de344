"""Why a story does not come, as far as that can be told without building a digest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from digests.decisions.ranking.reports import coverage, reports_of
from digests.decisions.search.matching import Words, matches
from digests.errors import BadInput
from digests.model import Figures, FollowKind, Reason, Subscriber, Subscription, Verdict
from digests.store import Store, Tx
from digests.store.delivery import came
from digests.store.posts import pages
from digests.store.search import documents, standing
from digests.store.subscribers import mutes, reach, subscribers

_ANY = 2**62


class _Story(NamedTuple):
    """A story as far as it decides whether it comes: all of its posts, and the words of it."""

    posts: frozenset[int]
    sources: int
    words: Words


class Look:
    """Looks at what a subscriber follows, mutes and was told; not at what else there is."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def __call__(self, subscriber_id: int, post_id: int) -> Verdict:
        """Why the story of a post comes to a subscriber next, or does not."""
        return await self._store.reading(lambda tx: self._verdict(tx, subscriber_id, post_id))

    async def _verdict(self, tx: Tx, subscriber_id: int, post_id: int) -> Verdict:
        me = await subscribers.get(tx, subscriber_id)
        if me is None:
            raise BadInput("no_subscriber")
        if await came.last(tx, subscriber_id, post_id):
            return Verdict(Reason.TOLD)
        story = await _story(tx, post_id)
        if story is None:  # older than articles are kept
            return Verdict(Reason.OLDER)
        under = await self._followed(tx, me, post_id, story.words)
        if not under:
            return Verdict(Reason.NOT_FOLLOWED)
        if muted := await mutes.muting(tx, subscriber_id, post_id, self._now()):
            return Verdict(Reason.MUTED, under[0].title, muted[0].title)
        return await self._passed(tx, me, under, story)

    async def _passed(self, tx: Tx, me: Subscriber, under: Sequence[Subscription], story: _Story) -> Verdict:
        """Of what is followed and heard: whether it answers the filters, is wide enough, and is new."""
        names = await standing.texts(tx, {me.query, *(one.query for one in under)} - {0})
        wanted = await standing.wanted_by(tx, names, self._now())
        passing = {number for number, each in wanted.items() if matches(each, story.words)}
        left = [one for one in under if {me.query, one.query} - {0} <= passing]
        if not left:
            missed = next(n for n in (me.query, under[0].query) if n and n not in passing)
            return Verdict(Reason.FILTERED, under[0].title, names.get(missed, ""))
        if story.sources < me.floor:
            return Verdict(Reason.BELOW_FLOOR, left[0].title, figures=Figures(coverage=story.sources))
        new = left[0].fresh or max(story.posts) > me.cursor
        return Verdict(Reason.COMES if new else Reason.OLDER, left[0].title)

    async def _followed(self, tx: Tx, me: Subscriber, post_id: int, words: Words) -> list[Subscription]:
        following = (await subscribers.following(tx, [me.id]))[me.id]
        targets = await reach.of_story(tx, post_id)
        asked = {one.target for one in following if one.kind is FollowKind.SEARCH}
        found = await standing.wanted_by(tx, asked, self._now())
        targets |= {(FollowKind.SEARCH, n) for n, each in found.items() if matches(each, words)}
        return [one for one in following if (one.kind, one.target) in targets]


async def _story(tx: Tx, post_id: int) -> _Story | None:
    stories = await documents.by_story(tx, [post_id])
    for story, (_, _, document) in stories.items():
        posts = await pages.copies(tx, [story], _ANY)
        return _Story(frozenset(each.post for each in posts), coverage(reports_of(posts)), Words(document))
    return None
