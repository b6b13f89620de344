"""Queries and documents over a few words, so that they meet often; and what a query means, read by hand."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from digests.decisions.search.query import parse
from digests.decisions.search.terms import All, Either, Field, Node
from digests.decisions.search.wanted import Wanted, wanted
from digests.decisions.search.words import Document
from digests.errors import BadInput
from tests.conftest import NOW

TAGS = {"rail": 3, "ship": 4}
WORDS = ["a", "b", "c", "新能", "能源", "源"]

DOCUMENTS = st.builds(
    Document,
    title=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    text=st.lists(st.sampled_from([*WORDS, "新能源"]), max_size=6).map(" ".join),
    tags=st.lists(st.sampled_from([(3, "Rail"), (4, "Ship")]), unique=True),
    sources=st.lists(st.sampled_from(["Herald", "Daily Herald"]), max_size=1),
)

_LEAVES = st.sampled_from(
    [*WORDS, "新能源", '"a b"', '"b c"', "tag:rail", "tag:ship", "tag:nope", "from:daily", "rail"]
)
_MINUS = st.sampled_from(["", "", "", "-"])


_SAID = ["rate", "cut", "rates", "Bank", "a", "芯片", "期货", "新能源", "源", "降息了"]
_NAMED = [
    "tag:rail",
    "标签:ship",
    "tag:nope",
    "category:news",
    "source:herald",
    "来源:daily",
    "since:2d",
    "is:saved",
]
_PHRASES = ['"rate cut"', "“芯片期货”", '"cut 芯片"', '"新能"', '""', "!"]


def _longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner, min_size=1, max_size=3)
    joined = parts.map(" ".join) | parts.map(" OR ".join)
    return st.builds("{}({})".format, _MINUS, joined) | joined


TEXTS = st.recursive(st.builds("{}{}".format, _MINUS, _LEAVES), _longer, max_leaves=8)

_OFTEN_MINUS = st.sampled_from(["", "-"])
_FILTER_LEAVES = st.builds("{}{}".format, _OFTEN_MINUS, st.sampled_from([*_SAID, *_NAMED, *_PHRASES]))
FILTERS = st.recursive(_FILTER_LEAVES, _longer, max_leaves=8)
"""What somebody may type as a filter, in Chinese and English; not all of it can be understood."""

_PARTS = st.lists(st.sampled_from([*_SAID, "芯片期货", "rate cut", "\n"]), max_size=6)
POSTS = st.builds(
    Document,
    title=_PARTS.map(" ".join),
    text=_PARTS.map("".join) | _PARTS.map(" ".join),
    digest=_PARTS.map(" ".join),
    categories=st.sampled_from([(), (7,)]),
    tags=st.lists(st.sampled_from([(3, "Rail"), (4, "Ship"), (5, "芯片")]), unique=True),
    sources=st.lists(st.sampled_from(["Herald", "Daily Herald", "期货日报"]), max_size=2),
)
"""Posts in which these stand."""


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Queries that can be understood."""
    return draw(TEXTS.filter(lambda text: _read(text) is not None))


def asked() -> st.SearchStrategy[Wanted]:
    """Such queries in the words of the index."""
    return texts().map(lambda text: wanted(parse(text, NOW), TAGS, {}))


def _read(text: str) -> Wanted | None:
    try:
        return wanted(parse(text, NOW), TAGS, {})
    except BadInput:
        return None


def means(node: Node, document: Document) -> bool:
    """Whether a query's tree is true of a document, by looking at its strings."""
    if isinstance(node, All):
        return all(means(part, document) for part in node.parts)
    if isinstance(node, Either):
        return any(means(part, document) for part in node.parts)
    without_order = node.without or not node.phrase
    return _there(node.field, node.text, document, without_order=without_order) is not node.without


def _there(field: Field, name: str, document: Document, *, without_order: bool) -> bool:
    if field is Field.TAG:
        return any(name == tag.casefold() for _, tag in document.tags)
    if field is Field.SOURCE:
        return any(name in source.casefold().split() for source in document.sources)
    parts = [document.title, document.text]
    if not without_order:
        return any(f" {name} " in f" {part} " for part in parts)
    tags = [tag.casefold() for _, tag in document.tags]
    return all(_has(word, [*parts, *tags], document.title) for word in name.split())


def _has(word: str, parts: Iterable[str], title: str) -> bool:
    if word.isascii():
        return any(word in part.split() for part in parts)
    if len(word) == 1:  # a character alone stands in titles, or by itself
        return word in title or any(word in part.split() for part in parts)
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    return all(any(pair in part for part in parts) for pair in pairs)
