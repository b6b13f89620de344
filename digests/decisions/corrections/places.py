"""Places: which digests show a point, by how many points they show and when they were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from digests.model import Amendment, AmendmentKind, KeyPoint, StoryPoint


class Place(NamedTuple):
    """A digest of at least so many ``points`` shows it, made ``since`` one moment and before ``until``."""

    points: int
    since: datetime | None = None
    until: datetime | None = None


def places_of(
    own: Iterable[KeyPoint], of_story: Iterable[StoryPoint], several: datetime | None
) -> dict[str, Place]:
    """Where each point of a post stands: among its own; since ``several`` tell its story, there.

    Ranks are those of what is shown of both; of ``of_story`` only the points that are from the post.
    """
    alone = {each.text: each.rank + 1 for each in own}
    together = {each.text: each.rank + 1 for each in of_story} if several else {}
    return {text: _place(alone.get(text), together.get(text), several) for text in {**alone, **together}}


def _place(alone: int | None, together: int | None, several: datetime | None) -> Place:
    if alone is None or together is None:
        return Place(alone, until=several) if alone else Place(together or 0, since=several)
    return Place(min(alone, together))


def placed(amendments: Iterable[Amendment], places: Mapping[str, Place]) -> tuple[Amendment, ...]:
    """Amendments with the digests that showed their point; what is no point was shown by all."""
    return tuple(_placed(each, places.get(each.before)) for each in amendments)


def _placed(one: Amendment, place: Place | None) -> Amendment:
    if place is None or one.kind is AmendmentKind.TITLE:
        return one
    return replace(one, points=place.points, since=place.since, until=place.until)
