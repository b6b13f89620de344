"""Whether the bot as a whole stands still: nothing fetched, sent or told at once, although it was due.

What was due and what was done comes from the database, so that it holds with several processes. The hour is
counted from the start of whoever watches at the earliest: after a night without power everything is overdue,
and nothing is wrong.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.model import Activity, Event

PATIENCE = timedelta(hours=1)
ALERTS_PATIENCE = timedelta(minutes=15)
"""Alerts are made within seconds; what is late by so much is none any more."""

LEAST_FEEDS = 3
"""Fewer feeds that begin to fail say more of those feeds than of the bot."""

LEAST_OUTAGE = 10
SETTLING = timedelta(days=1)
"""Feeds that failed are tried again within a day; until then many still count as failing."""

_MEMORY = timedelta(days=2)


def fetching(pulse: Activity, watching: datetime, now: datetime) -> str:
    """``stuck``: no fetch was even tried; ``failing``: every fetch failed; "" when all is well."""
    if pulse.overdue is not None and now - _latest(pulse.overdue, pulse.attempted, watching) >= PATIENCE:
        return "stuck"
    widely = pulse.hosts > 1 or pulse.erring == pulse.active  # one host may be down, and others not be due
    many = widely and pulse.together >= LEAST_FEEDS
    if many and pulse.erring_since and now - pulse.erring_since >= PATIENCE:
        return "failing"
    return ""


def sending(pulse: Activity, watching: datetime, now: datetime) -> str:
    """``stuck`` when nothing went out, "" when all is well or when the transport asked for silence."""
    if pulse.waiting is None or is_silent(pulse, now):
        return ""
    begun = _latest(pulse.waiting, pulse.sent, pulse.silent_until, watching)
    return "stuck" if now - begun >= PATIENCE else ""


def alerting(pulse: Activity, watching: datetime, now: datetime) -> str:
    """``stuck`` when what is to be told at once is neither looked at nor made, "" when all is well."""
    if pulse.alerting is None:
        return ""
    return "stuck" if now - _latest(pulse.alerting, watching) >= ALERTS_PATIENCE else ""


def is_silent(pulse: Activity, now: datetime) -> bool:
    """Whether the transport asked for silence everywhere: then sending waits, and goes on by itself."""
    return pulse.silent_until is not None and pulse.silent_until > now


def fetches_again(pulse: Activity, halted: Event) -> bool:
    """Whether something was fetched since then, or nothing is due any more."""
    if halted.params.get("how") == "failing":
        return _after(pulse.succeeded, halted.at) or pulse.together < LEAST_FEEDS
    return _after(pulse.attempted, halted.at) or pulse.overdue is None


def sends_again(pulse: Activity, halted: Event) -> bool:
    """Whether something was sent since then, or nothing is due any more."""
    return _after(pulse.sent, halted.at) or pulse.waiting is None


def alerts_again(pulse: Activity, now: datetime) -> bool:
    """Whether nothing of it is late any more."""
    return pulse.alerting is None or now - pulse.alerting < ALERTS_PATIENCE


def is_outage(pulse: Activity) -> bool:
    """So many feeds fail together, one of them for long, that the network is at fault rather than they."""
    return pulse.failing > 0 and pulse.young >= LEAST_OUTAGE and 2 * pulse.young >= pulse.active


def outage_ends(pulse: Activity, outage: Event) -> bool:
    """Three of four feeds that failed then are read again."""
    return 4 * pulse.erring <= int(outage.params.get("erring", "0"))


def is_remembered(outage: Event, now: datetime) -> bool:
    """After two days it is the usual state: whatever fails then is told by itself again."""
    return now - outage.at < _MEMORY


def _after(done: datetime | None, then: datetime) -> bool:
    return done is not None and done > then


def _latest(*each: datetime | None) -> datetime:
    return max(at for at in each if at is not None)
