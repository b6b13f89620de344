"""What people ask, as the database hears it: all statements of one screen."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bench.corpus import CATEGORIES, START, TAGS, words, zipf
from digests.decisions.search.query import parse
from digests.decisions.search.wanted import wanted
from digests.model import FollowKind
from digests.store import Tx
from digests.store.posts import categories, full_posts, pages, tags
from digests.store.search import search
from digests.store.stories import reports, story_points

Question = Callable[[Tx], Awaitable[object]]

_SUMMARIZER = "keypoints"
_COUNTED = 1_000
_MOST = 1_001


def questions(count: int) -> dict[str, Question]:
    """Questions to the corpus of ``count`` posts by their names."""
    rng = random.Random(2)
    now = START + timedelta(minutes=count)
    ask = _Words(rng, count)
    return {
        "/latest CATEGORY": _listed(FollowKind.CATEGORY, lambda: 1 + zipf(rng, CATEGORIES)),
        "/latest of everything": _everything,
        "/tag, a hot one": _listed(FollowKind.TAG, lambda: 1 + rng.randrange(20)),
        "/tag, a rare one": _listed(FollowKind.TAG, lambda: 1 + TAGS - rng.randrange(1, TAGS // 2)),
        "/tags": lambda tx: tags.recent(tx, now - timedelta(days=7), 24),
        "/categories": lambda tx: categories.every(tx, now),
        "tags beside a tag": lambda tx: tags.related(tx, 1 + rng.randrange(20), 4),
        "/search, a common word": _searched(ask.common),
        "/search, a word of some": _searched(ask.some),
        "/search, a rare word": _searched(ask.rare),
        "/search, two common words": _searched(lambda: f"{ask.common()} {ask.common()}"),
        "/search, two words of some": _searched(lambda: f"{ask.some()} {ask.some()}"),
        "/search, words that never meet": _searched(lambda: f"{ask.common()} {ask.rare()} {ask.rare()}"),
        "/search, a common word or another": _searched(lambda: f"{ask.common()} OR {ask.common()}"),
        "/search, a word of some or another": _searched(lambda: f"{ask.some()} OR {ask.some()}"),
        "/search, brackets of six words": _searched(ask.brackets),
        "/search, a common word since:7d": _searched(lambda: f"{ask.common()} since:7d", now),
    }


class _Words:
    """Words to search for: of nearly every post, of one in some hundred, of one post alone."""

    def __init__(self, rng: random.Random, count: int) -> None:
        self._rng = rng
        self._count = count
        self._vocabulary = words(random.Random(1))

    def common(self) -> str:
        return self._vocabulary[self._rng.randrange(20)]

    def some(self) -> str:
        return self._vocabulary[200 + self._rng.randrange(800)]

    def brackets(self) -> str:
        either = f"({self.some()} OR {self.some()} OR {self.rare()})"
        return f"{either} ({self.common()} OR {self.some()}) -{self.common()}"

    def rare(self) -> str:
        return str(1 + self._rng.randrange(self._count))


def _listed(kind: FollowKind, target: Callable[[], int]) -> Question:
    async def ask(tx: Tx) -> None:
        label = target()
        rows = await pages.of_label(tx, kind, label, None, 9)
        await pages.total(tx, kind, label)
        await _shown(tx, [post_id for post_id, _ in rows[:8]])

    return ask


async def _everything(tx: Tx) -> None:
    rows = await pages.of_all(tx, None, 9)
    await pages.total_of_all(tx, _MOST)
    await _shown(tx, [post_id for post_id, _ in rows[:8]])


def _searched(query: Callable[[], str], now: datetime = START) -> Question:
    async def ask(tx: Tx) -> None:
        asked = wanted(parse(query(), now), {}, {})
        hits = await search.find(tx, asked, await search.beside(tx, None, asked.since), 9)
        await search.count(tx, asked, _COUNTED)
        await _shown(tx, [hit.post for hit in hits[:8]])

    return ask


async def _shown(tx: Tx, ids: list[int]) -> None:
    """What a page of posts reads: the posts, and the reports of their stories with what they say together."""
    found = await full_posts.read(tx, ids, _SUMMARIZER)
    told = await reports.of_stories(tx, {post.story for post in found.values()})
    if told:
        await story_points.read(tx, told, _SUMMARIZER)
