"""The digests that a chat was given, as one line: newest first, with how many stories of each it has seen.

``"17:8 12:24 "``: of digest 17 the first eight stories were shown, of digest 12 the first 24, since
somebody opened what stood behind its button. A digest may stand there twice; what either says was shown. Each
entry ends with a space, so that one that was cut off is known.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

REMEMBERED = timedelta(days=14)
"""How long a chat is held to know a story: who told it last three weeks ago, tells it anew."""

MOST = 130_000
"""Characters that are kept, of digests and alerts alike: what is cut off would come once more as news.

Two digests a day for two weeks take 250, six alerts in each of sixteen hours a day 13,000, thirty alerts in
every hour 110,000. What is older than two weeks is taken out beside (``trimmed``), so that the lines of those
without alerts stay short.
"""

LONG = 1_000
"""Characters from which on that is worth it."""


class Given(NamedTuple):
    """A digest, and how many of its stories were shown, from the first on."""

    digest: int
    shown: int

    def entry(self) -> str:
        """As it stands in the line."""
        return f"{self.digest}:{self.shown} "


def given(told: str) -> tuple[Given, ...]:
    """What the line says; an entry that was cut off says nothing."""
    return tuple(map(_given, told.split(" ")[:-1]))


def latest(told: str, most: int) -> tuple[Given, ...]:
    """Its first entries, up to so many, whatever else stands in a long line."""
    return tuple(map(_given, told.split(" ", most)[:-1]))


def among(told: str, digests: Container[int]) -> list[Given]:
    """Its entries of these digests."""
    return [_given(entry) for entry in told.split(" ")[:-1] if int(entry[: entry.index(":")]) in digests]


def _given(entry: str) -> Given:
    digest, _, shown = entry.partition(":")
    return Given(int(digest), int(shown))


def recent(told: str, oldest: int) -> str:
    """The line without the digests before ``oldest``: chats that were told the same lately have the same."""
    return _shared_recent(told, oldest) if len(told) <= LONG else _recent(told, oldest)


def _recent(told: str, oldest: int) -> str:
    return "".join(f"{one} " for one in told.split(" ")[:-1] if int(one[: one.index(":")]) >= oldest)


_shared_recent = lru_cache(maxsize=4096)(_recent)  # not of long lines, which few share: it would hold 500 MB


def trimmed(told: str, oldest: int) -> str:
    """The line without what is too old to matter, where it has become long."""
    return recent(told, oldest) if len(told) > LONG else told


def before(told: str, digest: int) -> str:
    """The line as it was before a digest was given, which came to nothing with all that followed it."""
    return "".join(one.entry() for one in given(told) if one.digest < digest)
