"""Why a story comes to a subscriber with its next digest, or why it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from digests.decisions.ranking.told import Heard, heard
from digests.decisions.selection import Selection
from digests.model import Pick, Profile, Reason, Verdict
from digests.steps.build.choices import Choice, Target, choice_of
from digests.steps.build.groups import Run
from digests.steps.build.history import histories
from digests.steps.build.kept_away import kept_away
from digests.steps.build.material import Material
from digests.steps.build.pick import chosen, field_of, new
from digests.store import Tx
from digests.store.posts import full_posts, listed
from digests.store.posts.listed import Listed
from digests.store.subscribers import due_editions, due_subscribers

_ALL = 10_000
"""Stories whose order is asked for: nothing that could come stands behind them."""


async def verdict(tx: Tx, run: Run, subscriber_id: int, post_id: int, now: datetime) -> Verdict | None:
    """What becomes of the story of a post in the next digest of a subscriber, as it stands now.

    Of several editions that one counts which follows it. None where there is no such subscriber or post.
    """
    rows = await listed.of_posts(tx, [post_id])
    found: Verdict | None = None
    for edition in (0, *await due_editions.of(tx, subscriber_id)):
        profile = await due_subscribers.one(tx, subscriber_id, edition, now, oldest=run.oldest)
        if profile is None or not rows:
            return found
        found = await _Looking(tx, run, profile, rows[0], now).verdict()
        if found.reason is not Reason.NOT_FOLLOWED:
            break
    return found


class _Looking:
    """At one story, for one edition of a subscriber."""

    def __init__(self, tx: Tx, run: Run, profile: Profile, row: Listed, now: datetime) -> None:
        self._tx, self._run, self._profile, self._row, self._now = tx, run, profile, row, now
        self._story = row.story
        self._material = Material(run.upto, now)

    async def verdict(self) -> Verdict:
        """The first reason that there is, in the order in which a digest is put together."""
        profile, run = self._profile, self._run
        known = await histories(self._tx, [profile], run.upto, run.oldest)
        choice = choice_of(profile, profile.next_due, known.get(profile, ()))
        await self._material.load(self._tx, [choice])
        sections = self._sections(choice)
        if not sections:
            return await self._unlisted(choice)
        field = field_of(self._material, choice)
        if (section := field.under.get(self._story)) is None:
            return await kept_away(self._tx, self._material, choice, self._story, sections)
        title = self._material.titles([section])[section]
        one = field.contenders[self._story]
        to_them = heard(self._story, one.reports, field.history.told, field.history.seen_of(self._story))
        if to_them in (Heard.KNOWN, Heard.GOES_ON):
            return Verdict(Reason.TOLD, title)
        return await self._placed(choice, chosen(field, choice, _ALL), title)

    def _sections(self, choice: Choice) -> list[Target]:
        """The subscriptions under which it came in."""
        rows = new(self._material, choice)
        return [section for section in choice.order if any(row.story == self._story for row in rows[section])]

    async def _unlisted(self, choice: Choice) -> Verdict:
        """It did not come in lately: was it told, what kept it away then, and is it followed at all?"""
        earlier = await self._earlier(choice)
        title = self._material.titles([earlier])[earlier] if earlier else ""
        told = {one.story for one in choice.told} | await self._told_ever()
        if self._story in told and earlier:
            return Verdict(Reason.TOLD, title)
        if away := await self._when_it_came():
            return away
        return Verdict(Reason.OLDER, title) if earlier else Verdict(Reason.NOT_FOLLOWED)

    async def _when_it_came(self) -> Verdict | None:
        """What the subscriber's wishes, as they are now, make of it among what came in up to this post."""
        follows = tuple((kind, target, False) for kind, target, _ in self._profile.follows)
        profile = replace(self._profile, follows=follows, cursor=self._row.post - 1)
        then = _Looking(self._tx, replace(self._run, upto=self._row.post), profile, self._row, self._now)
        choice = choice_of(profile, profile.next_due)
        await then._material.load(self._tx, [choice])
        sections = then._sections(choice)
        if not sections or self._story in field_of(then._material, choice).under:
            return None
        return await kept_away(self._tx, then._material, choice, self._story, sections)

    async def _earlier(self, choice: Choice) -> Target | None:
        """A label or feed that is followed under which it stands."""
        stood = await listed.stood_under(self._tx, [self._story])
        places = {place for each in stood.values() for place in each}
        return next((section for section in choice.order if section in places), None)

    async def _told_ever(self) -> set[int]:
        """What the chat was told lately, whether it came in since or not."""
        fresh = tuple((kind, target, True) for kind, target, _ in self._profile.follows)
        profile = replace(self._profile, follows=fresh)  # to whom all that was told matters
        begun = await histories(self._tx, [profile], self._run.upto, self._run.oldest)
        return {one.story for told in begun.values() for one in told}

    async def _placed(self, choice: Choice, selection: Selection, title: str) -> Verdict:
        """It may come: where it stands, and what stands in its place if it is not shown at once."""
        order = selection.picks
        one = self._material.stories[self._story]
        mine = {copy.post for report in (one.reports if one else ()) for copy in report.copies}
        place = next((n for n, pick in enumerate(order, 1) if pick.post in mine), 0)
        if not place:
            return Verdict(Reason.OUTRANKED, title, of=len(order))
        pick = order[place - 1]
        if place <= choice.size:
            return Verdict(Reason.COMES, title, "", place, len(order), pick.figures)
        detail = await self._title_of(order[choice.size - 1])
        return Verdict(Reason.OUTRANKED, title, detail, place, len(order), pick.figures)

    async def _title_of(self, pick: Pick) -> str:
        return (await full_posts.texts(self._tx, [pick.post])).get(pick.post, ("", "", ""))[0]
