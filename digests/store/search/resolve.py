"""Queries in the words of the index: the names in them become what the database knows them by."""

from __future__ import annotations

from digests.decisions.search.filters import filter_of
from digests.decisions.search.query import Query
from digests.decisions.search.terms import Field
from digests.decisions.search.wanted import Names, Wanted, wanted
from digests.errors import BadInput
from digests.model import label_key
from digests.store.posts import categories as category_rows
from digests.store.posts import tags as tag_rows
from digests.store.transaction import Tx


async def resolved(tx: Tx, query: Query, *, among_saved: bool = False) -> Wanted:
    """What to look for; raises ``BadInput`` where a query asks for nothing that could be looked for.

    What asks for what somebody keeps (``saved_elsewhere``) is looked for ``among_saved`` alone, never in
    the index and by no filter: what one person keeps is nothing that a post has.
    """
    if not among_saved:
        _of_posts(query)
    return wanted(query, *await _names(tx, query), among_few=among_saved)


async def resolved_filter(tx: Tx, query: Query) -> Wanted:
    """What a filter lets through; raises ``BadInput`` as ``filter_of`` does, and ``saved_elsewhere``."""
    _of_posts(query)
    return filter_of(query, *await _names(tx, query))


def _of_posts(query: Query) -> None:
    if query.saved:
        raise BadInput("saved_elsewhere")


async def _names(tx: Tx, query: Query) -> tuple[Names, Names]:
    tags, categories = dict[str, int](), dict[str, int]()
    for term in query.terms:
        key = label_key(term.text)
        if term.field is Field.TAG and (tag := await tag_rows.named(tx, term.text)):
            tags[key] = tag.id
        elif term.field is Field.CATEGORY and (category := await category_rows.named(tx, term.text)):
            categories[key] = category.id
    return tags, categories


async def unknown_names(tx: Tx, query: Query) -> tuple[str, ...]:
    """The tags and categories that a query names and that there are not, as it names them."""
    tags, categories = await _names(tx, query)
    known = {Field.TAG: tags, Field.CATEGORY: categories}
    asked = [term for term in query.terms if term.field in known]
    return tuple(dict.fromkeys(t.text for t in asked if label_key(t.text) not in known[t.field]))
