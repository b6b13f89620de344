"""Pick: what a digest for one choice holds, put together from what is known of all stories that came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digests.decisions.ranking.contenders import Contender, unmuted
from digests.decisions.ranking.followed import GoingOn, going_on
from digests.decisions.ranking.liked import liked
from digests.decisions.search.words import by_tag
from digests.decisions.selection import History, Selection, choose_among
from digests.model import FollowUp
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
        {one.story: one.coverage for one in choice.told},
        choice.cursor,
        related,
        {one.story: one.upto for one in choice.told if one.upto},
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
    heard = _unmuted(material, own.mutes, found)
    return {n: one for n, one in heard.items() if len(one.voices) >= own.floor}


def _unmuted(material: Material, mutes: Mutes, stories: Mapping[int, Contender]) -> dict[int, Contender]:
    """What is left of these stories without what is muted."""
    if not mutes.tags:
        return unmuted(stories, mutes, ())
    tagged = material.answers.having(map(by_tag, mutes.tags), stories)
    return unmuted(stories, mutes, {story for those in tagged.values() for story in those})


def going_on_of(material: Material, choice: Choice, selection: Selection) -> GoingOn:
    """News of the stories that are followed, and of the others that go on."""
    stories = {n: one for n in choice.followed if (one := material.stories[n])}
    picked = {one.post for one in selection.picks}
    found = going_on(
        {n: one.reports for n, one in _unmuted(material, choice.own.mutes, stories).items()},
        {one.story: one.coverage for one in choice.told},
        choice.cursor,
        picked,
        selection.follow_ups,
        {one.story: one.upto for one in choice.told if one.upto},
    )
    return GoingOn(*([_marked(one, choice) for one in each] for each in found))


def _marked(one: FollowUp, choice: Choice) -> FollowUp:
    """A follow-up that says so where an alert has told its story since the last digest."""
    known = next((each for each in choice.told if each.story == one.story), None)
    return replace(one, alerted=True) if known and known.alerted else one
