"""What of its wishes keeps a story away from a subscriber."""

from __future__ import annotations

from collections.abc import Sequence

from digests.decisions.search.words import by_tag
from digests.model import Figures, Reason, Verdict
from digests.steps.build.choices import Choice, Target
from digests.steps.build.material import Material
from digests.store import Tx
from digests.store.posts import full_posts
from digests.store.posts import tags as tag_rows
from digests.store.search import standing


async def kept_away(
    tx: Tx, material: Material, choice: Choice, story: int, sections: Sequence[Target]
) -> Verdict:
    """Why a story that came in under these subscriptions does not come; it may not come."""
    title = material.titles(sections)[sections[0]]
    if query := await _unanswered(tx, material, choice, story, sections):
        return Verdict(Reason.FILTERED, title, query)
    if (muted := await _muted(tx, material, choice, story)) is not None:
        return Verdict(Reason.MUTED, title, muted)
    one = material.stories[story]
    figures = Figures(coverage=len(one.voices)) if one else None
    return Verdict(Reason.BELOW_FLOOR, title, str(choice.own.floor), figures=figures)


async def _unanswered(
    tx: Tx, material: Material, choice: Choice, story: int, sections: Sequence[Target]
) -> str:
    """The words of the query that it does not answer, "" where it answers all."""
    own, answers = choice.own, material.answers
    queries = dict(zip(choice.order, own.queries or (0,) * len(choice.order), strict=True))
    asked = [queries[each] for each in sections]
    lacks = [n for n in (*asked, own.query) if n and not answers.answers(n, [story])]
    if own.query not in lacks and not all(n in lacks for n in asked):
        return ""
    return (await standing.texts(tx, lacks))[lacks[-1] if own.query in lacks else lacks[0]]


async def _muted(tx: Tx, material: Material, choice: Choice, story: int) -> str | None:
    """The name of what is muted, of a story its title; None where nothing is."""
    mutes, one = choice.own.mutes, material.stories[story]
    if story in mutes.stories:
        return (await full_posts.texts(tx, [story])).get(story, ("", "", ""))[0]
    words = {by_tag(n): n for n in mutes.tags}
    if found := list(material.answers.having(words, [story])):
        tags = await tag_rows.by_id(tx, [words[found[0]]])
        return "".join(f"#{each.name}" for each in tags.values())
    copies = [copy for report in one.reports for copy in report.copies] if one else []
    muted = [each.named for each in copies if each.named in mutes.sources or each.feed in mutes.feeds]
    return muted[0] if copies and len(muted) == len(copies) else None
