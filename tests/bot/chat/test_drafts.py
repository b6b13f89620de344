"""What somebody is in the middle of is kept where every process finds it, once and for a while."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.chat.draft_json import (
    read_addresses,
    read_list,
    read_wanted,
    write_addresses,
    write_list,
    write_wanted,
)
from bot.chat.drafts import Drafts, Wanted
from bot.chat.pending_question import Awaited, Pending
from digests.decisions.opml import Outline
from digests.errors import BadInput, DigestbotError
from digests.services.import_plan import Fate, Imported, Item
from digests.services.notes import Notes
from digests.store import Store
from digests.store.tables import note
from tests.conftest import NOW

WORDS = st.text(max_size=30)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> object:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def drafts_of(store: Store, clock: Clock) -> Drafts[str]:
    return Drafts(Notes(store), "kind", clock, str, str)  # type: ignore[arg-type]


async def test_a_draft_is_changed_and_used_once(store: Store, clock: Clock) -> None:
    drafts = drafts_of(store, clock)
    number = await drafts.put("https://a.example")
    other = drafts_of(store, clock)  # another process
    assert await drafts.change(number, "https://b.example") == await other.get(number)
    assert await other.take(number) == "https://b.example"
    for use in (drafts.take, drafts.get, lambda n: drafts.change(n, "")):
        with pytest.raises(BadInput, match="dead_draft"):
            await use(number)


async def test_of_two_who_take_one_has_it(store: Store, clock: Clock) -> None:
    number = await drafts_of(store, clock).put("x")
    takers = (drafts_of(store, clock).take(number) for _ in range(5))
    had = await asyncio.gather(*takers, return_exceptions=True)
    assert [each for each in had if not isinstance(each, BadInput)] == ["x"]


async def test_drafts_end_and_are_forgotten(store: Store, clock: Clock) -> None:
    drafts = drafts_of(store, clock)
    number = await drafts.put("x")
    clock.now += timedelta(days=3)
    with pytest.raises(BadInput):
        await drafts.get(number)
    await drafts.put("y")
    async with store.read() as tx:
        assert (await tx.execute(select(func.count()).select_from(note))).scalar_one() == 1


async def test_a_question_is_answered_once_by_whom_it_was_put_to(store: Store) -> None:
    pending, other = Pending(Notes(store)), Pending(Notes(store))
    await pending.expect(1, 2, Awaited("zone", "x"), NOW)
    await pending.expect(1, 2, Awaited("times", "a:b"), NOW)
    assert await other.take(1, 3, NOW) is None
    assert await other.take(1, 2, NOW) == Awaited("times", "a:b")
    assert await pending.take(1, 2, NOW) is None
    await pending.expect(1, 2, Awaited("zone", ""), NOW)
    assert await pending.take(1, 2, NOW + timedelta(minutes=16)) is None


@given(st.builds(Wanted, WORDS, WORDS, st.booleans(), WORDS, st.integers(0, 10**6), st.booleans()))
def test_a_feed_comes_back_as_it_was(wanted: Wanted) -> None:
    assert read_wanted(write_wanted(wanted)) == wanted


@given(st.lists(WORDS).map(tuple))
def test_addresses_come_back_as_they_were(addresses: tuple[str, ...]) -> None:
    assert read_addresses(write_addresses(addresses)) == addresses


@given(
    st.lists(
        st.tuples(
            st.builds(Outline, WORDS, WORDS, WORDS), st.sampled_from(Fate), st.none() | st.tuples(WORDS)
        ),
        max_size=5,
    ),
    st.integers(0, 10**9),
)
def test_a_list_comes_back_as_it_was(
    rows: list[tuple[Outline, Fate, tuple[str] | None]], number: int
) -> None:
    errors = [None if said is None else BadInput("feed_known", title=said[0]) for _, _, said in rows]
    items = tuple(Item(outline, fate, error) for (outline, fate, _), error in zip(rows, errors, strict=True))
    back = read_list(write_list(Imported(items, number)))
    assert back.number == number
    assert [(each.outline, each.fate, _told(each.error)) for each in back.items] == [
        (each.outline, each.fate, _told(each.error)) for each in items
    ]


def _told(error: DigestbotError | None) -> object:
    return error and (error.code, error.params)
