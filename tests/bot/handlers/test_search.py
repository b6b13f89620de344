"""``/search`` in a chat: pages, hints, and buttons that outlive the process."""

from __future__ import annotations

import pytest

from bot.sandbox import Room, Sandbox
from bot.screens.search import nothing
from digests.decisions.search.query import parse
from digests.model import Page, Tag
from digests.services.search import Found
from digests.services.search_hints import Hints
from tests.bot.conftest import Town, an_entry
from tests.conftest import NOW
from tests.examples import long


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    await town.publish(
        "money",
        [
            an_entry(n, text=f"特斯拉上海工厂复工，编号 {n}。", title=f"Factory {n}", tags=(Tag("Tesla"),))
            for n in range(30, 40)
        ],
        "Money",
    )
    while await town.index.due():
        pass
    return sandbox.private(started=True)


async def test_pages_of_a_search_turn_and_open_stories(reader: Room) -> None:
    page = await reader.ask("/search 上海 工厂")
    assert page.text.startswith("🔎 上海 工厂 · 10 stories\n\n1. Factory 39")
    assert "1–8 / 10" in page.labels
    assert page.labels[-1] == "Related: Tesla"
    await reader.tap("›")
    await reader.wait_edit(page, "10. Factory 30")
    await reader.tap("10")
    await reader.wait_until(lambda: page.text.startswith("Factory 30") or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "🔎 上海 工厂")
    await reader.tap("‹")
    await reader.wait_edit(page, "1. Factory 39")


async def test_fields_and_phrases(reader: Room) -> None:
    assert "10 stories" in (await reader.ask("/search 斯拉 tag:tesla category:money since:9w")).text
    assert "10 stories" in (await reader.ask('/search "特斯拉上海"')).text
    assert "I found nothing" in (await reader.ask('/search "上海特斯拉"')).text
    assert "10 stories" in (await reader.ask("/search from:herald 上海")).text


async def test_either_of_two_and_brackets(reader: Room) -> None:
    assert "10 stories" in (await reader.ask("/search (特斯拉 OR 蔚来) -(芯片 | 期货)")).text
    assert "10 stories" in (await reader.ask("/search tag:(nope OR tesla) 工厂")).text
    assert "1 story" in (await reader.ask('/search ("编号 31" OR "编号 99") 上海')).text
    assert "I found nothing" in (await reader.ask("/search 特斯拉 -(芯片 | 工厂)")).text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("(上海 OR 工厂", "A bracket does not close"),
        ("上海 OR", "OR needs something on both sides"),
        ("上海 OR -工厂", "One side of that OR only leaves something out"),
        ("-ferry", "That only leaves something out"),
        (" OR ".join(f"w{n}" for n in range(17)), "16 words at most"),
    ],
)
async def test_what_cannot_be_understood_is_said(reader: Room, query: str, said: str) -> None:
    assert said in (await reader.ask(f"/search {query}")).text


async def test_a_group_may_search_too(town: Town, reader: Room, sandbox: Sandbox) -> None:
    group = sandbox.group()
    assert "10 stories" in (await group.ask("/search 上海")).text


async def test_nothing_found_leads_on(reader: Room) -> None:
    page = await reader.ask("/search tag:Telsa")
    assert page.text.startswith("🔎 I found nothing for “tag:Telsa”. Did you mean:")
    assert page.labels[0].startswith("#Tesla")
    page = await reader.ask("/search 上海 qqqq")
    await reader.tap("🔎 上海")
    assert "10 stories" in (await reader.wait_reply()).text


async def test_shorter_questions_keep_phrases_whole(reader: Room) -> None:
    page = await reader.ask('/search "Herald factory"')
    assert not [each for each in page.labels if '"' in each]
    page = await reader.ask('/search "工厂 Factory"')
    assert page.labels[0] == "🔎 工厂 Factory"
    page = await reader.ask('/search "特斯拉上海" qqqq')
    assert page.labels[0] == '🔎 "特斯拉上海"'
    await reader.tap(page.labels[0])
    assert "10 stories" in (await reader.wait_reply()).text


