"""Which posts may tell one story: candidates by simhash in memory, to be checked on their texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from heapq import heappop, heappush, nsmallest

from digests.decisions.duplicates.permalink import permalink

WINDOW = timedelta(hours=72)
NEAR = 6  # bits of 64
ROOM = 20_000
MOST_FOUND = 20

_BANDS = range(0, 64, 8)


class DuplicateIndex:
    """Posts by simhash. Texts within ``NEAR`` bits of 64 agree in at least two of eight bands of eight bits.

    It holds what was published up to ``WINDOW`` before the newest post, and older ones while there is room.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._bands: defaultdict[int, set[int]] = defaultdict(set)
        self._pages: defaultdict[int, set[int]] = defaultdict(set)
        self._posts: dict[int, tuple[int, datetime, int]] = {}
        self._oldest: list[tuple[datetime, int]] = []
        self._newest: datetime | None = None

    def __len__(self) -> int:
        return len(self._posts)

    def add(self, post_id: int, simhash: int, published: datetime, link: str = "") -> None:
        """Add a post, or replace it (an id is given again after a rollback); forget what is too old."""
        if post_id in self._posts:
            self._forget(post_id)
        page = _page(link)
        self._posts[post_id] = (simhash, published, page)
        if page:
            self._pages[page].add(post_id)
        for band in _bands(simhash):
            self._bands[band].add(post_id)
        heappush(self._oldest, (published, post_id))
        self._newest = max(published, self._newest or published)
        while len(self._posts) > self._room and self._oldest[0][0] < self._newest - WINDOW:
            published, post_id = heappop(self._oldest)
            if post_id in self._posts and self._posts[post_id][1] == published:
                self._forget(post_id)

    def find(self, simhash: int, published: datetime) -> list[int]:
        """The nearest posts within ``NEAR`` bits and ``WINDOW``, at most ``MOST_FOUND``, by id."""
        sharing = Counter(post_id for band in _bands(simhash) for post_id in self._bands.get(band, ()))
        distances = {n: distance(simhash, self._posts[n][0]) for n, bands in sharing.items() if bands > 1}
        near = [n for n, distance in distances.items() if distance <= NEAR and self._beside(n, published)]
        return sorted(nsmallest(MOST_FOUND, near, key=lambda n: (distances[n], n)))

    def on_page(self, link: str, published: datetime) -> list[int]:
        """Posts within ``WINDOW`` that link to the same page; none where more do than tell of one article."""
        there = self._pages.get(_page(link), ())
        return sorted(n for n in there if self._beside(n, published)) if len(there) <= MOST_FOUND else []

    def _beside(self, post_id: int, published: datetime) -> bool:
        return abs(self._posts[post_id][1] - published) <= WINDOW

    def _forget(self, post_id: int) -> None:
        simhash, _, page = self._posts.pop(post_id)
        if page:
            self._pages[page].discard(post_id)
        for band in _bands(simhash):
            self._bands[band].discard(post_id)


def _page(link: str) -> int:
    """The page as a number, 0 for none: a hash takes less room than its address."""
    page = permalink(link)
    return hash(page) if page else 0


def _bands(simhash: int) -> list[int]:
    """Place and value of each band in one number."""
    return [shift << 8 | simhash >> shift & 0xFF for shift in _BANDS]


def distance(a: int, b: int) -> int:
    """In how many of 64 bits two simhashes differ."""
    return ((a ^ b) & (1 << 64) - 1).bit_count()
