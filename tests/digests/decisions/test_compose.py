"""Sections in the order of the picks, and nothing that is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.decisions.compose import compose
from digests.model import FollowKind, Pick, Post
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


def test_a_section_whose_posts_are_gone_is_not_there() -> None:
    assert compose(1, AFrame(), [Pick(1, NEWS)], {}, {}, 1).sections == ()
