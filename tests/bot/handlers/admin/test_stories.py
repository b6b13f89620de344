"""``/story``: admins see which articles tell one story and why, part them and join them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Room, Sandbox
from digests.store import Store
from digests.store.stories import links, membership
from digests.store.stories.links import Link
from digests.store.stories.membership import Joined
from tests.bot.begun import Begun
from tests.bot.conftest import Town, an_entry, running_with, settings_for


@pytest.fixture
def admin(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


@pytest.fixture
async def town(sandbox: Sandbox, store: Store, begun: Begun, admin: Room) -> AsyncIterator[Town]:
    """Three posts; the second has joined the first."""
    there = Town(sandbox, store, settings_for(sandbox, admin_ids=str(admin.person.id)))
    async with running_with(there, begun, {"tech": ("Technology", [an_entry(n) for n in range(3)])}):
        async with there.store.write() as tx:
            await membership.join(tx, [Joined(2, 1.5, ("harbour", "terminal"))], there.now)
            await membership.regroup(tx, [], {2: 1})
        yield there


@pytest.mark.usefixtures("town")
async def test_a_story_is_looked_at_and_parted(admin: Room) -> None:
    listed = await admin.ask("/story")
    assert "2 articles · Example Herald" in listed.text
    await admin.tap("1")
    await admin.wait_until(lambda: "Story 1" in admin.last.text or None)
    assert "joined at +1.50 · both say harbour, terminal" in admin.last.text
    await admin.tap("✂ 2")
    await admin.wait_until(lambda: "✂ 2" not in admin.last.labels or None)
    assert "1 article" in admin.last.text
    assert "Story 2 · 1 article" in (await admin.ask("/story 2")).text


@pytest.mark.usefixtures("town")
async def test_two_articles_are_compared_and_joined(admin: Room) -> None:
    made = await admin.ask("/story 1 3")
    assert "They are two stories now." in made.text
    await admin.tap("🔗 Make them one story")
    await admin.wait_until(lambda: "3 articles" in admin.last.text or None)
    assert "joined by an admin" in admin.last.text
    assert "They are one story now." in (await admin.ask("/story 2 3")).text
    assert "joined articles 1 and 3 to story 1" in (await admin.ask("/audit")).text


async def test_a_related_story_is_joined_from_a_lone_article(town: Town, admin: Room) -> None:
    assert "/story 3 456" in (await admin.ask("/story 3")).text, "nothing is related yet"
    async with town.store.write() as tx:
        await links.replace(tx, [3], [Link(3, 1, 0.4)])
    card = await admin.ask("/story 3")
    assert "Related: Story 0 (1)" in card.text
    assert "/story 3 1" in card.text
    await admin.tap("🔗 1")
    await admin.wait_until(lambda: "3 articles" in admin.last.text or None)


async def test_when_the_first_is_parted_the_next_one_told_it_first(town: Town, admin: Room) -> None:
    await admin.ask("/story 1 3")
    await admin.tap("🔗 Make them one story")
    await admin.wait_until(lambda: "3 articles" in admin.last.text or None)
    await admin.tap("✂ 1")
    await admin.wait_until(lambda: "✂ 1" not in admin.last.labels or None)
    assert "told it first" in admin.last.text
    assert "joined at" not in admin.last.text
    assert "parted article 1 from story 1" in (await admin.ask("/audit")).text


@pytest.mark.usefixtures("town")
async def test_what_is_no_number_is_explained(admin: Room) -> None:
    for said in "/story harbour", "/story 1 2 3":
        assert "/story 123" in (await admin.ask(said)).text
    assert "no story of an article 99" in (await admin.ask("/story 99")).text


@pytest.mark.usefixtures("town")
async def test_it_is_for_admins_only(sandbox: Sandbox) -> None:
    reader = sandbox.private("Reader", started=True)
    assert "Story 1" not in (await reader.ask("/story 1")).text
