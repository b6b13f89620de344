"""Whether one post is what a query wants: the same answer as the index gives, without the index."""

from __future__ import annotations

from functools import cached_property

from digests.decisions.search.wanted import Alternative, Wanted
from digests.decisions.search.words import Document, holds_all, words_of


class Words:
    """The words of one document, cut once for however many queries."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def all(self) -> frozenset[str]:
        """As the index has them."""
        return frozenset(words_of(self.document))

    def match(self, alternative: Alternative) -> bool:
        """Whether they answer an alternative; texts are looked into last, since that takes longest."""
        if not self.all.issuperset(alternative.words):
            return False
        if any(self.all.issuperset(group) for group in alternative.without):
            return False
        parts = (self.document.title, self.document.digest, self.document.text)
        return not alternative.phrases or holds_all(parts, alternative.phrases)


def matches(wanted: Wanted, document: Document | Words) -> bool:
    """Whether a query finds this document. Of its time, ``since``, nothing is known here: ask that apart."""
    words = document if isinstance(document, Words) else Words(document)
    return any(words.match(each) for each in wanted.alternatives)
