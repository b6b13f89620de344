"""A story of several reports, in lists, opened, and in digests: told once, with all who tell it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox, covered
from digests.model import Tag
from tests.bot.conftest import Town, an_entry
from tests.conftest import NOW
from tests.stories import join, relate


@pytest.fixture
def reader(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


async def publish(town: Town, count: int) -> list[int]:
    """As many reports of one event, an hour between them, each of a paper of its own; their posts."""
    entries = [
        an_entry(
            n,
            uid=f"quake-{n}",
            title=f"Earthquake, report {n}",
            source=f"Paper {n}",
            published=NOW - timedelta(hours=100 - n),
            tags=(Tag("Quakes"),) if n else (Tag("Earth"),),
        )
        for n in range(count)
    ]
    await town.publish("quakes", entries, "Quakes")
    page = await town.services.browse.latest((await town.services.catalogue.category("quakes")).id, size=60)
    return sorted(post.id for post in page.posts)


async def story(town: Town, count: int) -> list[int]:
    """The same, joined to one story."""
    found = await publish(town, count)
    await join(town.store, *found, now=town.now)
    return found


async def test_a_list_tells_it_once_with_its_reports_behind_a_tap(town: Town, reader: Room) -> None:
    await story(town, 5)
    page = await reader.ask("/latest quakes")
    assert page.text.startswith("🗞 Quakes · 1 story\n")
    assert "5 sources: Paper 0, Paper 1, Paper 2 … · " in page.text
    assert page.text.count("• ") == 3
    assert "(Paper 1)" in page.text
    await reader.tap("1")
    await reader.wait_edit(page, "Reports by time")
    assert [f"Earthquake, report {n}" in page.text for n in range(5)] == [True] * 5
    assert page.text.count("adds 1 point") == 4
    assert page.text.count("• ") == 5
    assert page.labels == ["#Quakes", "#Earth", "🔖 Save", "Why?", "More…", "Article ↗", "‹ Back"]
    await reader.tap("‹ Back")
    await reader.wait_edit(page, "🗞 Quakes · 1 story")


async def test_the_tag_of_any_report_leads_to_the_story(town: Town, reader: Room) -> None:
    await story(town, 3)
    page = await reader.ask("/tag quakes")
    assert page.text.startswith("🏷 Quakes · 1 story\n\n1. Earthquake, report 1\n")
    assert "3 sources: Paper 0, Paper 1, Paper 2 · " in page.text


async def test_a_long_story_has_pages_of_reports(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh", started=True)
    await story(town, 40)
    page = await reader.ask("/latest quakes")
    assert "40 家报道：Paper 0、Paper 1、Paper 2 …" in page.text
    await reader.tap("1")
    await reader.wait_edit(page, "报道（按时间）")
    assert "1–6 / 40" in page.labels
    assert "补充 1 点" in page.text
    assert "Paper 5 · Earthquake, report 5 · 补充 1 点" in page.text
    assert "report 6" not in page.text
    await reader.tap("›")
    await reader.wait_edit(page, "Earthquake, report 11")
    assert "7–12 / 40" in page.labels
    assert page.text.count("• ") == 4, "beyond ten reports only the last two are asked what they add"
    for last in (17, 23, 29, 35, 39):
        await reader.tap("›")
        await reader.wait_edit(page, f"Earthquake, report {last}")
    assert "37–40 / 40" in page.labels
    assert "›" not in page.labels
    await reader.tap("‹")
    await reader.wait_edit(page, "Earthquake, report 31")
    await reader.tap("‹ 返回")
    await reader.wait_edit(page, "🗞 Quakes · 1 条")


async def test_copies_are_folded_into_their_report(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private(language="zh", started=True)
    found = await story(town, 2)
    first = await town.services.browse.post(found[0])
    copy = an_entry(0, uid="copy", text=first.text, title=first.title, source="Mirror", tags=())
    await town.publish("mirrors", [copy], "Mirrors")
    page = await reader.ask("/latest quakes")
    assert "2 家报道：Paper 0、Paper 1" in page.text
    await reader.tap("1")
    await reader.wait_edit(page, "Earthquake, report 0（另有 1 份转载）")


async def test_a_digest_tells_it_once_and_opens_it(town: Town, reader: Room) -> None:
    await story(town, 14)
    await town.ready(reader, "Quakes")
    digest = await reader.wait_until(lambda: reader.last if "1 story" in reader.last.text else None)
    assert len(covered(digest, "text_link")) == 1
    assert digest.text.count("Earthquake, report") == 1
    assert "14 sources: Paper 0" in digest.text
    assert "(Paper 1)" in digest.text
    await reader.tap("1")
    await reader.wait_edit(digest, "Reports by time")
    await reader.tap("›")
    await reader.wait_edit(digest, "Earthquake, report 7")
    await reader.tap("‹ Back")
    await reader.wait_edit(digest, "1 story · Quakes")
    assert "Reports by time" not in digest.text


async def test_what_is_related_opens_below_and_leads_back(town: Town, sandbox: Sandbox) -> None:
    group = sandbox.group()
    first, second, other, lone = await publish(town, 4)
    await join(town.store, first, second, now=town.now)
    await relate(town.store, second, other, lone)
    page = await group.ask("/latest quakes")
    await group.tap("3")
    await group.wait_edit(page, "Reports by time")
    await group.tap("Earlier and related ›")
    below = await group.wait_reply()
    assert below.text.startswith(
        "🔗 Related to “Earthquake, report 0” · 2 stories\n\n1. Earthquake, report 3\n"
    )
    await group.tap("2")
    await group.wait_edit(below, "Key points are taken")
    assert "Earlier and related ›" in below.labels, "a link leads both ways"
    await group.tap("‹ Back")
    await group.wait_edit(below, "🔗 Related to")
    assert "Reports by time" in page.text


async def test_a_report_alone_is_told_as_before(town: Town, reader: Room) -> None:
    await publish(town, 2)
    page = await reader.ask("/latest quakes 1")
    assert "Paper 1 · " in page.text
    await reader.tap("1")
    await reader.wait_edit(page, "Key points are taken")
    assert "Reports by time" not in page.text
    assert page.labels == ["#Quakes", "🔖 Save", "Why?", "More…", "Article ↗", "‹ Back"]
