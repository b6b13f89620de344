"""What of the waiting posts is told: news, and new reports of what is followed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.alerts.telling import MOST, NOWHERE, STORY, Knows, Waiting, choose
from digests.decisions.ranking.reports import Report, by_story
from digests.model import Candidate, FollowKind
from tests.conftest import NOW

TAG, CATEGORY = FollowKind.TAG, FollowKind.CATEGORY
NOTHING = Knows({})


def a_post(post: int, story: int, source: str = "", article: int = 0, length: int = 500) -> Candidate:
    return Candidate(post, story, NOW, length, source or f"source {post}", (), article or post)


def reports(*posts: Candidate) -> dict[int, tuple[Report, ...]]:
    return by_story(posts, {each.story for each in posts})


def test_news_are_told_by_their_best_post_under_the_narrowest_rule() -> None:
    stories = reports(a_post(1, 1), a_post(2, 1, length=900), a_post(3, 3))
    waiting = [Waiting(2, 1, CATEGORY, 7), Waiting(1, 1, TAG, 5), Waiting(3, 3, CATEGORY, 7)]
    first, second = choose(waiting, stories, NOTHING)
    assert (first.post, first.section, first.others) == (2, (TAG, 5), ("source 1",))
    assert first.figures.coverage == 2
    assert (second.post, second.section) == (3, (CATEGORY, 7))


def test_what_was_told_is_not_told_again() -> None:
    stories = reports(a_post(1, 1), a_post(2, 1))
    assert choose([Waiting(2, 1, TAG, 5)], stories, Knows({1: 1})) == ()


def test_a_followed_story_tells_its_new_reports_once_more() -> None:
    stories = reports(a_post(1, 1), a_post(4, 1), a_post(5, 1, length=900))
    [pick] = choose([Waiting(4, 1, STORY, 1)], stories, Knows({1: 1}))
    assert (pick.post, pick.section, pick.again) == (4, NOWHERE, 1)


def test_a_copy_brings_nothing_new_to_who_follows() -> None:
    stories = reports(a_post(1, 1), a_post(4, 1, article=1))
    assert choose([Waiting(4, 1, STORY, 1)], stories, Knows({1: 1})) == ()


def test_what_digests_have_covered_is_theirs() -> None:
    stories = reports(a_post(1, 1), a_post(4, 1))
    assert choose([Waiting(4, 1, STORY, 1)], stories, Knows({1: 1}, covered=4)) == ()
    assert choose([Waiting(4, 1, STORY, 1)], stories, Knows({1: 1}, {1: 4})) == (), (
        "one that is not the first"
    )
    assert choose([Waiting(4, 1, STORY, 1)], stories, Knows({1: 1}, {1: 3, 2: 9}, covered=3))


def test_too_few_sources_and_what_is_muted_are_passed_over() -> None:
    stories = reports(a_post(1, 1, "one"), a_post(2, 1, "one"))
    waiting = [Waiting(2, 1, TAG, 5)]
    assert choose(waiting, stories, Knows({}, floor=2)) == ()
    assert choose(waiting, reports(a_post(1, 1, "one")), NOTHING) == ()
    assert len(choose(waiting, stories, NOTHING)) == 1


def test_a_story_that_is_gone_is_passed_over() -> None:
    assert choose([Waiting(2, 0, TAG, 5)], {}, NOTHING) == ()


POSTS = st.lists(st.integers(1, 8), min_size=1, max_size=40).map(
    lambda stories: [a_post(n, story, f"source {n % 5}") for n, story in enumerate(stories, 1)]
)


@given(POSTS, st.data())
def test_no_story_is_told_twice_nor_against_its_will(posts: list[Candidate], data: st.DataObject) -> None:
    kinds = st.sampled_from([STORY, *FollowKind])
    waiting = [Waiting(each.post, each.story, data.draw(kinds), 1) for each in posts]
    told = data.draw(st.dictionaries(st.integers(1, 8), st.integers(1, 5)))
    muted = data.draw(st.sets(st.integers(1, 40)))
    picks = choose(waiting, reports(*(each for each in posts if each.post not in muted)), Knows(told))
    stories = [next(each.story for each in posts if each.post == pick.post) for pick in picks]
    assert len(set(stories)) == len(stories) <= MOST
    followed = {one.story for one in waiting if one.kind == STORY and one.post not in muted}
    assert all(story not in told or story in followed for story in stories)
    assert {one.story for one in waiting if one.post not in muted} >= set(stories)
