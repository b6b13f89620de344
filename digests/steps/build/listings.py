"""Listings: what came in under each label, read once for all who follow it, wherever their cursors stand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from digests.model import FollowKind
from digests.steps.build.choices import Target
from digests.store import Tx
from digests.store.posts import listed, pages
from digests.store.posts.listed import Listed

NEWEST_EACH = 20
_ROUND = 256  # posts: cursors that lie so close together are read from one place on
_CURSORS = 8  # whose stretches are remembered of a label


@dataclass(slots=True)
class _Rows:
    """Posts after ``low``, newest first; ``full``: there are older ones."""

    low: int
    rows: Sequence[Listed]
    full: bool
    stretches: dict[int, Sequence[Listed]] = field(default_factory=dict)

    def lacks(self, cursor: int) -> bool:
        """Whether there is more after a cursor than is known."""
        return self.full and self.rows[-1].post > cursor

    def since(self, cursor: int) -> Sequence[Listed]:
        """Those after a cursor."""
        if cursor not in self.stretches:
            if len(self.stretches) >= _CURSORS:
                self.stretches.clear()
            end = bisect_left(self.rows, -cursor, key=lambda row: -row.post)
            self.stretches[cursor] = self.rows[:end]
        return self.stretches[cursor]


class Listings:
    """Of the posts up to one."""

    def __init__(self, upto: int) -> None:
        self._upto = upto
        self._came: dict[Target, _Rows] = {}
        self._all: _Rows | None = None
        self._newest: dict[Target, Sequence[Listed]] = {}
        self._widest: dict[tuple[FollowKind, tuple[int, ...], int], Mapping[int, Sequence[Listed]]] = {}

    async def load(self, tx: Tx, wanted: Mapping[Target, int]) -> None:
        """Read what came in under these labels and feeds, each since the lowest cursor of those who ask."""
        missing: dict[tuple[FollowKind, int], list[int]] = defaultdict(list)
        for target, cursor in wanted.items():
            known = self._came.get(target)
            if known is None or cursor < known.low:
                missing[target[0], cursor - cursor % _ROUND].append(target[1])
        for (kind, low), ids in missing.items():
            for number, rows in (await listed.came_in(tx, kind, ids, low, self._upto)).items():
                full = len(rows) > listed.MOST
                self._came[kind, number] = _Rows(low, rows[: listed.MOST], full)

    async def load_newest(self, tx: Tx, targets: Iterable[Target]) -> None:
        """Read the newest under these labels and feeds, however old they are."""
        for kind, target in set(targets) - self._newest.keys():
            if kind is FollowKind.FEED:
                found = await listed.newest_of_feed(tx, target, self._upto, NEWEST_EACH)
            else:
                rows = await pages.newest(tx, kind, target, self._upto, NEWEST_EACH)
                found = [Listed(one.post, one.story, one.article) for one in rows]
            self._newest[kind, target] = found

    async def load_all(self, tx: Tx, cursor: int) -> None:
        """Read all that came in since a cursor."""
        if self._all is None or cursor < self._all.low:
            low = cursor - cursor % _ROUND
            rows = await listed.everything(tx, low, self._upto)
            self._all = _Rows(low, rows, full=False)

    def forget_widest(self) -> None:
        """What was read of very much is too much to be kept for others."""
        self._widest.clear()

    async def load_widest(self, tx: Tx, kind: FollowKind, targets: Sequence[int], cursor: int) -> None:
        """Where very much came in under some labels together: the newest, and the stories of most sources."""
        if kind is FollowKind.FEED or not self._is_too_much(kind, targets, cursor):
            return
        if (key := (kind, tuple(targets), cursor)) not in self._widest:
            found: dict[int, list[Listed]] = {each: [] for each in targets}
            for one in await pages.came_in(tx, kind, targets, cursor, self._upto):
                found[one.targets[0][1]].append(Listed(one.post, one.story, one.article))
            self._widest[key] = found

    def _is_too_much(self, kind: FollowKind, targets: Iterable[int], cursor: int) -> bool:
        each = [self._came[kind, target] for target in targets]
        many = sum(len(one.since(cursor)) for one in each) >= listed.MOST
        return many or any(one.lacks(cursor) for one in each)

    def since(self, kind: FollowKind, targets: Sequence[int], cursor: int) -> Mapping[int, Sequence[Listed]]:
        """By target what came in after a cursor, of all that was loaded for it."""
        if widest := self._widest.get((kind, tuple(targets), cursor)):
            return widest
        return {each: self._came[kind, each].since(cursor) for each in targets}

    def newest(self, target: Target) -> Sequence[Listed]:
        """The newest under a label or feed."""
        return self._newest[target]

    def everything(self, cursor: int) -> Sequence[Listed]:
        """All that came in after a cursor."""
        return self._all.since(cursor) if self._all else ()
