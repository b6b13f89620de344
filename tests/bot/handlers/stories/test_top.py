"""``/top``: what most sources tell, by time and category."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox
from digests.store.stories import membership
from digests.store.stories.membership import Joined
from tests.bot.conftest import Town, an_entry
from tests.examples import some


async def told_by_several(town: Town, count: int, first: int = 200, category: str = "rail") -> None:
    """So many stories, each told by two sources; a later one by three."""
    entries = [
        an_entry(first + 3 * n + k, title=f"Report {n}.{k}", source=f"Paper {k}", published=town.now)
        for n in range(count)
        for k in range(3 if n == count - 1 else 2)
    ]
    await town.publish(category, entries, category.title())
    async with town.store.write() as tx:
        newest = (await membership._of_stories(tx, range(1, 1000)))[-len(entries) :]
        groups = [int(entry.title.split()[1].split(".")[0]) for entry in entries]
        anchors = {n: next(row.post for row, g in zip(newest, groups, strict=True) if g == n) for n in groups}
        moves = {
            row.post: anchors[g] for row, g in zip(newest, groups, strict=True) if row.post != anchors[g]
        }
        await membership.join(tx, [Joined(post, 0.9, ()) for post in moves], town.now)
        await membership.regroup(tx, [row.post for row in newest], moves)


async def test_the_most_covered_come_first_and_open_in_place(town: Town, sandbox: Sandbox) -> None:
    await told_by_several(town, 10)
    reader = sandbox.private()
    page = await reader.ask("/top")
    assert page.text.startswith("📊 Most covered · 24 h · All categories")
    assert "1. Report 9." in page.text
    assert "1–8 / 10" in page.labels
    assert page.labels[-3:] == ["✓ 24 h", "7 days", "30 days"]
    await reader.tap("›")
    await reader.wait_edit(page, "10. Report")
    await reader.tap("‹")
    await reader.wait_edit(page, "1. Report 9.")
    await reader.tap("1")
    await reader.wait_until(lambda: page.text.startswith("Report 9.") or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "Most covered")
    await reader.tap("7 days")
    await reader.wait_edit(page, "Most covered · 7 days")


@pytest.mark.parametrize(
    ("words", "head"),
    some(
        [
            ("7d", "7 天 · 全部分类"),
            ("rail", "24 小时 · Rail"),
            ("30d rail", "30 天 · Rail"),
            ("rail 48h", "7 天 · Rail"),
            ("本周", "7 天 · 全部分类"),
            ("2小时", "24 小时 · 全部分类"),
            ("7 days", "7 天 · 全部分类"),
            ("24 h", "24 小时 · 全部分类"),
            ("30 天 rail", "30 天 · Rail"),
            ("rail 24 小时", "24 小时 · Rail"),
            ("2 Weeks Rail", "30 天 · Rail"),
            ("１ 个月", "30 天 · 全部分类"),
        ],
        4,
    ),
)
async def test_time_and_category_in_either_order(town: Town, sandbox: Sandbox, words: str, head: str) -> None:
    await told_by_several(town, 1)
    assert f"报道最多 · {head}" in (await sandbox.private(language="zh").ask(f"/top {words}")).text


@pytest.mark.parametrize("words", ["99d", "60 days", "rail 5 weeks", "999999999 天"])
async def test_of_a_longer_time_it_says_which_there_are(town: Town, sandbox: Sandbox, words: str) -> None:
    await told_by_several(town, 1)
    reader = sandbox.private()
    page = await reader.ask(f"/top {words}")
    assert page.text == "I count back 30 days at most. Choose a time:"
    assert page.labels == ["24 h", "7 days", "30 days"]
    await reader.tap("30 days")
    await reader.wait_edit(page, f"30 days · {'Rail' if 'rail' in words else 'All categories'}")


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("5h", "en", "It can be 24h, 7d or 30d; here is the next longer one:\n📊 Most covered · 24 h"),
        ("rail 48h", "zh", "可选 24h、7d 或 30d，这里看的是稍长的一档：\n📊 报道最多 · 7 天 · Rail"),
        ("5h tech", "en", "It can be 24h, 7d or 30d; here is the next longer one:\nNo story"),
        ("24h", "en", "📊 Most covered · 24 h"),
        ("7 days", "en", "📊 Most covered · 7 days"),
        ("2 weeks", "en", "It can be 24h"),
    ],
)
async def test_of_a_time_between_it_says_which_there_are(
    town: Town, sandbox: Sandbox, words: str, language: str, said: str
) -> None:
    await told_by_several(town, 1)
    assert (await sandbox.private(language=language).ask(f"/top {words}")).text.startswith(said)


async def test_no_longer_time_is_offered_than_there_is(town: Town, sandbox: Sandbox) -> None:
    page = await sandbox.private().ask("/top 30d tech")
    assert page.text.endswith("in “Technology” (30 days). Have a look at the newest:")


async def test_an_unknown_category_leads_to_the_nearest(town: Town, sandbox: Sandbox) -> None:
    await told_by_several(town, 1)
    reader = sandbox.private()
    page = await reader.ask("/top 7d rall")
    assert page.text.startswith("There is no category “rall”. Did you mean:")
    await reader.tap("Rail ›")
    await reader.wait_edit(page, "Most covered · 7 days · Rail")


async def test_where_nothing_is_told_by_several_there_is_a_way_on(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    page = await reader.ask("/top tech")
    assert "No story was told by several sources in “Technology” (24 h)" in page.text
    assert page.labels == ["✓ 24 h", "7 days", "30 days", "🗞 Latest"]
    await reader.tap("🗞 Latest")
    await reader.wait_edit(page, "Story 12")
