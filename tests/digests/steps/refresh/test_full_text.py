"""Feeds that carry teasers, with the articles behind them."""

from __future__ import annotations

import pytest

from digests.errors import SourceError, Unreachable
from digests.model import Feed
from digests.steps import FullText, Refresh
from digests.store.feeds import feed_memory, feeds
from tests.digests.steps.world import World, an_entry

RSS = "https://example.org/rss"
ARTICLE = "The harbour authority opened a second terminal.\nIt took four years and cost a billion."


class Pages:
    """Articles by link; an error given instead is raised."""

    def __init__(self) -> None:
        self.texts: dict[str, str | SourceError] = {}
        self.asked: list[str] = []

    async def text(self, feed: Feed, link: str) -> str:
        self.asked.append(link)
        found = self.texts.get(link, "")
        if isinstance(found, SourceError):
            raise found
        return found


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
async def feed_id(world: World, pages: Pages) -> int:
    world.refresh = Refresh(
        world.store,
        world.source,
        world.articles,
        backlog=8,
        detect=lambda _: "en",
        full_text=FullText(world.store, pages, most=3),
    )
    made = await world.feed()
    async with world.store.write() as tx:
        await feeds.change(tx, made, full_text=True)
    return made


async def texts(world: World) -> list[str]:
    return [post.text for post in (await world.browse.latest(None)).posts]


async def test_an_article_takes_the_place_of_its_teaser_and_is_fetched_once(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = ARTICLE
    done = await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    assert (done.new, await texts(world)) == (1, [ARTICLE])
    done = await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    assert (done.new, done.changed, done.same) == (0, 0, 1)
    assert pages.asked == ["https://example.org/1"]
    assert await texts(world) == [ARTICLE]


async def test_a_changed_teaser_has_its_article_fetched_again(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = ARTICLE
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    pages.texts["https://example.org/1"] = ARTICLE + "\nCorrected."
    done = await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour, corrected…"))
    assert (done.changed, await texts(world)) == (1, [ARTICLE + "\nCorrected."])


async def test_a_page_that_does_not_answer_leaves_the_feeds_own_text_and_is_tried_thrice(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = Unreachable("timeout", host="example.org")
    for _ in range(5):
        done = await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    assert await texts(world) == ["The harbour…"]
    assert len(pages.asked) == 3
    assert done.problems == []
    async with world.store.read() as tx:
        [(place, error)] = await feed_memory.problems(tx, feed_id)
    assert (place, "article_failed" in error) == ("https://example.org/1", True)


async def test_a_page_that_answers_later_mends_the_post(world: World, pages: Pages, feed_id: int) -> None:
    pages.texts["https://example.org/1"] = Unreachable("timeout", host="example.org")
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    pages.texts["https://example.org/1"] = ARTICLE
    done = await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    assert (done.new, done.changed, await texts(world)) == (0, 1, [ARTICLE])
    async with world.store.read() as tx:
        assert await feed_memory.problems(tx, feed_id) == ()


async def test_a_changed_teaser_whose_page_fails_does_not_take_the_article_away(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = ARTICLE
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    pages.texts["https://example.org/1"] = Unreachable("timeout", host="example.org")
    for n in range(5):
        await world.comes_in(feed_id, RSS, an_entry(1, text=f"The harbour, again {n % 2}…"))
        assert await texts(world) == [ARTICLE]


async def test_what_the_page_says_less_of_is_not_taken(world: World, pages: Pages, feed_id: int) -> None:
    pages.texts["https://example.org/1"] = "Log in."
    await world.comes_in(feed_id, RSS, an_entry(1, text="A text of some length."))
    assert await texts(world) == ["A text of some length."]


async def test_only_the_newest_articles_of_one_fetch_are_asked_for(
    world: World, pages: Pages, feed_id: int
) -> None:
    done = await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(10)])
    assert (done.new, len(pages.asked)) == (10, 3)


async def test_feeds_that_did_not_ask_for_it_are_left_as_they_are(
    world: World, pages: Pages, feed_id: int
) -> None:
    async with world.store.write() as tx:
        await feeds.change(tx, feed_id, full_text=False)
    await world.comes_in(feed_id, RSS, an_entry(1))
    assert pages.asked == []


OFFER = (
    "Continue with Courier Plus for 2 euros a month, and read what nobody else has written about the port.\n"
    "You may cancel whenever you want, and the first two months are on us, as our thanks for your trust."
)


async def test_a_page_that_holds_something_else_leaves_the_teaser_and_is_named(
    world: World, pages: Pages, feed_id: int
) -> None:
    teaser = "The harbour authority opened a second terminal. What the neighbours say about its cranes…"
    pages.texts["https://example.org/1"] = "The harbour authority opened a second terminal.\n" + OFFER
    for _ in range(5):
        await world.comes_in(feed_id, RSS, an_entry(1, text=teaser))
        assert await texts(world) == [teaser]
    assert len(pages.asked) == 3
    async with world.store.read() as tx:
        [(place, error)] = await feed_memory.problems(tx, feed_id)
    assert (place, "not_the_article" in error) == ("https://example.org/1", True)


async def test_an_error_that_passes_for_a_page_is_mended_by_the_next_fetch(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = "Please enable JavaScript to read this page."
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    pages.texts["https://example.org/1"] = ARTICLE
    done = await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    assert (done.changed, await texts(world)) == (1, [ARTICLE])
    async with world.store.read() as tx:
        assert await feed_memory.problems(tx, feed_id) == ()


async def test_what_a_page_says_of_itself_is_not_stored(world: World, pages: Pages, feed_id: int) -> None:
    pages.texts["https://example.org/1"] = f"We use cookies to keep data on your device.\n{ARTICLE}\n{OFFER}"
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour authority opened a second terminal…"))
    assert await texts(world) == [ARTICLE]


async def test_an_article_goes_with_its_entry_to_another_name(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = ARTICLE
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    for name in ("a", "b"):
        done = await world.comes_in(feed_id, RSS, an_entry(1, uid=name, text="The harbour…"))
        assert (done.new, done.changed, done.same) == (0, 0, 1)
    assert pages.asked == ["https://example.org/1"]
    assert await texts(world) == [ARTICLE]


async def test_what_is_published_anew_has_an_article_of_its_own(
    world: World, pages: Pages, feed_id: int
) -> None:
    pages.texts["https://example.org/1"] = ARTICLE
    await world.comes_in(feed_id, RSS, an_entry(1, text="The harbour…"))
    anew = an_entry(1, title="Snow", text="Record snowfall…", published=world.now)
    pages.texts["https://example.org/1"] = Unreachable("http_status", status=503)
    world.source.says(RSS, anew, stated_before=frozenset({"entry-2"}))
    done = await world.refresh(feed_id, world.now)
    assert (done.new, done.changed) == (1, 0), "the page does not answer: its own text is kept"
    assert sorted(await texts(world)) == sorted([ARTICLE, "Record snowfall…"])
    valley = "Record snowfall in the valley.\n" + ARTICLE.replace("harbour", "valley")
    pages.texts["https://example.org/1"] = valley
    done = await world.comes_in(feed_id, RSS, anew)
    assert (done.new, done.changed) == (0, 1)
    assert sorted(await texts(world)) == sorted([ARTICLE, valley])
