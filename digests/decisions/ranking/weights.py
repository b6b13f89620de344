"""What counts how much in a digest, and why: every number of the rank stands here.

All are in doublings, so that they can be said: 1 is worth as much as twice the sources, or half the age.
"""

from __future__ import annotations

from datetime import timedelta

from digests.model import Form

WIDE = 2.0
"""A doubling of the sources. That many newsrooms thought it worth their own words says more of what matters
than that it came in last: a story of four sources may be eight times as old as one of two."""

NEAR = 0.25
"""A source that tells only a related story counts a quarter: an event may be told more widely than in the one
story that is surely the same, or it may not."""

FRESH_FOR = timedelta(hours=6)
"""Age counts from here on: ``log2(1 + age / 6 h)``, so that a backlog of years keeps a sensible order."""

FULL = 1.0
"""A full article outranks a bare headline of half its age."""

HEARD = -1.0
"""A chat that was told of a related story knows half of this one."""

SAME_SOURCE = 1.0
"""Of stories that one source alone tells, the second counts half, the third a third: times ``log2(k)``."""

SAME_EVENT = 1.0
"""So with stories related to one that stands before: times ``log2(k)``. What belongs to one event and
is not surely the same thing may follow, after the other news of the day."""

PLAIN = {
    Form.ARTICLE: 0.0,
    Form.ADVERT: -4.0,  # somebody paid for it: that is no reason to read it
    Form.PRESS: -1.0,  # a company on itself
    Form.NOTICE: -2.0,  # the law asks for it; what of it is news, a newspaper writes about
    Form.TABLE: -2.0,  # figures of every day without a sentence
    Form.ROUND_UP: -2.0,  # each of its items is told in full elsewhere
    Form.COLUMN: -1.0,  # it comes every day, whatever happens
}
"""What a list or a form counts less."""
