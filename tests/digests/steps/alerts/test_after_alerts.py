"""What an alert has told is no news in the digest after it, and what goes on says that there was an alert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from digests.errors import Refused
from digests.model import Digest, FollowKind, Quiet, RenderedPart, Subscriber
from digests.store.subscribers import subscribers
from tests.digests.steps.alerts.stage import RSS, Stage
from tests.digests.steps.build.test_editions import _with_edition
from tests.digests.steps.world import an_entry
from tests.fakes import TitlesRenderer


class Saying(TitlesRenderer):
    """One part a story and one a follow-up, with what is said of it."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """Titles."""
        stories = [story for section in digest.sections for story in section.stories]
        again = {story.post.title: " again" if story.again else "" for story in stories}
        told = [one.payload + again.get(one.payload, "") for one in super().parts(digest, layout)]
        told = [one for one in told if not one.startswith("+ ")]
        for one in (*digest.followed, *digest.follow_ups):
            alerted = " alerted" if one.followed.alerted else ""
            told.append(f"+{len(one.followed.posts)} {one.post.title}{alerted}")
        return [RenderedPart(each) for each in told]


@pytest.fixture
async def reader(stage: Stage) -> Subscriber:
    """Somebody who was told of two stories, and wants alerts of the category of all."""
    stage.world.build._renderer = Saying()
    made = await stage.reader()
    await stage.news(made)
    return made


async def next_digest(stage: Stage) -> list[str]:
    """What the next day's digest tells."""
    await stage.world.a_day_later()
    return stage.arrived()


async def follow(stage: Stage, reader: Subscriber, n: int) -> None:
    """Follow a story with alerts."""
    first = await stage.post(n)
    await stage.follows.follow(reader.id, first)
    assert await stage.alerts.switch_story(reader.id, first, on=True)


async def in_an_edition(stage: Stage, reader: Subscriber) -> None:
    """All that the reader follows comes in an edition, which has had its first digest."""
    await stage.world.subscriptions.follow(reader.id, FollowKind.FEED, stage.feed)
    await stage.world.store.writing(lambda tx: _with_edition(tx, stage.world, reader.id))
    await stage.world.subscriptions.unfollow(
        reader.id, FollowKind.CATEGORY, (await stage.world.catalogue.category("news")).id
    )
    assert await stage.alerts.switch(reader.id, FollowKind.FEED, stage.feed, on=True)
    await next_digest(stage)


@pytest.mark.parametrize("edition", [False, True])
async def test_a_digest_after_it_tells_only_what_else_came(
    stage: Stage, reader: Subscriber, edition: bool
) -> None:
    if edition:
        await in_an_edition(stage, reader)
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    assert await next_digest(stage) == []
    await stage.comes(3)
    assert await stage.later() == ["Story 3"]
    other = await stage.world.feed("https://example.org/late")
    await stage.world.comes_in(other, "https://example.org/late", an_entry(4, published=stage.world.now))
    await stage.alerts.switch(reader.id, FollowKind.FEED, stage.feed, on=False)
    assert await next_digest(stage) == ([] if edition else ["Story 4"])


async def test_it_is_remembered_however_many_alerts_came_since(stage: Stage, reader: Subscriber) -> None:
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    since = "".join(f"{n}:1 " for n in range(99_991_000, 99_981_000, -1))
    one = await stage.world.subscriptions.get(reader.id)
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, reader.id, told=since + one.told)
    await stage.comes(3)
    assert await stage.later() == ["Story 3"]
    await stage.comes(4)
    await stage.joins(2, 4)
    assert await stage.later() == []
    assert await next_digest(stage) == ["+1 Story 4 alerted"]


async def newcomer(stage: Stage) -> Subscriber:
    """Somebody with alerts whose first digest comes at the next time."""
    made = await stage.world.reader("news", address="2")
    async with stage.world.store.write() as tx:
        await subscribers.change(tx, made.id, next_due=stage.world.now + timedelta(days=1))
    await stage.news(made)
    return made


async def test_the_first_digest_of_a_chat_tells_only_what_else_there_is(stage: Stage) -> None:
    made = await newcomer(stage)
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    assert sorted(await next_digest(stage)) == ["Story 0", "Story 1"]
    assert (await stage.world.subscriptions.get(made.id)).cursor


