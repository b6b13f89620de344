"""Sections in the order of the picks, and nothing that is not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from digests.decisions.compose import completed, compose
from digests.model import FollowKind, FollowUp, KeyPoint, Layout, Pick, Post, Report, StoryPoint, Telling
from tests.conftest import NOW

NEWS, PORTS = (FollowKind.CATEGORY, 1), (FollowKind.TAG, 1)


@dataclass(frozen=True)
class AFrame:
    language: str = "en"
    zone: str = "UTC"
    due: datetime = NOW
    points: int = 2
    first: bool = True
    transport: str = "telegram"
    since: int = 0
    title: str = "Markets"
    layout: Layout = Layout.OPEN
    signature: str = ""
    hashtags: bool = False


def a_post(number: int) -> Post:
    return Post(number, 1, str(number), f"Story {number}", "", NOW, "1", number)


def test_stories_stand_under_their_sections() -> None:
    picks = [Pick(1, NEWS), Pick(2, NEWS, ("Courier",)), Pick(3, PORTS), Pick(4, PORTS)]
    posts = {number: a_post(number) for number in (1, 2, 3)}
    digest = compose(7, AFrame(), picks, posts, {NEWS: "News", PORTS: "#Ports"}, 12)
    shown = [(section.title, [story.post.id for story in section.stories]) for section in digest.sections]
    assert shown == [("News", [1, 2]), ("#Ports", [3])]
    assert digest.sections[0].stories[1].others == ("Courier",)
    assert (digest.id, digest.total, digest.points, digest.first) == (7, 12, 2, True)
    assert (digest.title, digest.layout, digest.signature) == ("Markets", Layout.OPEN, "")


def test_a_section_whose_posts_are_gone_is_not_there() -> None:
    assert compose(1, AFrame(), [Pick(1, NEWS)], {}, {}, 1).sections == ()


def a_story(number: int, *points: tuple[int, str]) -> Post:
    """Told by posts 1 to 4 in two papers each; the last point is the best."""
    reports = tuple(
        Report(n, f"Title {n}", "", f"Paper {n}", NOW, posts=frozenset({n, n + 10})) for n in range(1, 5)
    )
    made = tuple(StoryPoint(said, report, len(points) - n) for n, (report, said) in enumerate(points, 1))
    own = (KeyPoint("What it says itself"),)
    return replace(a_post(number), points=own, telling=Telling(reports, made, condensed=True))


OLD, NEW = (1, "The cause is being looked into"), (4, "A valve broke")


def test_a_follow_up_says_what_its_new_reports_say() -> None:
    news = FollowUp(1, (14, 3), ("Paper 4", "Paper 3"), 1, 3)
    digest = compose(1, AFrame(), [], {14: a_story(14, OLD, NEW)}, {}, 0, [news])
    [line] = digest.follow_ups
    assert [(one.text, one.report, one.rank) for one in line.post.telling.points] == [(NEW[1], 4, 0)]
    assert [each.id for each in line.post.telling.reports] == [3, 4]
    [apart] = completed(digest, [news], [], {14: a_story(14, OLD, NEW)}).followed
    assert apart.post.telling == line.post.telling


def test_new_reports_that_add_nothing_are_told_by_their_own_points() -> None:
    news = FollowUp(1, (14,), ("Paper 4",), 1, 2)
    digest = compose(1, AFrame(), [], {14: a_story(14, OLD)}, {}, 0, [news])
    assert digest.follow_ups[0].post.telling.points == (StoryPoint("What it says itself", 4),)
    alone = compose(1, AFrame(), [], {14: replace(a_story(14), telling=Telling())}, {}, 0, [news])
    assert alone.follow_ups[0].post.telling.points == ()


def test_a_story_that_is_told_again_begins_with_what_is_new() -> None:
    posts = {4: a_story(4, NEW, OLD)}
    for again, best in (2, NEW), (0, OLD):
        digest = compose(1, AFrame(since=3), [Pick(4, NEWS, again=again)], posts, {}, 1)
        points = digest.sections[0].stories[0].post.telling.points
        assert [one.text for one in points if one.rank == 0] == [best[1]]
        assert sorted(one.rank for one in points) == [0, 1]
