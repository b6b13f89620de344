"""Material: what many digests of one run are made of, read once and put together for each.

A different choice would otherwise cost a dozen statements, and each story would be read, condensed and
weighed as often as somebody gets it. What is kept is bounded, and made anew after half a minute: so a digest
says what was so when it was ``begun``, and whatever was corrected later is told by the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from digests.model import LABELS, FollowKind, Post
from digests.steps.build.answers import Answers
from digests.steps.build.choices import Choice, Target
from digests.steps.build.known_stories import KnownStories
from digests.steps.build.listings import NEWEST_EACH, Listings
from digests.steps.full_posts import FullPosts
from digests.store import Tx
from digests.store.delivery import section_titles
from digests.store.posts import listed
from digests.store.posts.listed import Listed

LASTS = timedelta(seconds=30)
MOST_STORIES = 20_000
MOST_SEARCHED = 1_000
MOST_POSTS = 2_000  # read whole, at 4 kB each

_PLACES = (*LABELS, FollowKind.FEED)


class Material:
    """Of the posts up to ``upto``, as it was when it was ``begun``; ``now`` is what queries count from."""

    def __init__(self, upto: int, begun: datetime, now: datetime | None = None) -> None:
        self.upto = upto
        self.begun = begun
        self.stories = KnownStories(upto)
        self.answers = Answers(now or begun)
        self._listings = Listings(upto)
        self._searched: dict[tuple[int, int | None], Sequence[Listed]] = {}
        self._posts: dict[int, Post] = {}
        self._titles: dict[Target, str] = {}

    def is_old(self, now: datetime) -> bool:
        """Whether to make it anew."""
        return now - self.begun >= LASTS or len(self.stories) > MOST_STORIES

    async def load(self, tx: Tx, choices: Sequence[Choice]) -> None:
        """Read what these choices need."""
        self._listings.forget_widest()
        if len(self._searched) > MOST_SEARCHED:
            self._searched.clear()
        await self._load_titles(tx, choices)
        await self._load_listings(tx, choices)
        for each in choices:
            await self._load_searches(tx, each)
        stories = {row.story for one in choices for rows in self.listed(one).values() for row in rows}
        await self.stories.load(tx, stories | {story for one in choices for story in one.followed})
        looking = [one for one in choices if one.own.looks_into]
        into = {row.story for one in looking for rows in self.listed(one).values() for row in rows}
        into |= {story for one in looking for story in one.followed}
        await self.answers.load(tx, {query for one in looking for query in one.own.asked}, into)

    async def _load_listings(self, tx: Tx, choices: Iterable[Choice]) -> None:
        since: dict[Target, int] = {}
        fresh: set[Target] = set()
        for one in choices:
            for kind, target, is_fresh in one.follows:
                if kind is FollowKind.SEARCH:
                    continue
                if is_fresh:
                    fresh.add((kind, target))
                else:
                    since[kind, target] = min(one.cursor, since.get((kind, target), one.cursor))
        await self._listings.load(tx, since)
        await self._listings.load_newest(tx, fresh)
        for one in choices:
            for kind in _PLACES:
                if known := _known(one, kind):
                    await self._listings.load_widest(tx, kind, known, one.cursor)

    async def _load_searches(self, tx: Tx, one: Choice) -> None:
        """What the searches find that a choice follows."""
        for kind, query, fresh in one.follows:
            key = (query, None if fresh else one.cursor)
            if kind is FollowKind.SEARCH and key not in self._searched:
                self._searched[key] = await self._found(tx, query, None if fresh else one.cursor)

    async def _found(self, tx: Tx, query: int, cursor: int | None) -> Sequence[Listed]:
        if cursor is None:
            posts = await self.answers.newest(tx, query, NEWEST_EACH)
            return await listed.of_posts(tx, [each for each in posts if each <= self.upto])
        await self._listings.load_all(tx, cursor)
        rows = self._listings.everything(cursor)
        await self.answers.load(tx, (), {row.story for row in rows}, [query])
        found = self.answers.answers(query, {row.story for row in rows})
        return [row for row in rows if row.story in found]

    def listed(self, one: Choice) -> dict[Target, Sequence[Listed]]:
        """What is listed under each subscription of a choice that was loaded, in its order."""
        came: dict[FollowKind, Mapping[int, Sequence[Listed]]] = {
            kind: self._listings.since(kind, known, one.cursor)
            for kind in _PLACES
            if (known := _known(one, kind))
        }
        found: dict[Target, Sequence[Listed]] = {}
        for kind, target, fresh in one.follows:
            if kind is FollowKind.SEARCH:
                found[kind, target] = self._searched[target, None if fresh else one.cursor]
            elif fresh:
                found[kind, target] = self._listings.newest((kind, target))
            else:
                found[kind, target] = came[kind][target]
        return found

    async def _load_titles(self, tx: Tx, choices: Iterable[Choice]) -> None:
        followed = dict.fromkeys(section for one in choices for section in one.order)
        if missing := [each for each in followed if each not in self._titles]:
            titles = await section_titles.of_digest(tx, missing)
            self._titles |= {each: titles.get(each, "") for each in missing}

    def titles(self, sections: Iterable[Target]) -> dict[Target, str]:
        """What these sections are called."""
        return {each: self._titles[each] for each in sections}

    async def posts(self, articles: FullPosts, ids: Iterable[int]) -> Mapping[int, Post]:
        """These posts read whole, as far as they exist."""
        wanted = set(ids)
        if missing := sorted(wanted - self._posts.keys()):
            if len(self._posts) + len(missing) > MOST_POSTS:
                self._posts = {}
                missing = sorted(wanted)
            self._posts |= await articles.read(missing)
        return self._posts


def _known(one: Choice, kind: FollowKind) -> list[int]:
    """What of a kind was followed before: what is followed freshly is listed otherwise."""
    return [target for each, target, fresh in one.follows if each is kind and not fresh]
