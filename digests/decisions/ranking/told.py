"""What a chat has heard of: which stories are news to it, which only go on, and which it knows.

A story that was told is no news again. When it goes on, its new reports are a follow-up; when twice as many
sources tell it as did then, it is news once more. A story that stood in the chat's lists and was never shown
was not told: it is news on the day it grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from digests.decisions.ranking.reports import Report, best_of, coverage, since, voices
from digests.model import FollowUp

GREW = 2
AT_LEAST = 3
"""Twice the sources make a story news again, but no fewer than three: one paper more is an echo."""


class Heard(Enum):
    """What a story is to a chat."""

    NEWS = auto()
    AGAIN = auto()
    GOES_ON = auto()
    KNOWN = auto()


def heard(story: int, reports: Sequence[Report], told: Mapping[int, int], seen: int) -> Heard:
    """What a story is to a chat that was ``told`` stories by so many sources each, up to post ``seen``."""
    if story not in told:
        return Heard.NEWS
    if not since(reports, seen):
        return Heard.KNOWN
    grown = coverage(reports) >= max(GREW * told[story], AT_LEAST)
    return Heard.AGAIN if grown else Heard.GOES_ON


def follow_up(story: int, reports: Sequence[Report], before: int, seen: int) -> FollowUp:
    """What is new of a story that goes on: the post to be shown, then the others, newest first."""
    new = since(reports, seen)
    best = best_of(new)
    others = [one.best for one in reversed(new) if one.best.post != best.post]
    sources = tuple(source for source in voices(new) if source)
    return FollowUp(story, (best.post, *(one.post for one in others)), sources, before, coverage(reports))
