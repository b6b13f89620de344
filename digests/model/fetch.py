"""How a feed is fetched: its rhythm, what it asks of us, how we log in, and how attempts went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """The latest posts of a feed: how many (at most 20), and when the first and the last of them came."""

    posts: int = 0
    first: datetime | None = None
    last: datetime | None = None

    @property
    def gap(self) -> timedelta | None:
        """The usual time between two posts; None with fewer than two."""
        if self.posts < 2 or self.first is None or self.last is None:
            return None
        return (self.last - self.first) / (self.posts - 1)


@dataclass(frozen=True, slots=True)
class FetchHints:
    """What a feed's document asks of those who fetch it.

    ``seconds`` to wait between two fetches, 0 for no word on it; hours (0 to 23, UTC) and weekdays (Monday
    is 0) in which not to come.
    """

    seconds: int = 0
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A redirect for good that was seen: where to, how often in a row, and since when."""

    to: str = ""
    times: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """What one feed is fetched with, secret: never in a list, a log, an export or the text of an error."""

    user: str = ""
    password: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: str = field(default="", repr=False)
    proxy: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.password or self.headers or self.cookies or self.proxy)

    @property
    def is_secret(self) -> bool:
        """Whether a server gets something that others must not have; a proxy is not sent to it."""
        return bool(self.user or self.password or self.headers or self.cookies)


NO_ACCESS, NO_MOVE, NO_PACE, NO_WISHES = Access(), Move(), Pace(), FetchHints()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One fetch as it is remembered: ``outcome`` is ``read``, ``unchanged`` or an error's code."""

    at: datetime
    outcome: str
    status: int = 0
    milliseconds: int = 0
    size: int = 0
    error: str = ""


def usual(times: Sequence[datetime], most: int = 20) -> Pace:
    """The pace of posts that came at ``times``, oldest first."""
    recent = times[-most:]
    return Pace(len(recent), recent[0], recent[-1]) if recent else Pace()
