"""Judge: which story each of some articles tells; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from digests.decisions.stories.decision import Decision
from digests.decisions.stories.pair import judge
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.window.stored import Stored
from digests.steps.stories.window import Window
from digests.store.stories.articles import Article


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of articles before they are judged.

    ``versions`` of what is compared of them now; those that were put where they are ``by_admin``; from which
    others they are kept ``apart``; the articles ``beside`` them in the stories that they are in.
    """

    versions: Mapping[int, str] = field(default_factory=dict)
    by_admin: Collection[int] = ()
    apart: Mapping[int, Collection[int]] = field(default_factory=dict)
    beside: Mapping[int, Mapping[int, Prepared]] = field(default_factory=dict)


class Verdict(NamedTuple):
    """An article as it is compared from now on. With ``moves`` its story is the one decided, or its own."""

    article: Article
    prepared: Prepared
    stored: Stored
    decision: Decision | None
    moves: bool


def verdicts(window: Window, articles: Sequence[Article], known: Known) -> list[Verdict]:
    """Judge articles one after the other, each against the window and those before it.

    Ends early after one that leaves its story: what others of it are called then, only the store can say.
    """
    found: list[Verdict] = []
    for article in articles:
        if known.versions.get(article.article) != article.version:
            found.append(_verdict(window, article, known))
            if ended_early(found):
                break
    return found


def ended_early(found: Sequence[Verdict]) -> bool:
    """Whether the last of these verdicts was one that takes an article out of its story."""
    return bool(found) and found[-1].moves and found[-1].article.others


def _verdict(window: Window, article: Article, known: Known) -> Verdict:
    number = article.article
    prepared = prepare(article.title, article.text, article.published, article.lang)
    window.remove(number)
    decision = None
    if number not in known.by_admin:
        apart = window.stories_of(known.apart.get(number, ()))
        decision = window.index.decide(prepared, apart=apart)
    beside = known.beside.get(number, {})
    own = window.stories_of(beside)
    moves = decision is not None and _moves(window, prepared, decision, own, beside.values())
    if decision is not None and moves:
        story = number if decision.story is None else decision.story
    else:
        story = next(iter(own), article.story)
    return Verdict(article, prepared, window.add(number, story, prepared), decision, moves)


def _moves(
    window: Window, prepared: Prepared, decision: Decision, own: Collection[int], beside: Iterable[Prepared]
) -> bool:
    """Whether it joins a story, or leaves its ``own``; that only if nothing in it tells the same any more."""
    if not own:
        return decision.story is not None
    if decision.story in own:
        return False
    return not any(judge(prepared, other, window.index.frequencies).grade == "same" for other in beside)
