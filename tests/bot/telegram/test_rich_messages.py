"""Rich messages over HTTP: what arrives, what a refusal becomes, and no second form after a time-out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.sandbox import Room, Sandbox
from bot.telegram.limiter import Limiter
from bot.telegram.limits import Limits
from bot.telegram.prepared_messages import PreparedBot
from bot.telegram.request import Request
from bot.telegram.screen import Button, Screen
from bot.telegram.transport import TelegramTransport
from bot.texts import Html
from digests.errors import BadContent, FormRefused, Refused, Temporary, ThreadGone
from digests.model import ChatKind, Destination, Part

ROWS = ((Button("1", data="1.x"),),)
TIME = '<tg-time unix="1772434800" format="wt">15:00</tg-time>'
SCREEN = Screen(Html("<b>classic</b>"), ROWS, rich=Html(f"<details><summary>rich</summary>{TIME}</details>"))
BROKEN = replace(SCREEN, rich=Html("<br>"))


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[PreparedBot]:
    lost: list[bool] = []
    request = Request(read_timeout=1, unauthorized=lambda: lost.append(True))
    limiter = Limiter(Limits(private=1000, private_burst=100))
    made = PreparedBot(sandbox.token, base_url=sandbox.base_url, request=request, rate_limiter=limiter)
    await made.initialize()
    yield made
    await made.shutdown()
    assert not lost, "a method that is not known says nothing of the token"


@pytest.fixture
def transport(bot: PreparedBot) -> TelegramTransport:
    assert isinstance(bot.rate_limiter, Limiter)
    return TelegramTransport(bot, bot.rate_limiter)


@pytest.fixture
def room(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


def to(room: Room, kind: ChatKind = ChatKind.PRIVATE) -> Destination:
    return Destination("telegram", str(room.id), kind=kind)


def part(screen: Screen = SCREEN, **values: bool) -> Part:
    return Part(1, screen.payload(), **values)


async def test_the_rich_form_arrives_with_its_buttons(transport: TelegramTransport, room: Room) -> None:
    await transport.turn(to(room), part())
    assert await transport.send(to(room), part(silent=True)) == str(room.last.id)
    assert (room.last.text, room.last.labels, room.last.silent) == ("rich\n15:00", ["1"], True)
    assert "date_time" not in str(room.last.rich)
    await transport.send(to(room, ChatKind.GROUP), part())
    assert "date_time" in str(room.last.rich), "many readers have many zones"


async def test_a_refusal_of_the_form_leads_to_the_other(transport: TelegramTransport, room: Room) -> None:
    with pytest.raises(FormRefused):
        await transport.send(to(room), part(BROKEN))
    assert room.replies == []
    await transport.send(to(room), part(BROKEN, fallback=True))
    assert room.last.text == "classic"
    await transport.send(to(room), part())
    assert room.last.text == "rich\n15:00", "one message says nothing of others"
    await transport.send(to(room), part(plain=True))
    assert (room.last.text, room.last.rich) == ("classic", None)


async def test_a_server_that_knows_no_rich_messages_is_not_asked_again(
    sandbox: Sandbox, transport: TelegramTransport, bot: PreparedBot, room: Room
) -> None:
    sandbox.fail("error", method="sendRichMessage", code=404, description="Not Found: method not found")
    with pytest.raises(FormRefused):
        await transport.send(to(room), part())
    assert not bot.takes_rich
    await transport.send(to(room), part())
    assert room.last.text == "classic"
    await transport.send(to(room), part(intended=True))
    assert room.last.text == "rich\n15:00", "what may have been sent in that form is not sent in another"


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("failure", ["reset", "hang", "page"])
async def test_after_an_uncertain_outcome_no_other_form_is_sent(
    sandbox: Sandbox, transport: TelegramTransport, room: Room, failure: str, accepted: bool
) -> None:
    sandbox.fail(failure, method="sendRichMessage", count=1, accepted=accepted)
    with pytest.raises(Temporary) as caught:
        await transport.send(to(room), part())
    assert caught.value.ambiguous
    assert [each.text for each in room.replies] == (["rich\n15:00"] if accepted else [])
    await transport.send(to(room), part(intended=True))
    assert {each.text for each in room.replies} == {"rich\n15:00"}


async def test_refusals_of_the_chat_are_none_of_the_form(
    sandbox: Sandbox, transport: TelegramTransport, room: Room
) -> None:
    room.block()
    with pytest.raises(Refused):
        await transport.send(to(room), part())
    group = sandbox.group("Forum", topics=["News"])
    thread = group.add_topic("More")
    group.delete_topic(thread)
    with pytest.raises(ThreadGone):
        await transport.send(Destination("telegram", str(group.id), thread, ChatKind.GROUP), part())
    with pytest.raises(BadContent):
        await transport.send(Destination("telegram", str(group.id)), part(Screen(Html("<br>"))))


async def test_an_edit_takes_the_form_that_is_accepted(transport: TelegramTransport, room: Room) -> None:
    message = await transport.send(to(room), part())
    changed = replace(SCREEN, rich=Html("<p>corrected</p>"))
    await transport.edit(to(room), message, part(changed))
    assert room.last.text == "corrected"
    await transport.edit(to(room), message, part(changed))
    await transport.edit(to(room), message, part(replace(BROKEN, html=Html("corrected again"))))
    assert (room.last.text, room.last.rich, len(room.replies)) == ("corrected again", None, 1)
    with pytest.raises(BadContent):
        await transport.edit(to(room), message, part(replace(BROKEN, html=Html("<br>"))))