async def test_in_the_first_digest_of_a_chat_it_goes_on(stage: Stage) -> None:
    stage.world.build._renderer = Saying()
    await newcomer(stage)
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.comes(3)
    await stage.joins(2, 3)
    await stage.later()
    assert sorted(await next_digest(stage)) == ["+1 Story 3 alerted", "Story 0", "Story 1"]


@pytest.mark.parametrize("edition", [False, True])
async def test_a_report_after_it_is_a_follow_up_that_says_so(
    stage: Stage, reader: Subscriber, edition: bool
) -> None:
    if edition:
        await in_an_edition(stage, reader)
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.comes(3)
    await stage.joins(2, 3)
    assert await stage.later() == []
    assert await next_digest(stage) == ["+1 Story 3 alerted"]
    await stage.comes(4)
    await stage.joins(2, 4)
    await stage.later()
    assert await next_digest(stage) == ["+1 Story 4"], "a digest has told of it since"


async def test_a_followed_story_is_not_told_twice(stage: Stage, reader: Subscriber) -> None:
    await follow(stage, reader, 0)
    await stage.comes(2)
    await stage.joins(0, 2)
    assert await stage.later() == ["Story 2"]
    assert await next_digest(stage) == []
    await stage.comes(3)
    await stage.joins(0, 3)
    assert await stage.later() == ["Story 3"]
    await stage.alerts.switch_story(reader.id, await stage.post(0), on=False)
    await stage.comes(4)
    await stage.joins(0, 4)
    assert await stage.later() == []
    assert await next_digest(stage) == ["+1 Story 4 alerted"], "the report of the alert is not among them"


async def test_twice_the_sources_are_news_again(stage: Stage, reader: Subscriber) -> None:
    await stage.comes(2, source="Herald")
    assert await stage.later() == ["Story 2"]
    await stage.comes(3, source="Courier")
    await stage.comes(4, source="Gazette")
    await stage.joins(2, 3, 4)
    assert await stage.later() == []
    [said] = await next_digest(stage)
    assert said in ("Story 3 again", "Story 4 again"), "by a report that is new"


async def test_what_an_edition_told_while_it_waited_is_no_alert(stage: Stage, reader: Subscriber) -> None:
    await in_an_edition(stage, reader)
    await follow(stage, reader, 0)
    at = stage.world.now
    quiet = Quiet(((at - timedelta(hours=2)).time(), (at + timedelta(hours=2)).time()), waits=False)
    await stage.world.subscriptions.change(reader.id, at, quiet=quiet)
    await stage.comes(2, source="Courier")
    await stage.comes(3, source="Gazette")
    await stage.joins(0, 2, 3)
    assert await stage.later() == []
    assert await next_digest(stage) == ["+2 Story 3"], "the one digest, and the other knows of it"
    stage.world.now += timedelta(hours=3)
    assert await stage.later() == []


async def test_a_digest_that_is_opened_later_hides_no_alert(stage: Stage, reader: Subscriber) -> None:
    await follow(stage, reader, 0)
    await stage.comes(2)
    await stage.joins(0, 2)
    assert await stage.later() == ["Story 2"]
    await stage.world.composed.opened(reader.id, 1, 9)
    assert (await stage.world.subscriptions.get(reader.id)).told.startswith("1:9 ")
    assert await next_digest(stage) == []


async def test_a_correction_of_before_an_alert_stands_in_the_next_digest(
    stage: Stage, reader: Subscriber
) -> None:
    stage.world.now += timedelta(minutes=1)
    await stage.world.comes_in(stage.feed, RSS, an_entry(0, title="Harbour closed"))
    stage.world.now += timedelta(hours=2)
    await stage.comes(2)
    assert await stage.later() == ["Story 2"]
    await stage.alerts.switch(reader.id, FollowKind.CATEGORY, 1, on=False)
    await stage.comes(3)
    assert await next_digest(stage) == ["Story 3", "! Story 0 -> Harbour closed"]


async def test_an_alert_that_was_refused_has_told_nothing(stage: Stage, reader: Subscriber) -> None:
    await stage.comes(2)
    stage.world.transport.refuses["1"] = Refused("blocked")
    assert await stage.later() == []
    stage.world.transport.refuses.clear()
    await stage.world.subscriptions.returned("telegram", "1")
    await stage.comes(3, source="Courier")
    await stage.joins(2, 3)
    await stage.world.deliver()
    [said] = stage.arrived()
    assert said in ("Story 2", "Story 3"), "news, and not alerted"
