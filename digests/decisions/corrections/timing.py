"""When a correction is told, and how what changes meanwhile becomes part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digests.decisions.corrections.changes import MOST
from digests.model import Amendment, AmendmentKind

TOLD_FOR = timedelta(hours=48)
"""How long after it was told an article's message is changed; later only the next digest says so."""

APART = timedelta(hours=1)
"""Between two corrections of one story, so that an article which is rewritten all day stays readable."""

_KNOWN = ("before", "since", "until", "points")  # what readers know, and which of them


def tell_at(now: datetime, last: datetime | None) -> datetime:
    """When to tell what changed ``now``; ``last``: when the last correction of the story is or was told."""
    return now if last is None else max(now, last + APART)


def merged(waiting: Sequence[Amendment], more: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """What waits to be told with what changed after it: from what readers know to what holds now.

    What was changed back is nothing; what is taken back as a whole needs nothing else.
    """
    if more and more[-1].kind is AmendmentKind.WITHDRAWN and not more[-1].source:
        titles = [each.before for each in waiting if each.kind is AmendmentKind.TITLE]
        return (*more[:-1], replace(more[-1], before=next(iter(titles), more[-1].before)))
    found = list(waiting)
    for each in more:
        earlier = next((one for one in found if _continues(one, each)), None)
        if earlier is None:
            found.append(each)
        else:
            place = found.index(earlier)
            known = {name: getattr(earlier, name) for name in _KNOWN}
            found[place] = replace(each, **known)
    return tuple(each for each in found if each.before != each.after)[:MOST]


def without_withdrawal(waiting: Sequence[Amendment], source: str) -> tuple[Amendment, ...]:
    """What waits to be told after what a ``source`` took back came again; "" is the told post itself."""
    return tuple(
        each for each in waiting if each.kind is not AmendmentKind.WITHDRAWN or each.source != source
    )


def _continues(earlier: Amendment, later: Amendment) -> bool:
    same = later.kind is AmendmentKind.TITLE or earlier.after == later.before
    return earlier.kind is later.kind and earlier.source == later.source and same
