"""Following by name with as many words as a message takes: a few statements, whatever their number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from bot.handlers.content.names import MOST_WORDS
from bot.sandbox import Room, Sandbox
from bot.texts import plain
from tests.bot.conftest import Town

LONGEST = 4096
Count = Callable[[], int]
DIFFERENT = " ".join(f"w{n}" for n in range(700))


@pytest.fixture
def statements(town: Town) -> Count:
    """How many statements there were since it was last asked."""
    seen: list[str] = []

    def count(connection, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        seen.append(statement)

    for engine in {town.store._reader, town.store._writer}:
        event.listen(engine, "before_cursor_execute", count)

    def since() -> int:
        found = len(seen)
        seen.clear()
        return found

    return since


async def followed(town: Town, room: Room) -> set[str]:
    me = await town.subscriber(room)
    return {each.title for each in await town.services.subscriptions.following(me.id)}


@pytest.mark.long
@pytest.mark.parametrize("command", ["/subscribe", "/unsubscribe"])
@pytest.mark.parametrize("words", [DIFFERENT, "zz " * 1360, "z，" * 2000, "#a_b " * 800])
async def test_many_words_take_no_more_statements_than_a_few(
    town: Town, reader: Room, statements: Count, command: str, words: str
) -> None:
    said = f"{command} {words}"[:LONGEST].strip()
    await reader.ask(f"{command} q1 q2 q3 q4")
    statements()
    await reader.ask(f"{command} q1 q2 q3 q4")
    few = statements()
    assert few
    await reader.ask(said)
    assert statements() <= 2 * few, "other tasks of the bot may ask something meanwhile"


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_first_words_are_looked_at_and_that_is_said(
    town: Town, sandbox: Sandbox, language: str
) -> None:
    note = plain(language, "subscribe.first_words", count=MOST_WORDS)
    room = sandbox.private(language=language)
    fill = " ".join(f"w{n}" for n in range(MOST_WORDS - 2))
    answer = await room.ask(f"/subscribe #Rail {fill} #5G #Chips")
    assert note in answer.text
    assert await followed(town, room) == {"Rail", "5G"}
    await room.ask("/subscribe #Chips")
    answer = await room.ask(f"/unsubscribe #Rail {fill} #5G #Chips")
    assert note in answer.text
    assert await followed(town, room) == {"Chips"}
    for command in ("/subscribe", "/unsubscribe"):
        assert note in (await room.ask(f"{command} {fill} w98 w99 #Chips")).text


async def test_the_same_word_again_is_none_more(town: Town, sandbox: Sandbox) -> None:
    note = plain("en", "subscribe.first_words", count=MOST_WORDS)
    room = sandbox.private(language="en")
    answer = await room.ask(f"/subscribe {'zeppelin ' * 50} #Rail {'#Rail ' * 50} #5G")
    assert await followed(town, room) == {"Rail", "5G"}
    assert answer.text.count("zeppelin") == 1
    assert note not in answer.text
    all_of_them = " ".join(f"w{n}" for n in range(MOST_WORDS))
    assert note not in (await room.ask(f"/subscribe {all_of_them}")).text
