"""A query in the words of the index: alternatives, by any one of which a post is found.

The tree of a query is multiplied out: ``(a OR b) c -d`` is ``a c -d`` or ``b c -d``. Each alternative names
words that a post must have, so the index answers it; one that only excludes would have every post looked at,
and is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from digests.decisions.search.joints import asked_in
from digests.decisions.search.query import MOST_TERMS, Query
from digests.decisions.search.terms import All, Field, Node, Term
from digests.decisions.search.words import asked_of_source, by_category, by_tag, spell
from digests.errors import BadInput
from digests.model import label_key

MOST_ALTERNATIVES = 64
_MOST_WORDS = 64  # of an alternative

Names = Mapping[str, int]
"""Ids of tags or categories by their ``label_key``."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """All of ``words``, for each of ``without`` not all of them, and all of ``phrases``.

    ``phrases`` are looked for in the texts of what the index finds: it does not know the order of words.
    """

    words: tuple[str, ...]
    without: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Any of ``alternatives``: none finds nothing, one without words everything ``since`` then."""

    alternatives: tuple[Alternative, ...]
    since: datetime | None = None

    @property
    def phrases(self) -> bool:
        """Whether the index alone does not decide."""
        return any(each.phrases for each in self.alternatives)


def wanted(query: Query, tags: Names, categories: Names, *, among_few: bool = False) -> Wanted:
    """The words to look for. Names that there are not find nothing, and exclude nothing.

    ``among_few``: each of few posts is looked at, so that a query may only exclude.

    Raises ``BadInput``: ``search_empty`` when a query asks for nothing that could be looked for,
    ``search_excludes`` when it only excludes, ``search_unbounded`` when an alternative does,
    ``search_too_much`` beyond 64 alternatives.
    """
    ways = ways_of(query.tree, tags, categories)
    if ways is None or ways == [Alternative(())]:
        if not query.since and not among_few:
            raise BadInput("search_empty")
        return Wanted((Alternative(()),), query.since)
    if not among_few:
        refuse_open(ways)
        if not all(way.words for way in ways):
            raise BadInput("search_excludes" if len(ways) == 1 else "search_unbounded")
    return Wanted(tuple(least(ways)), query.since)


def refuse_open(ways: Sequence[Alternative]) -> None:
    """Raise ``BadInput("search_unbounded")`` where a side of an ``OR`` only excludes and another does not.

    "solar OR -wind" is nearly everything, and hardly ever what was meant; "-solar" alone says what it does.
    """
    if len({bool(way.words) for way in ways}) > 1:
        raise BadInput("search_unbounded")


def ways_of(node: Node | None, tags: Names, categories: Names) -> list[Alternative] | None:
    """The alternatives of a node; None when it says nothing, as a sign does that is no word.

    Raises ``BadInput("search_too_much")`` beyond 64 of them.
    """
    if node is None:
        return None
    if isinstance(node, Term):
        return _of_term(node, tags, categories)
    each = [ways for part in node.parts if (ways := ways_of(part, tags, categories)) is not None]
    if not each:
        return None
    found = reduce(_both, each) if isinstance(node, All) else [way for ways in each for way in ways]
    return _bounded(list(dict.fromkeys(found)))


def _of_term(term: Term, tags: Names, categories: Names) -> list[Alternative] | None:
    words = _words(term, tags, categories)
    if words is None:
        return [Alternative(())] if term.without else []
    if not words:
        return None
    if term.without:
        return [Alternative((), (words,))]
    exact = term.phrase and term.field is Field.TEXT and len(words) > 1
    return [Alternative(words[:_MOST_WORDS], (), (spell(term.text),) if exact else ())]


def _words(term: Term, tags: Names, categories: Names) -> tuple[str, ...] | None:
    """The words of a term; None for a name that there is not."""
    key = label_key(term.text)
    match term.field:
        case Field.TAG:
            return (by_tag(tags[key]),) if key in tags else None
        case Field.CATEGORY:
            return (by_category(categories[key]),) if key in categories else None
        case Field.SOURCE:
            return tuple(dict.fromkeys(asked_of_source(term.text)))
        case _:
            return tuple(dict.fromkeys(asked_in(term.text)))


def _both(one: Sequence[Alternative], other: Sequence[Alternative]) -> list[Alternative]:
    """Each of one together with each of the other."""
    return _bounded([_together(a, b) for a in one for b in other])


def _together(a: Alternative, b: Alternative) -> Alternative:
    words = tuple(dict.fromkeys(a.words + b.words))[:_MOST_WORDS]
    without = tuple(dict.fromkeys(a.without + b.without))
    return Alternative(words, without, tuple(dict.fromkeys(a.phrases + b.phrases)))


def _bounded(ways: list[Alternative]) -> list[Alternative]:
    if len(ways) > MOST_ALTERNATIVES:
        raise BadInput("search_too_much", most=MOST_TERMS)
    return ways


def least(ways: Sequence[Alternative]) -> list[Alternative]:
    """Those that another does not include: ``a OR a b`` is ``a``."""
    kept: list[Alternative] = []
    for way in sorted(ways, key=_size):
        if not any(_includes(other, way) for other in kept):
            kept.append(way)
    return [way for way in ways if way in kept]


def _size(way: Alternative) -> int:
    return len(way.words) + len(way.without) + len(way.phrases)


def _includes(wide: Alternative, narrow: Alternative) -> bool:
    pairs = ((wide.words, narrow.words), (wide.without, narrow.without), (wide.phrases, narrow.phrases))
    return all(set(some) <= set(more) for some, more in pairs)
