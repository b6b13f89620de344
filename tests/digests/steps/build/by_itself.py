"""What a choice gets when it asks the database by itself, for nobody else: what sharing must not change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select

from digests.decisions.selection import History, Selection, choose
from digests.model import LABELS, Candidate, FollowKind
from digests.steps.build.choices import Choice, Target
from digests.steps.build.listings import NEWEST_EACH
from digests.steps.build.pick import MOST_STORIES
from digests.store import Tx
from digests.store.posts import pages
from digests.store.tables import ARTICLE, post, post_category, post_tag

_LINKS = {
    FollowKind.CATEGORY: (post_category, post_category.c.category_id),
    FollowKind.TAG: (post_tag, post_tag.c.tag_id),
}


async def pick_by_itself(tx: Tx, choice: Choice, upto: int) -> Selection:
    """The stories of a choice that follows labels and wants nothing else."""
    listed = await _listed(tx, choice, upto)
    had = await _had(tx, choice, {each.story for each in listed})
    new = [each for each in listed if each.article not in had]
    copies = await pages.copies(tx, {each.story for each in new}, upto)
    links = await pages.related(tx, {each.article for each in new})
    stories = {each.article: each.story for each in new}
    related: dict[int, set[int]] = defaultdict(set)
    for article, other in links:
        if (story := stories[article]) != other:
            related[story].add(other)
            related[other].add(story)
    told = {one.story: one.coverage for one in choice.told}
    history = History(told, choice.cursor, related, {one.story: one.upto for one in choice.told})
    candidates = _with_targets(new, copies)
    return choose(candidates, choice.order, MOST_STORIES, size=choice.size, history=history)


async def _listed(tx: Tx, choice: Choice, upto: int) -> list[Candidate]:
    found: list[Candidate] = []
    for kind in LABELS:
        if known := _known(choice, kind):
            found += await pages.came_in(tx, kind, known, choice.cursor, upto)
        for target in [t for k, t, fresh in choice.follows if k is kind and fresh]:
            found += await pages.newest(tx, kind, target, upto, NEWEST_EACH)
    return found


def _known(choice: Choice, kind: FollowKind) -> list[int]:
    return [target for k, target, fresh in choice.follows if k is kind and not fresh]


async def _had(tx: Tx, choice: Choice, stories: set[int]) -> set[int]:
    """Articles that stood in what was followed before."""
    found: set[int] = set()
    for kind in LABELS:
        links, column = _LINKS[kind]
        query = select(ARTICLE.label("article")).join(links, links.c.post_id == post.c.id)
        of = (post.c.story_id.in_(stories), post.c.id <= choice.cursor, column.in_(_known(choice, kind)))
        found |= {row.article for row in await tx.execute(query.where(*of))}
    return found


def _with_targets(listed: list[Candidate], copies: list[Candidate]) -> list[Candidate]:
    """Every post of the listed stories once, under all labels under which one of its copies is listed."""
    targets: dict[int, dict[Target, None]] = defaultdict(dict)
    posts: dict[int, Candidate] = {}
    for each in (*copies, *listed):
        targets[each.story].update(dict.fromkeys(each.targets))
        posts.setdefault(each.post, each)
    return [replace(one, targets=tuple(targets[one.story])) for one in posts.values()]
