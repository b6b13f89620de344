"""Pick: what a digest for one choice holds, put together from what is known of all stories that came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digests.decisions.ranking.contenders import Contender, without
from digests.decisions.ranking.followed import GoingOn, going_on
from digests.decisions.ranking.liked import liked
from digests.decisions.search.words import by_tag
from digests.decisions.selection import History, Selection, choose_among
from digests.model.own import PLAIN, Mutes
from digests.steps.build.choices import Choice, Target
from digests.steps.build.material import Material
from digests.store.posts.listed import Listed

MOST_STORIES = 200


@dataclass(frozen=True, slots=True)
class Field:
    """The stories that may come to a choice, each ``under`` the first subscription where it may."""

    contenders: Mapping[int, Contender]
    under: Mapping[int, Target]
    history: History
    liked: Mapping[int, float]


def pick(material: Material, choice: Choice) -> Selection:
    """Stories in their order, of the newest of what is followed freshly and of what came in since."""
    return chosen(field_of(material, choice), choice, MOST_STORIES)


def chosen(field: Field, choice: Choice, limit: int) -> Selection:
    """Up to so many of the stories that may come, in their order."""
    return choose_among(
        field.contenders,
        field.under,
        choice.order,
        limit,
        size=choice.size,
        history=field.history,
        liked=field.liked,
    )


def field_of(material: Material, choice: Choice) -> Field:
    """What a choice that was loaded chooses from."""
    listed = new(material, choice)
    under = _under(material, choice, listed)
    contenders = _contenders(material, choice, under)
    under = {story: under[story] for story in contenders}
    related = material.stories.related(
        {row.post: row for rows in listed.values() for row in rows if row.story in under}.values()
    )
    history = History(
        {story: coverage for story, coverage, _ in choice.told},
        choice.cursor,
        related,
        {story: upto for story, _, upto in choice.told if upto},
    )
    tastes = choice.own.tastes
    return Field(
        contenders,
        under,
        history,
        liked(contenders, tastes, material.answers.having) if tastes else {},
    )


def new(material: Material, choice: Choice) -> dict[Target, Sequence[Listed]]:
    """What is listed under each subscription, without articles that stood in one of them before."""
    known = [(kind, target) for kind, target, fresh in choice.follows if not fresh]
    stories = material.stories
    return {
        section: [row for row in rows if not stories.stood(row.article, known, choice.cursor)]
        for section, rows in material.listed(choice).items()
    }


def _under(
    material: Material, choice: Choice, listed: Mapping[Target, Sequence[Listed]]
) -> dict[int, Target]:
    """The first subscription of each story whose query it answers."""
    found: dict[int, Target] = {}
    queries = choice.own.queries or (0,) * len(choice.follows)
    for (kind, target, _), query in zip(choice.follows, queries, strict=True):
        stories = {row.story for row in listed[kind, target]}
        for story in material.answers.answers(query, stories) if query else stories:
            found.setdefault(story, (kind, target))
    return found


def _contenders(material: Material, choice: Choice, under: Mapping[int, Target]) -> dict[int, Contender]:
    """Those that are not kept away by what the subscriber wants; in the order of their ids."""
    own = choice.own
    found = {n: one for n in sorted(under) if (one := material.stories[n])}
    if own == PLAIN:
        return found
    if own.query:
        answering = material.answers.answers(own.query, found)
        found = {n: one for n, one in found.items() if n in answering}
    heard = unmuted(material, own.mutes, found)
    return {n: one for n, one in heard.items() if len(one.voices) >= own.floor}


def unmuted(material: Material, mutes: Mutes, stories: Mapping[int, Contender]) -> dict[int, Contender]:
    """These stories as those tell them who are not muted, without those of muted tags and the muted ones."""
    away = set(mutes.stories)
    for those in material.answers.having(map(by_tag, mutes.tags), stories).values() if mutes.tags else ():
        away.update(those)
    return {n: left for n, one in stories.items() if n not in away and (left := without(one, mutes))}


def going_on_of(material: Material, choice: Choice, selection: Selection) -> GoingOn:
    """News of the stories that are followed, and of the others that go on."""
    stories = {n: one for n in choice.followed if (one := material.stories[n])}
    picked = {one.post for one in selection.picks}
    return going_on(
        {n: one.reports for n, one in unmuted(material, choice.own.mutes, stories).items()},
        {story: coverage for story, coverage, _ in choice.told},
        choice.cursor,
        picked,
        selection.follow_ups,
        {story: upto for story, _, upto in choice.told},
    )
