"""What training on titles gains, on the sets that have titles, judged by their references.

The weights of a set are fitted to its titles only. They are judged by references that they have not seen: of
its own articles, and of the other sets of its language. Where the reference is the headline it is the title,
and only other sets judge.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from bench.articles import Article, read
from bench.interval import mean
from bench.rouge import rouge2
from bench.table import show
from digests.summarizers import keypoints
from digests.summarizers.learning.train import LEAST_POSTS, Outcome, learn
from digests.summarizers.learning.weights import Weights

HEADLINES = ("zh_finna",)
POINTS = 3


def main() -> None:
    """Print what held-back titles and what references say of each set's weights."""
    articles = read()
    titles, references = [], []
    for group in dict.fromkeys(article.group for article in articles):
        print(f"learning from {group}", file=sys.stderr)
        own = [_post(article) for article in articles if article.group == group]
        for found in learn(own)[:1]:
            titles.append(_titles(group, found))
            references += _references(group, found, articles)
    show(
        "Learned from titles: share of held-back titles",
        ("titles of", "posts", "hand", "learned", "wins"),
        titles,
    )
    head = ("titles of", "references of", "F1 / recall by hand", "learned")
    show("The same weights against references, titles shown to both", head, references)


def _post(article: Article) -> tuple[str, str, str]:
    headline = article.summary if article.group in HEADLINES else article.title
    return headline, article.text, article.lang


def _titles(group: str, found: Outcome) -> tuple[object, ...]:
    each = found.report
    if each is None:
        return group, found.posts, "-", f"{LEAST_POSTS} are needed", "no"
    learned = f"{100 * each.learned:.1f} ± {100 * each.margin:.1f}"
    return group, found.posts, f"{100 * each.by_hand:.1f}", learned, "yes" if each.wins else "no"


def _references(group: str, found: Outcome, articles: Sequence[Article]) -> Iterator[tuple[object, ...]]:
    if found.weights is None:
        return
    same = [article for article in articles if article.lang == found.lang]
    for other in dict.fromkeys(article.group for article in same):
        if other != group or group not in HEADLINES:
            judged = [article for article in same if article.group == other]
            yield group, other, _quality(judged, None), _quality(judged, found.weights)


def _quality(judged: Sequence[Article], weights: Weights | None) -> str:
    scores = []
    for article in judged:
        points = keypoints.condense(article.title, article.text, article.lang, POINTS, weights)
        scores.append(rouge2([point.text for point in points], article.summary, article.lang))
    f1, recall = (100 * mean(column) for column in zip(*scores, strict=True))
    return f"{f1:.1f} / {recall:.1f}"
