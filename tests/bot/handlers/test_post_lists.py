"""``/latest``, ``/tag``, ``/tags`` and what is behind their buttons."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.zones import city
from bot.sandbox import Room, Sandbox, covered
from digests.model import Tag
from tests.bot.conftest import Town, an_entry


@pytest.fixture
def reader(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


async def test_the_front_page_before_anything_is_chosen(town: Town, reader: Room) -> None:
    page = await reader.ask("/latest")
    assert page.text.startswith("🗞 Latest · Mon 2 Mar")
    assert "Technology\n1. Story 12" in page.text
    assert "World news\n6. Story 15" in page.text
    assert page.labels[-2:] == ["Technology ›", "World news ›"]


async def test_the_front_page_shows_what_is_followed(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    page = await reader.ask("/latest 2")
    assert page.text.startswith("🗞 最新 · 3月2日 周一")
    assert "1. Story 15" in page.text
    assert "2. Story 14" in page.text
    assert "Story 13" not in page.text
    assert "Technology" not in page.text


async def test_a_story_has_all_that_it_needs(town: Town, reader: Room) -> None:
    page = await reader.ask("/latest tech 1")
    assert covered(page, "text_link") == ["Story 12"]
    assert page.text.count("• ") == 3
    assert "Example Herald · Fri 12:00 · #Chips  #Only_12 NYSE:X" in page.text
    assert covered(page, "hashtag") == ["#Chips", "#Only_12"]


async def test_pages_turn_and_stay_where_they_are(town: Town, reader: Room) -> None:
    page = await reader.ask("/latest TECHNOLOGY 5")
    assert "🗞 Technology · 12 stories" in page.text
    assert "1–5 / 12" in page.labels
    await town.publish("more", [an_entry(20)], "")
    await reader.tap("›")
    await reader.wait_edit(page, "6. Story 7")
    assert "6–10 / 12" in page.labels
    assert await reader.tap("6–10 / 12") == ""
    await reader.tap("›")
    await reader.wait_edit(page, "12. Story 1")
    assert "›" not in page.labels
    await reader.tap("‹")
    await reader.wait_edit(page, "6. Story 7")
    await reader.tap("‹")
    await reader.wait_edit(page, "1. Story 12")
    assert "‹" not in page.labels


async def test_a_number_opens_a_story_and_back_returns(town: Town, reader: Room) -> None:
    page = await reader.ask("/latest tech 5")
    await reader.tap("›")
    await reader.wait_edit(page, "6. Story 7")
    await reader.tap("7")
    await reader.wait_until(lambda: page.text.startswith("Story 6") or None)
    assert page.buttons[-2]["url"] == "https://example.org/6"
    assert page.labels == ["#Rail", "#Only 6", "🔖 Save", "Why?", "More…", "Article ↗", "‹ Back"]
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "6. Story 7")


async def test_back_from_the_front_page_leads_there(town: Town, reader: Room) -> None:
    page = await reader.ask("/latest")
    await reader.tap("6")
    await reader.wait_until(lambda: page.text.startswith("Story 15") or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "🗞 Latest")


async def test_an_unknown_category_offers_the_nearest(town: Town, reader: Room) -> None:
    answer = await reader.ask("/latest tecnology")
    assert answer.text == "There is no category “tecnology”. Did you mean:"
    await reader.tap("Technology")
    await reader.wait_edit(answer, "🗞 Technology · 12 stories")


async def test_a_tag_by_name_ticker_or_hashtag(town: Town, reader: Room) -> None:
    for asked in ("/tag chips", "/tag #CHIPS", "#chips", "Chips"):
        answer = await reader.ask(asked)
        assert answer.text.startswith("🏷 Chips · 3 stories")
    for asked in ("/tag only 12", "#only_12"):
        assert (await reader.ask(asked)).text.startswith("🏷 Only 12 NYSE:X · 1 story")


async def test_a_tag_is_followed_by_a_tap(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    await town.ready(reader, "World")
    page = await reader.ask("/tag 5G")
    assert await reader.tap("+ 关注此标签") == "已关注 #5G"
    await reader.wait_until(lambda: "✓ 已关注，点按取消" in page.labels or None)
    assert await reader.tap("✓ 已关注") == "不再关注 #5G"
    await reader.wait_until(lambda: "+ 关注此标签" in page.labels or None)


async def test_related_tags_open_in_place_and_those_of_a_story_below(town: Town, reader: Room) -> None:
    page = await reader.ask("/tag Only 12")
    await reader.tap("Related: Chips")
    await reader.wait_edit(page, "🏷 Chips · 3 stories")
    await reader.tap("1")
    await reader.wait_until(lambda: page.text.startswith("Story 12") or None)
    await reader.tap("#Chips")
    below = await reader.wait_reply("🏷 Chips")
    assert below is not page
    assert page.text.startswith("Story 12")


async def test_an_unknown_tag_offers_the_nearest(town: Town, reader: Room) -> None:
    answer = await reader.ask("/tag Climte")
    assert answer.text == "There is no tag “Climte”. Did you mean:"
    await reader.tap("#Climate")
    await reader.wait_edit(answer, "🏷 Climate · 4 stories")


async def test_nothing_like_it_offers_the_popular_ones(town: Town, sandbox: Sandbox) -> None:
    answer = await sandbox.private(language="zh").ask("/tag 齉齉齉")
    assert "也没有相近的" in answer.text
    assert "#5G · 4" in answer.labels


async def test_popular_tags(town: Town, reader: Room) -> None:
    for asked in ("/tags", "/tag"):
        answer = await reader.ask(asked)
        assert "Popular tags, and how many stories each has" in answer.text
        assert answer.labels[0] == "#5G · 4"
    await reader.tap("#Rail")
    await reader.wait_edit(answer, "🏷 Rail · 4 stories")


async def test_hostile_posts_do_no_harm(town: Town, reader: Room) -> None:
    nasty = an_entry(
        30,
        title='<b>"&amp;</b> \u202egnp',
        text="<script>alert(1)</script> is what it said, & nothing else <i>happened</i> that day.",
        link='https://e.example/"><b>',
        source="</blockquote>",
        tags=(Tag("<i>"), Tag("a b"), Tag("…")),
    )
    await town.publish("odd", [nasty], "<Odd> & co")
    page = await reader.ask("/latest <Odd> & co")
    assert '🗞 <Odd> & co · 1 story\n\n1. <b>"&amp;</b> gnp\n• <script>' in page.text


async def test_with_nothing_at_all(empty_town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh")
    assert "还没有任何文章" in (await reader.ask("/latest")).text
    assert "还没有标签" in (await reader.ask("/tags")).text
    assert "没有标签" in (await reader.ask("/tag x")).text
    assert "还没有分类" in (await reader.ask("/latest x")).text
    assert "还没有分类" in (await reader.ask("/categories")).text


async def test_words_are_understood_as_times_or_a_city(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    offer = await reader.ask("7:30 and 19:00")
    assert offer.text == "Shall digests come at 07:30, 19:00?"
    await reader.tap("🕗")
    await reader.wait_edit(offer, "Next: today 19:00")
    offer = await reader.ask("new york")
    await reader.tap("🌍")
    await reader.wait_edit(offer, "Settings")
    assert "🌐 English · New York" in offer.labels


async def test_words_that_mean_nothing_get_an_answer(town: Town, reader: Room) -> None:
    assert "Which categories" in (await reader.ask("hello there")).text
    await reader.ask("/subscribe world")
    for typed in ("qqqq", "network", "climbing"):
        nothing = await reader.ask(typed)
        assert f"I found nothing called “{typed}”" in nothing.text
        assert nothing.labels == ["🏷 Popular tags", f"🔎 Search for “{typed}”"], "nothing that is not near"
    assert "Did you mean" in (await reader.ask("clmate")).text
    assert "🗞 World news" in (await reader.ask("world NEWS")).text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("tech -1", "1–8 / 12"),
        ("tech 0", "1–8 / 12"),
        ("tech －2", "1–8 / 12"),
        ("tech +3", "1–3 / 12"),
        ("tech 3.7", "1–3 / 12"),
        ("tech ３", "1–3 / 12"),
        ("tech 99999999999", "12"),
        ("tech", "1–8 / 12"),
    ],
)
async def test_any_number_says_how_many(town: Town, reader: Room, words: str, shown: str) -> None:
    page = await reader.ask(f"/latest {words}")
    assert page.text.startswith("🗞 Technology · 12 stories\n\n1. Story 12\n")
    assert shown in page.labels


async def test_a_front_page_of_less_than_one_is_the_usual_one(town: Town, reader: Room) -> None:
    assert (await reader.ask("/latest -1")).text == (await reader.ask("/latest")).text


@pytest.mark.parametrize("words", ["-", "+", "5x", "-x 5-"])
async def test_what_is_no_number_is_a_name(town: Town, reader: Room, words: str) -> None:
    assert f"There is no category “{words}”" in (await reader.ask(f"/latest {words}")).text


@pytest.mark.parametrize(("typed", "zone"), [("Berln", "Europe/Berlin"), ("shanhai", "Asia/Shanghai")])
async def test_a_city_with_a_slip_is_offered(town: Town, reader: Room, typed: str, zone: str) -> None:
    await reader.ask("/subscribe world")
    offer = await reader.ask(typed)
    assert offer.text == f"I found nothing called “{typed}”. If you mean a city, I can change your time zone:"
    assert offer.labels[-1] == f"🔎 Search for “{typed}”"
    await reader.tap(offer.labels[0])
    await reader.wait_edit(offer, "Settings")
    assert f"🌐 English · {city(zone, 'en')}" in offer.labels


async def test_a_city_with_a_slip_in_chinese_and_beside_tags(town: Town, reader: Room) -> None:
    reader.person.language = "zh"
    await reader.ask("/subscribe world")
    assert "如果是指城市" in (await reader.ask("乌鲁木其")).text
    await town.publish("places", [an_entry(60, tags=(Tag("Berlinale"),))], "Places")
    town.now += timedelta(minutes=2)
    offer = await reader.ask("Berlinn")
    assert "是不是" in offer.text
    assert any("Europe/Berlin" in each or "柏林" in each for each in offer.labels)
    assert any("Berlinale" in each for each in offer.labels)