async def test_alone_it_explains_itself(reader: Room) -> None:
    assert "since:7d" in (await reader.ask("/search")).text
    assert "since:7d" in (await reader.ask("/search 🎉")).text
    assert "no time that I understand" in (await reader.ask("/search snow since:soon")).text
    assert "Nothing stands behind “tag:”" in (await reader.ask("/search snow tag:")).text
    assert "Nothing stands behind “tag:”" in (await reader.ask("/subscribe search:tag:")).text
    assert "Nothing stands behind “来源：”" in (await reader.ask("/filter 来源：")).text


async def test_an_unknown_tag_offers_the_search(reader: Room) -> None:
    page = await reader.ask("/tag 上海")
    assert page.labels[-1] == "🔎 Search for “上海”"
    await reader.tap(page.labels[-1])
    assert "10 stories" in (await reader.wait_reply()).text


@pytest.mark.parametrize("query", ["'\"'; DROP TABLE post; --", "NEAR(a b) OR *", "上" * 4000, "a:b:c^2 {x}"])
async def test_hostile_words_are_words(reader: Room, query: str) -> None:
    page = await reader.ask(f"/search {query}"[:4000])
    assert page.text.startswith("🔎")


@pytest.mark.parametrize(
    ("query", "language", "said", "first"),
    [
        ("category:mony", "en", "🔎 There is no category “mony”. Did you mean:", "Money ›"),
        (
            "category:nope 上海",
            "en",
            "🔎 There is no category “nope”.\nTry another one, or look at the popular tags:",
            "🔎 上海",
        ),
        ('分类:"no such thing"', "zh", "🔎 没有分类“no such thing”。现有的分类：", "Technology ›"),
        (
            "category:money category:mony",
            "en",
            "🔎 There is no category “mony”. Did you mean:",
            "🔎 category:money",
        ),
    ],
)
async def test_a_category_that_there_is_not_is_named(
    reader: Room, query: str, language: str, said: str, first: str
) -> None:
    reader.person.language = language
    page = await reader.ask(f"/search {query}")
    assert page.text == said
    assert page.labels[0] == first
    assert "Money ›" in page.labels
    await reader.tap("Money ›")
    await reader.wait_edit(page, "🗞 Money")


async def test_a_category_left_out_may_be_one_that_there_is_not(reader: Room) -> None:
    assert "10 stories" in (await reader.ask("/search 上海 -category:nope")).text
    assert "I found nothing for" in (await reader.ask("/search qqqq -category:nope category:money")).text


async def test_a_category_like_no_other_is_answered_with_all_there_are(reader: Room) -> None:
    page = await reader.ask("/search category:qqqq")
    assert page.text == "🔎 There is no category “qqqq”. There are:"
    assert page.labels == ["Technology ›", "Money ›", "World news ›", "🗂 Categories", "🏷 Popular tags"]
    await reader.tap("🗂 Categories", message=page)
    await reader.wait_edit(page, "🗂 Categories · 3")


async def test_without_any_category() -> None:
    found = Found(parse("category:nope", NOW), Page((), 1, 0))
    assert nothing("en", found, Hints(unknown="nope")).html.startswith("🔎 There is no category “nope”.\nTry")


# --------------------------------------------------------------------------- what is echoed

OVERRIDES = "\u202etxt.exe\u2066\u200f\u061c x\u0301\u0301\u0301\u0301"


@pytest.mark.parametrize(
    "typed",
    [
        "/search {}", "/search category:{}", "/search since:{}", "/search tag:{}", "/latest {}", "/tag {}",
        "/subscribe {}", "/unsubscribe {}", "/{}", "{}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", long("zh")])
async def test_nothing_that_was_typed_turns_an_answer_round(
    town: Town, reader: Room, typed: str, language: str
) -> None:
    reader.person.language = language
    await reader.ask("/subscribe money")
    answer = await reader.ask(typed.format(OVERRIDES))
    shown = "".join([answer.text, *answer.labels])
    assert not set("\u202e\u2066\u200f\u061c") & set(shown)
    assert "\u0301\u0301\u0301" not in shown
