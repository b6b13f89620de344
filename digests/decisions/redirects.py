"""When a feed's stored address follows its redirects. Pure.

A redirect for good is often a mistake that is mended within hours: a login page, a parked domain, a site
under repair. So one is believed when it was met again and again, for a day, with a feed behind it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from digests.model import Move

TIMES = 3
FOR = timedelta(days=1)


def seen(move: Move, target: str, now: datetime) -> Move:
    """What is known after a fetch that worked: ``target`` is where redirects for good led, "" for none."""
    if not target:
        return Move()
    if target != move.to or move.since is None:
        return Move(target, 1, now)
    return Move(target, move.times + 1, move.since)


def is_settled(move: Move, now: datetime) -> bool:
    """Whether the feed has moved: seen three times or more, over a day at least."""
    return move.times >= TIMES and move.since is not None and now - move.since >= FOR


def may_follow(address: str, target: str, has_login: bool) -> bool:
    """Whether an address may change by itself: never from https to http, nor a login to another host."""
    old, new = urlsplit(address), urlsplit(target)
    if old.scheme == "https" and new.scheme != "https":
        return False
    return not has_login or old.hostname == new.hostname
