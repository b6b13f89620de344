"""To which story an article belongs."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.story_index import StoryIndex
from tests.digests.decisions.stories.telling import NOW, told
from tests.digests.decisions.stories.test_pair import CABLE, SAME_CABLE, STRANGER


def index_of(*articles: Prepared) -> StoryIndex:
    index = StoryIndex()
    for number, prepared in enumerate(articles, 1):
        index.add(number, number, prepared)
    return index


def test_an_empty_window_has_no_story() -> None:
    decision = StoryIndex().decide(CABLE)
    assert (decision.story, decision.terms, decision.related) == (None, (), ())


def test_an_article_joins_its_story_and_says_why() -> None:
    decision = index_of(STRANGER, CABLE).decide(SAME_CABLE)
    assert (decision.story, decision.score > 0, "缆" in decision.terms) == (2, True, True)
    assert decision.related == ()


def test_a_stranger_opens_one() -> None:
    assert index_of(CABLE).decide(STRANGER).story is None


def test_it_never_joins_what_it_was_parted_from() -> None:
    index = index_of(CABLE)
    index.add(2, 1, SAME_CABLE)
    decision = index.decide(SAME_CABLE, apart=[1])
    assert (decision.story, decision.related) == (None, ())


def test_a_story_is_where_its_articles_are() -> None:
    index = index_of(CABLE)
    index.move(1, 77)
    assert index.decide(SAME_CABLE).story == 77
    index.move(5, 77)  # none that we know
    index.remove(1)
    index.remove(1)
    assert (index.decide(SAME_CABLE).story, len(index)) == (None, 0)


def test_an_article_that_changed_is_in_once() -> None:
    index = index_of(CABLE)
    index.add(1, 1, STRANGER)
    assert (len(index), index.decide(SAME_CABLE).story) == (1, None)


def test_what_is_old_is_forgotten_and_passed_over() -> None:
    index = index_of(CABLE)
    late = told("葡萄牙与摩洛哥之间的海底光缆投入使用", "从里斯本到卡萨布兰卡的海底光缆开通。" * 5, hours=73)
    assert index.decide(late).story is None
    index.forget(NOW)
    assert len(index) == 1
    index.forget(NOW + timedelta(minutes=1))
    assert len(index) == 0


def test_a_follow_up_is_related_and_no_merge() -> None:
    found = index_of(CABLE).decide(
        told(
            "葡萄牙将审查海底光缆的安全",
            "在里斯本至卡萨布兰卡光缆开通后，葡萄牙议会要求审查其安全与所有权。" * 3,
            40,
        )
    )
    assert found.story is None
    assert [story for story, _ in found.related] == [1]


def test_headlines_join_by_what_their_story_has_in_common() -> None:
    titles = [
        "Bitcoin exchange Mt. Gox files for bankruptcy in Tokyo",
        "Mt. Gox bitcoin exchange files for bankruptcy protection",
        "Bitcoin exchange Mt. Gox seeks bankruptcy protection in US",
        "Oil prices slide for a third day as inventories rise",
    ]
    index, stories = StoryIndex(), []
    for number, title in enumerate(titles, 1):
        made = told(title, hours=number / 4)
        story = index.decide(made).story or number
        index.add(number, story, made)
        stories.append(story)
    assert stories == [1, 1, 1, 4]


def test_the_story_of_two_alike_is_the_older_one() -> None:
    index = StoryIndex()
    for number in (9, 3, 5):
        index.add(number, number, CABLE)
    assert index.decide(SAME_CABLE).story == 3


def test_the_same_articles_give_the_same_stories_after_a_restart() -> None:
    one, other = StoryIndex(), StoryIndex()
    for number, made in enumerate((CABLE, STRANGER), 1):
        one.add(number, number, made)
        other.add(number, number, Prepared.unpack(made.pack()))
    assert one.decide(SAME_CABLE) == other.decide(SAME_CABLE)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200)), max_size=12))
def test_any_texts_can_be_decided(texts: list[tuple[str, str]]) -> None:
    index = StoryIndex()
    for number, (title, text) in enumerate(texts, 1):
        made = told(title, text, number)
        decision = index.decide(made, apart=[1])
        assert decision.story != 1
        assert 1 not in dict(decision.related)
        index.add(number, decision.story or number, made)


def test_many_about_other_things_do_not_hide_the_story() -> None:
    rng = random.Random(3)
    index = index_of(CABLE)
    for number in range(2, 800):
        text = "".join(chr(rng.randrange(0x4E00, 0x5600)) for _ in range(150))
        index.add(number, number, told(text[:12], text, hours=1))
    assert index.decide(SAME_CABLE).story == 1


@pytest.mark.parametrize("count", [1, 30])
def test_a_story_loses_an_article_and_stays(count: int) -> None:
    index = StoryIndex()
    for number in range(1, count + 2):
        index.add(number, 1, CABLE)
    index.remove(1)
    assert index.decide(SAME_CABLE).story == 1
