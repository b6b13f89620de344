"""Of a story that was found, the report that has the words: what is shown should say why it was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from typing import NamedTuple

from digests.decisions.search.joints import asked_in
from digests.decisions.search.query import Query
from digests.decisions.search.terms import Field
from digests.decisions.search.words import holds_all, said_in, spell
from digests.model import Post, ReportText
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.stories import reports
from digests.summarizers.stories.joined import telling


class _Asked(NamedTuple):
    words: frozenset[str]
    phrases: tuple[str, ...]


async def matching(
    store: Store, articles: FullPosts, query: Query, found: Mapping[int, Post]
) -> dict[int, Post]:
    """Posts that were found by their ids, each as the report of its story that has most of the words.

    That is the post itself where it has as many as any other.
    """
    asked = _asked(query)
    wide = {n: post for n, post in found.items() if asked.words and post.telling.reports}
    if not wide:
        return dict(found)
    texts = await store.reading(lambda tx: _texts(tx, wide.values()))
    best = {n: _best(post, texts, asked) for n, post in wide.items()}
    others = await articles.read([one for n, one in best.items() if one != n])
    return {n: others.get(best.get(n, n), post) for n, post in found.items()}


async def _texts(tx: Tx, posts: Collection[Post]) -> dict[int, ReportText]:
    ids = [each.id for post in posts for each in telling(post.telling.reports)]
    return await reports.texts(tx, ids)


def _asked(query: Query) -> _Asked:
    """What must stand in a text: labels and sources belong to the story as a whole."""
    terms = [term for term in query.terms if term.field is Field.TEXT and not term.without]
    words = frozenset(word for term in terms for word in asked_in(term.text))
    return _Asked(words, tuple(spell(term.text) for term in terms if term.phrase))


def _best(post: Post, texts: Mapping[int, ReportText], asked: _Asked) -> int:
    own = [post.id, *(each.id for each in post.telling.reports if each.id != post.id)]
    return max((n for n in own if n in texts or n == post.id), key=lambda n: _fit(texts.get(n), asked))


def _fit(said: ReportText | None, asked: _Asked) -> tuple[bool, int]:
    """Whether a report has all phrases, and how many of the words."""
    if said is None:
        return False, 0
    parts = (said.title, said.text)
    return holds_all(parts, asked.phrases), len(asked.words.intersection(chain(*map(said_in, parts))))
