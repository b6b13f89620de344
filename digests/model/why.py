"""Why a story comes to a subscriber, or does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from digests.model.ranking import Figures


class Reason(StrEnum):
    """What became of a story in a subscriber's next digest; all but ``COMES`` say why it is not shown.

    ``OLDER``: it came in before what the digest looks at. ``OUTRANKED``: others stand before it.
    """

    NOT_FOLLOWED = "not_followed"
    TOLD = "told"
    FILTERED = "filtered"
    MUTED = "muted"
    BELOW_FLOOR = "below_floor"
    OLDER = "older"
    OUTRANKED = "outranked"
    COMES = "comes"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a story comes or does not: the ``section`` that it falls under by its title, "" for none.

    ``detail``: the words of the query that it does not answer, what is muted, or the title of the story that
    stands in its place. ``place`` of ``of``: where it stands among all that could come, from 1 on; 0 where it
    cannot. ``figures``: what it weighs, where it was weighed; below the floor they say how many tell it.
    """

    reason: Reason
    section: str = ""
    detail: str = ""
    place: int = 0
    of: int = 0
    figures: Figures | None = None
