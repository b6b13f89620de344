"""To which story an article belongs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.story_index import StoryIndex
from digests.decisions.stories.vectors import Terms, pairs_of, unique_units_of
from tests.digests.decisions.stories.telling import NOW, told
from tests.digests.decisions.stories.test_pair import CABLE, SAME_CABLE, SAME_CABLE_TEXT, STRANGER
from tests.examples import examples


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
    assert (decision.story, decision.score > 0) == (2, True)
    assert len(decision.terms) == 8
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
    assert (index.story_of(1), index.story_of(5)) == (77, None)
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


def test_the_same_articles_give_the_same_stories_after_a_restart() -> None:
    one, other = StoryIndex(), StoryIndex()
    for number, made in enumerate((CABLE, STRANGER), 1):
        one.add(number, number, made)
        other.add(number, number, Prepared.unpack(made.pack()))
    assert one.decide(SAME_CABLE) == other.decide(SAME_CABLE)


def among_others(count: int) -> Iterator[Prepared]:
    """Articles of terms that are common as in a language."""
    rng = Random(3)
    for number in range(count):
        said = "".join(chr(0x4E00 + int(rng.paretovariate(0.6)) % 3000) for _ in range(150))
        yield told(said[:16], said[16:], hours=number / 900)


@pytest.fixture(scope="module")
def grown() -> StoryIndex:
    """A store that knows what is rare: 800 articles of terms that are common as in a language."""
    index = StoryIndex()
    for number, made in enumerate(among_others(800), 101):
        index.add(number, number, made)
    index.add(1, 1, CABLE)
    return index


def test_a_story_is_found_among_800_others(grown: StoryIndex) -> None:
    assert grown.decide(SAME_CABLE).story == 1
    late = told("葡萄牙与摩洛哥之间的海底光缆投入使用", SAME_CABLE_TEXT * 2 + "鑫鱻麤龘鸞" * 8, hours=3)
    assert grown.decide(late).story == 1, "terms that nobody has said before hide nothing"


def test_a_follow_up_is_related_and_no_merge(grown: StoryIndex) -> None:
    follow_up = told(
        "渔船拖网疑致海底光缆中断",
        "连接葡萄牙与摩洛哥、上周正式开通的里斯本至卡萨布兰卡海底光缆周四起中断，维修船已从马赛出发。专家估计修复需要十天，其间流量改走陆上线路，"
        "部分银行与医院受到影响，渔业协会否认有船只进入禁区。" * 2,
        hours=50,
    )
    decision = grown.decide(follow_up)
    assert decision.story is None
    assert [story for story, _ in decision.related] == [1]


class Still(Frequencies):
    """Of a store so large that one article more changes nothing."""

    def count(self, units: Terms, pairs: Terms) -> None:
        """Nothing changes."""


def test_of_two_equal_stories_the_older_wins() -> None:
    known = Still()
    Frequencies.count(known, unique_units_of(CABLE), pairs_of(CABLE))
    known.articles = 5000
    index = StoryIndex(known)
    for number in (7, 3, 9):
        index.add(number, number, CABLE)
    assert index.decide(SAME_CABLE).story == 3
    index.remove(3)
    assert index.decide(SAME_CABLE).story == 7


@settings(max_examples=examples(25))
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200)), max_size=12))
def test_any_texts_can_be_decided(texts: list[tuple[str, str]]) -> None:
    index = StoryIndex()
    for number, (title, text) in enumerate(texts, 1):
        made = told(title, text, number)
        decision = index.decide(made, apart=[1])
        assert decision.story != 1
        assert 1 not in dict(decision.related)
        index.add(number, decision.story or number, made)


@pytest.mark.parametrize("count", [1, 30])
def test_a_story_loses_an_article_and_stays(count: int) -> None:
    index = StoryIndex()
    for number in range(1, count + 2):
        index.add(number, 1, CABLE)
    index.remove(1)
    assert index.decide(SAME_CABLE).story == 1
