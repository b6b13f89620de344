"""The digests that a chat was given, as one line: newest first, with how many stories of each it has seen.

``"17:8 12:24 "``: of digest 17 the first eight stories were shown, of digest 12 the first 24, since
somebody opened what stood behind its button. A digest may stand there twice; what either says was shown. Each
entry ends with a space, so that one that was cut off is known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

MOST = 800
"""Characters that are kept: two digests a day for two weeks take 250."""


class Given(NamedTuple):
    """A digest, and how many of its stories were shown, from the first on."""

    digest: int
    shown: int

    def entry(self) -> str:
        """As it stands in the line."""
        return f"{self.digest}:{self.shown} "


def given(told: str) -> tuple[Given, ...]:
    """What the line says; an entry that was cut off says nothing."""
    whole = told[: told.rfind(" ") + 1].split()
    parted = (entry.partition(":") for entry in whole)
    return tuple(Given(int(digest), int(shown)) for digest, _, shown in parted)


@lru_cache(maxsize=4096)
def recent(told: str, oldest: int) -> str:
    """The line without the digests before ``oldest``: chats that were told the same lately have the same."""
    return "".join(one.entry() for one in given(told) if one.digest >= oldest)


def before(told: str, digest: int) -> str:
    """The line as it was before a digest was given, which came to nothing with all that followed it."""
    return "".join(one.entry() for one in given(told) if one.digest < digest)
