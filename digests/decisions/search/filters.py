"""Filters: a query that candidates are held against, so that it may exclude alone.

``/search`` refuses ``-futures``, since the index would give nearly every post there is. A filter is asked of
what a chat follows anyway: "everything but" is an alternative without words, and there ``matches`` holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from digests.decisions.search.query import Query
from digests.decisions.search.wanted import Alternative, Names, Wanted, least, ways_of
from digests.errors import BadInput

EVERYTHING = Wanted((Alternative(()),))
"""What holds nothing back."""


def filter_of(query: Query, tags: Names, categories: Names) -> Wanted:
    """What a filter lets through. Names that there are not let nothing through, and exclude nothing.

    Raises ``BadInput``: ``filter_since`` where it names a time, ``filter_empty`` where it names no word,
    ``search_too_much`` beyond 64 alternatives.
    """
    if query.since is not None:
        raise BadInput("filter_since")
    ways = ways_of(query.tree, tags, categories)
    if ways is None:
        raise BadInput("filter_empty")
    return Wanted(tuple(least(ways)))


def with_words(wanted: Wanted) -> Wanted:
    """Those of its alternatives that an index can answer."""
    return Wanted(tuple(each for each in wanted.alternatives if each.words))


def exclusions(wanted: Wanted) -> Iterator[Wanted]:
    """Of each alternative that only excludes, what it excludes, as something that an index can answer."""
    for each in wanted.alternatives:
        if not each.words:
            yield Wanted(tuple(Alternative(group) for group in each.without))
