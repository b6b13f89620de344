"""Queries that wait for posts: how long a post takes to find those that it answers, among fifty thousand.

The queries are of one to three words, a fifth of them with ``OR`` or an exclusion; a word is one of every
fourth post or one of some hundred, and all between. The posts are those of the corpus: 900 characters each.
Beside them wait a fifth as many filters that only exclude one to three of these words.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from bench.corpus import START, Pool, words
from bench.table import percentile, show
from digests.decisions.search.excluding import Excluding
from digests.decisions.search.filters import filter_of
from digests.decisions.search.matching import Words
from digests.decisions.search.query import parse
from digests.decisions.search.standing_queries import StandingQueries
from digests.decisions.search.wanted import wanted
from digests.decisions.search.words import Document, words_of

QUERIES, POSTS, COUNTED = 50_000, 1_000, 2_000
COMMONEST = 20  # words of the vocabulary that nobody would ask to be told of


def main(queries: int = QUERIES, posts: int = POSTS) -> None:
    """Fill, ask, and print the table."""
    rng, vocabulary = random.Random(5), words(random.Random(1))
    pool = Pool(rng, vocabulary)
    frequency = _frequency([_post(pool) for _ in range(COUNTED)])
    asked = [wanted(parse(_query(rng, vocabulary), START), {}, {}) for _ in range(queries)]
    waiting, begun = StandingQueries(frequency), time.process_time()
    for number, each in enumerate(asked):
        waiting.add(number, each)
    adding = time.process_time() - begun
    documents = [_post(pool) for _ in range(posts)]
    excluding = _excluding(rng, vocabulary, queries // 5)
    back, holding = _timed(lambda document: len(excluding.back(Words(document))), documents)
    found, spent = _timed(lambda document: len(waiting.find(document)), documents)
    _, cutting = _timed(lambda document: len(words_of(document)), documents)
    rows = [
        ("all posts, seconds of processor time", f"{sum(spent) / 1e3:.2f}"),
        ("a post, ms, p50 / p95", f"{percentile(spent, 50):.2f} / {percentile(spent, 95):.2f}"),
        ("of this cutting it into words, ms, p50", f"{percentile(cutting, 50):.2f}"),
        (
            "queries that a post answers, p50 / p95",
            f"{percentile(found, 50):.0f} / {percentile(found, 95):.0f}",
        ),
        ("adding a query, µs", f"{adding / queries * 1e6:.1f}"),
        (
            f"{len(excluding)} filters that only exclude, ms a post with its words, p50 / p95",
            f"{percentile(holding, 50):.2f} / {percentile(holding, 95):.2f}",
        ),
        (
            "those of them that hold a post back, p50 / p95",
            f"{percentile(back, 50):.0f} / {percentile(back, 95):.0f}",
        ),
    ]
    show(f"{posts} posts against {queries} standing queries", ("what", "figure"), rows)


def _excluding(rng: random.Random, vocabulary: Sequence[str], count: int) -> Excluding:
    waiting = Excluding()
    for number in range(count):
        words = _query(rng, vocabulary).split(" -")[0].translate(str.maketrans("", "", "()"))
        without = " ".join(f"-{word}" for word in words.split() if word != "OR")
        waiting.add(number, filter_of(parse(without, START), {}, {}))
    return waiting


def _timed(work: Callable[[Document], int], documents: Sequence[Document]) -> tuple[list[float], list[float]]:
    """Results, and milliseconds."""
    found, spent = list[float](), list[float]()
    for document in documents:
        begun = time.process_time()
        found.append(work(document))
        spent.append((time.process_time() - begun) * 1e3)
    return found, spent


def _post(pool: Pool) -> Document:
    text, _ = pool.article()
    return Document(text[:30], text)


def _query(rng: random.Random, vocabulary: Sequence[str]) -> str:
    picked = [
        vocabulary[COMMONEST + int(10 ** rng.uniform(1.5, 4.2))] for _ in range(rng.choice((1, 2, 2, 3)))
    ]
    form = rng.random()
    if form < 0.1:
        return f"({picked[0]} OR {picked[-1]}) {vocabulary[200]}"
    return f"{' '.join(picked)} -{vocabulary[0]}" if form < 0.2 else " ".join(picked)


def _frequency(documents: Sequence[Document]) -> Mapping[str, int]:
    return Counter(word for document in documents for word in words_of(document))


if __name__ == "__main__":
    main()
