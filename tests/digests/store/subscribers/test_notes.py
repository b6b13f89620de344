"""Notes by the beginning of their names, and whose they are."""

from __future__ import annotations

from datetime import timedelta

from digests.model import ChatKind, Destination
from digests.store import Store
from digests.store.subscribers import notes, personal_data, subscribers
from tests.conftest import NOW
from tests.digests.store.rows import a_subscriber

DAY = timedelta(days=1)


async def put(store: Store, *names: str) -> None:
    async with store.write() as tx:
        for name in names:
            await notes.put(tx, name, name.upper(), NOW, NOW + DAY)


async def test_those_whose_names_begin_so(store: Store) -> None:
    await put(store, "manages:1:-7", "manages:1:-100_5", "manages:11:-7", "manages:1%:2")
    async with store.read() as tx:
        assert await notes.under(tx, "manages:1:", NOW) == {
            "-100_5": "MANAGES:1:-100_5",
            "-7": "MANAGES:1:-7",
        }
        assert await notes.under(tx, "manages:1%:", NOW) == {"2": "MANAGES:1%:2"}, "% and _ are themselves"
        assert await notes.under(tx, "manages:1:", NOW + 2 * DAY) == {}, "their time is over"


async def test_who_looks_after_a_chat_is_the_persons_to_see_and_goes_with_either(store: Store) -> None:
    of_the_person = "manages:1:-7", "channels:1", "awaited:1:1"
    of_the_chat = "topic:-7:3", "awaited:-7:1"
    others = "manages:2:-77", "manages:11:-8", "channels:11", "topic:-77:3"
    await put(store, *of_the_person, *of_the_chat, *others, "manages:2:-7")
    person, chat = Destination("telegram", "1"), Destination("telegram", "-7", kind=ChatKind.GROUP)
    async with store.read() as tx:
        seen = {each["name"] for each in await personal_data.notes_of(tx, chat)}
        assert seen == set(of_the_chat), "who its admins are is told to nobody"
        assert {each["name"] for each in await personal_data.notes_of(tx, person)} == set(of_the_person)
    async with store.write() as tx:
        await personal_data.forget(tx, 1, chat)
        await personal_data.forget(tx, 2, person)
        assert set(await notes.under(tx, "", NOW)) == set(others)


async def test_the_threads_of_an_address(store: Store) -> None:
    async with store.write() as tx:
        await a_subscriber(tx, "-7")
        await a_subscriber(tx, "-77")
        whole = await subscribers.at(tx, Destination("telegram", "-7"))
        assert whole is not None
        for thread in (9, 4):
            place = Destination("telegram", "-7", thread, ChatKind.GROUP)
            await subscribers.add(tx, whole.__class__(0, place, "en", whole.schedule), NOW)
        assert await subscribers.threads(tx, "telegram", "-7") == (0, 4, 9)
        assert await subscribers.threads(tx, "telegram", "-8") == ()
