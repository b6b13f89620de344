"""Stories: which articles tell one event, scored on labelled files, and what a decision costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import judge
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.story_index import StoryIndex

Post = Mapping[str, Any]


def prepared(post: Post) -> Prepared:
    """A post of a labelled file as the product prepares it."""
    published = post.get("published")
    when = datetime.fromisoformat(published) if published else None
    return prepare(post["title"], post["text"], when, post.get("lang") or "")


def open_scorer(background: Sequence[Post]) -> Callable[[Post, Post], tuple[float, str]]:
    """``score(a, b)``: a larger number is more alike, and the grade that the product gives."""
    frequencies = Frequencies()
    for post in background:
        frequencies.add(prepared(post))

    def score(a: Post, b: Post) -> tuple[float, str]:
        judgement = judge(prepared(a), prepared(b), frequencies)
        return judgement.score, judgement.grade

    return score


def open_clusterer() -> Callable[[Post], int]:
    """``add(post)``: the story that the post joins or opens."""
    index, count = StoryIndex(), iter(range(1, 1 << 62))

    def add(post: Post) -> int:
        article, made = next(count), prepared(post)
        decision = index.decide(made)
        story = article if decision.story is None else decision.story
        index.add(article, story, made)
        return story

    return add
