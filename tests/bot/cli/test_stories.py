"""``stories``: what is said of them, of two articles side by side, and what parting and joining change."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.texts import catalogue
from digests.decisions.stories.features import FEATURES
from digests.steps import Stories
from digests.store import Store
from digests.store.stories import links, membership
from digests.store.stories.links import Link
from digests.store.stories.membership import Joined
from digests.store.tables import post
from tests.bot.cli.conftest import Digestbot
from tests.bot.cli.test_deliveries import stored
from tests.digests.store.rows import a_feed, a_post

NOW = datetime.now(UTC).replace(microsecond=0)
TITLES = ("A cable goes live", "The cable is live", "Olives fail")


@pytest.fixture
def told(empty: Path) -> Path:
    """Two articles that tell one story, and one that is related."""

    async def work(tx) -> None:  # type: ignore[no-untyped-def]
        for n, title in enumerate(TITLES, 1):
            feed = await a_feed(tx, f"https://{n}.example/rss")
            said = {"title": title, "text": f"{title}. Nothing else.", "source": f"Paper {n}"}
            link = f"https://{n}.example/story"
            await a_post(tx, feed, str(n), published=NOW - timedelta(hours=9 - n), link=link, **said)
        await membership.join(tx, [Joined(2, 1.25, ("cable", "live"))], NOW)
        await membership.regroup(tx, [1, 2], {2: 1})
        await links.replace(tx, [3], [Link(3, 1, 0.4)])

    stored(empty, work)
    return empty


def judged(folder: Path) -> None:
    """The running bot looks at what is new."""

    async def run() -> None:
        store = Store(f"sqlite:///{folder}/data/digestbot.db")
        step = Stories(store, lambda: NOW, timedelta(hours=72))
        while await step.due():
            pass
        await store.close()

    asyncio.run(run())


def test_of_what_was_withdrawn_it_names_the_command_that_lists(digestbot: Digestbot, told: Path) -> None:
    async def work(tx) -> None:  # type: ignore[no-untyped-def]
        await tx.execute(post.update().where(post.c.id == 3).values(gone=True, story_id=None))

    stored(told, work)
    for lang, said in (("en", "The latest"), ("zh", "最近的")):
        gone = digestbot("--lang", lang, "stories", "show", "3")
        assert gone.code == 1
        assert said in gone.err
        assert gone.err.endswith("digestbot stories list\n")
        assert "/story" not in gone.err


def test_without_any_it_says_so(digestbot: Digestbot, empty: Path) -> None:
    assert "joined another yet" in digestbot("stories", "list").out


@pytest.mark.usefixtures("told")
def test_a_list_and_one_of_it(digestbot: Digestbot) -> None:
    line = digestbot("stories", "list").out.splitlines()[1].split()
    assert line == ["1", "2", *TITLES[0].split(), "Paper", "1,", "Paper", "2"]
    said = digestbot("stories", "show", "https://2.example/story").out.splitlines()
    assert "told it first" in said[1]
    assert "joined at +1.25 · both say cable, live" in said[2]
    assert said[3] == "Related: 3  Olives fail  +0.40"


@pytest.mark.usefixtures("told")
def test_two_articles_side_by_side(digestbot: Digestbot) -> None:
    said = digestbot("stories", "explain", "1", "2").out
    assert TITLES[0] in said
    assert "They are one story now." in said
    assert "Words in common" in said
    assert "From 0 on two articles tell one event" in said
    made = digestbot("stories", "explain", "1", "3", "--json").json
    assert (made["grade"], made["together"], made["apart"]) == ("", False, False)
    assert {each["name"] for each in made["features"] if each["short"] or each["long"]}


@pytest.mark.usefixtures("told")
def test_an_article_is_not_compared_with_itself(digestbot: Digestbot) -> None:
    refused = digestbot("stories", "explain", "1", "1")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("These are one article, or copies of one")


FIRE = (
    (
        "云岭化工厂凌晨起火 二十三人受伤",
        "周日凌晨，云岭市东港区一家化工厂发生火灾，二十三人受伤送医，明火已被扑灭。",
    ),
    (
        "云岭市化工厂火灾致二十三人受伤",
        "云岭市东港区一家化工厂周日凌晨起火，二十三人受伤，伤者均已送医，明火被扑灭。",
    ),
)


def test_one_event_that_is_two_stories_has_a_reason(digestbot: Digestbot, empty: Path) -> None:
    async def work(tx) -> None:  # type: ignore[no-untyped-def]
        feed = await a_feed(tx, "https://fire.example/rss")
        for n, (title, text) in enumerate(FIRE):
            await a_post(tx, feed, str(n), published=NOW - timedelta(hours=2 - n), title=title, text=text)

    stored(empty, work)
    judged(empty)
    said = digestbot("stories", "explain", "1", "2").out
    assert "One event: +" in said
    assert (
        "They are two stories now.\nWhy: 2 articles do not say which words are rare, so +2.48 is needed"
        in said
    )
    made = digestbot("stories", "explain", "1", "2", "--json").json
    assert (made["obstacle"]["kind"], made["obstacle"]["count"]) == ("young", 2)
    digestbot("stories", "join", "1", "2")
    assert "Why:" not in digestbot("stories", "explain", "1", "2").out
    digestbot("stories", "part", "2")
    said = digestbot("stories", "explain", "1", "2").out
    assert "An admin keeps them apart." in said
    assert "Why:" not in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_feature_has_words(lang: str) -> None:
    assert [name for name in FEATURES if f"story_admin.feature.{name}" not in catalogue(lang)] == []


def test_what_is_parted_and_joined_by_hand_holds(digestbot: Digestbot, told: Path) -> None:
    judged(told)
    said = digestbot("stories", "part", "2")
    assert (said.code, said.out) == (
        0,
        "Article 2 tells a story of its own now; the bot never joins it to that one again.\n",
    )
    judged(told)
    alone = digestbot("stories", "show", "2", "--json").json
    assert [each["article"] for each in alone["articles"]] == [2]
    again = digestbot("stories", "part", "2")
    assert (again.code, again.err) == (1, "Article 2 tells its story alone already.\n")
    assert digestbot("stories", "join", "2", "1").out == "Story 1 is told by 2 articles now.\n"
    assert [each["by"] for each in digestbot("stories", "show", "1", "--json").json["articles"]] == 2 * [
        "admin"
    ]
    assert "joined articles 2 and 1 to story 1" in digestbot("audit").out


@pytest.mark.usefixtures("told")
def test_what_is_not_there_is_named(digestbot: Digestbot) -> None:
    said = digestbot("stories", "show", "99")
    assert (said.code, said.out) == (1, "")
    assert "99" in said.err
