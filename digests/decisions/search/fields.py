"""The fields of ``/search``: their names in both languages, and those that were left with nothing behind."""

from __future__ import annotations

import re

from digests.decisions.search.terms import Field, Term
from digests.errors import BadInput

FIELDS = {
    "tag": Field.TAG,
    "标签": Field.TAG,
    "category": Field.CATEGORY,
    "分类": Field.CATEGORY,
    "from": Field.SOURCE,
    "source": Field.SOURCE,
    "feed": Field.SOURCE,
    "来源": Field.SOURCE,
    "since": Field.SINCE,
    "自": Field.SINCE,
    "最近": Field.SINCE,
    "is": Field.STATE,
}
"""What people call them."""
# A space may follow the colon, but "what is: this" are words.
NAMED = rf"(?!is[:：]\s)(?P<field>{'|'.join(FIELDS)})[:：]\s*(?!(?-i:OR|AND)\s)(?=[^\s)）|｜])"
"""A field with something behind it, as a pattern that does not mind case."""
_BARE = re.compile(rf"(?!is)(?:{'|'.join(FIELDS)})[:：]", re.IGNORECASE)


def refuse_bare(terms: tuple[Term, ...]) -> None:
    """Raise ``BadInput("search_field")`` where a field has nothing behind it, such as "solar tag:".

    To look for its name as a word would find nothing, and behind a minus leave nothing out. Only what is
    newly asked is held to it.
    """
    for term in terms:
        if term.field is Field.TEXT and not term.phrase and _BARE.fullmatch(term.text):
            raise BadInput("search_field", text=term.text)
