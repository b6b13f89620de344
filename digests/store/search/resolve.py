"""Queries in the words of the index: the names in them become what the database knows them by."""

from __future__ import annotations

from digests.decisions.search.query import Query
from digests.decisions.search.terms import Field
from digests.decisions.search.wanted import Wanted, wanted
from digests.errors import BadInput
from digests.model import label_key
from digests.store.posts import labels
from digests.store.transaction import Tx


async def resolved(tx: Tx, query: Query, *, among_saved: bool = False) -> Wanted:
    """What to look for; raises ``BadInput`` where a query asks for nothing that could be looked for.

    What asks for what somebody keeps (``saved_elsewhere``) is looked for ``among_saved`` alone, never in
    the index and by no filter: what one person keeps is nothing that a post has.
    """
    if query.saved and not among_saved:
        raise BadInput("saved_elsewhere")
    tags, categories = dict[str, int](), dict[str, int]()
    for term in query.terms:
        key = label_key(term.text)
        if term.field is Field.TAG and (tag := await labels.tag_named(tx, term.text)):
            tags[key] = tag.id
        elif term.field is Field.CATEGORY and (category := await labels.category_named(tx, term.text)):
            categories[key] = category.id
    return wanted(query, tags, categories, among_few=among_saved)
