"""The transport over HTTP: what arrives, and what each refusal of Telegram becomes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Limits as TelegramLimits
from bot.sandbox import Sandbox
from bot.telegram.limiter import Limiter
from bot.telegram.limits import Limits
from bot.telegram.prepared_messages import PreparedBot
from bot.telegram.request import Request
from bot.telegram.screen import Button, Screen
from bot.telegram.transport import TelegramTransport
from bot.texts import Html
from digests.errors import BadContent, DeliveryError, Moved, Refused, RetryAfter, Temporary, ThreadGone
from digests.model import ChatKind, Destination, Part

SCREEN = Screen(Html("<b>News</b> &amp; more"), ((Button("1", data="1.x"), Button("2", data="1.y")),))


@pytest.fixture
async def transport(sandbox: Sandbox) -> AsyncIterator[TelegramTransport]:
    limiter = Limiter(Limits())
    request = Request(read_timeout=1)
    bot = PreparedBot(sandbox.token, base_url=sandbox.base_url, request=request, rate_limiter=limiter)
    await bot.initialize()
    yield TelegramTransport(bot, limiter)
    await bot.shutdown()


def to(chat: int, thread: int = 0) -> Destination:
    kind = ChatKind.PRIVATE if chat > 0 else ChatKind.GROUP
    return Destination("telegram", str(chat), thread, kind)


def part(screen: Screen = SCREEN, **values: bool) -> Part:
    return Part(1, screen.payload(), **values)


async def test_a_part_arrives_with_its_buttons(sandbox: Sandbox, transport: TelegramTransport) -> None:
    room = sandbox.private(started=True)
    message_id = await transport.send(to(room.id), part())
    assert str(room.last.id) == message_id
    assert room.last.text == "News & more"
    assert room.last.labels == ["1", "2"]


async def test_in_a_channel_only_links_are_buttons(sandbox: Sandbox, transport: TelegramTransport) -> None:
    channel, room = sandbox.channel("Voice"), sandbox.private(started=True)
    link = Button("Article", url="https://example.org/1")
    mixed = Screen(Html("News"), ((Button("1", data="1.x"), link), (Button("⚙", data="1.y"),)))
    there = Destination("telegram", str(channel.id), kind=ChatKind.CHANNEL)
    message = await transport.send(there, part(mixed))
    assert channel.last.labels == ["Article"]
    await transport.send(there, part())
    assert channel.last.labels == []
    await transport.edit(there, message, part(Screen(Html("Other news"), mixed.rows)))
    assert [each.labels for each in channel.replies] == [["Article"], []]
    await transport.send(to(room.id), part(mixed))
    assert room.last.labels == ["1", "Article", "⚙"], "the same part, to a reader alone"


async def test_a_plain_part_has_no_markup(sandbox: Sandbox, transport: TelegramTransport) -> None:
    room = sandbox.private(started=True)
    await transport.send(to(room.id), part(Screen(Html("<b>5 &lt; 6</b>")), plain=True))
    assert room.last.text == "5 < 6"
    assert not room.last.entities


async def raised(transport: TelegramTransport, destination: Destination, sent: Part) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await transport.send(destination, sent)
    return caught.value


async def test_refusals_have_their_kinds(sandbox: Sandbox, transport: TelegramTransport) -> None:
    blocked = sandbox.private(started=True)
    blocked.block()
    assert isinstance(await raised(transport, to(blocked.id), part()), Refused)
    assert isinstance(await raised(transport, to(999_999), part()), Refused)
    room = sandbox.private(started=True)
    assert isinstance(await raised(transport, to(room.id), part(Screen(Html("a<br>b")))), BadContent)
    assert isinstance(await raised(transport, to(room.id), part(Screen(Html("x" * 5000)))), BadContent)


async def test_a_group_that_moved_names_its_new_address(
    sandbox: Sandbox, transport: TelegramTransport
) -> None:
    group = sandbox.group("Desk")
    new = group.upgrade()
    error = await raised(transport, to(group.id), part())
    assert isinstance(error, Moved)
    assert error.address == str(new.id) != str(group.id)


async def test_a_deleted_thread(sandbox: Sandbox, transport: TelegramTransport) -> None:
    group = sandbox.group("Forum", topics=["News"])
    thread = group.add_topic("More news")
    await transport.send(to(group.id, thread), part())
    group.delete_topic(thread)
    assert isinstance(await raised(transport, to(group.id, thread), part()), ThreadGone)


@pytest.mark.parametrize(
    ("how", "kind", "arrives", "ambiguous"),
    [
        ({"failure": "flood", "retry_after": 7}, RetryAfter, False, False),
        ({"failure": "error", "code": 500}, Temporary, False, True),
        ({"failure": "page", "code": 502}, Temporary, False, True),
        ({"failure": "page", "code": 502, "accepted": True}, Temporary, True, True),
        ({"failure": "reset"}, Temporary, False, True),
        ({"failure": "reset", "accepted": True}, Temporary, True, True),
        ({"failure": "truncated"}, Temporary, True, True),
        ({"failure": "broken"}, Temporary, False, True),
        ({"failure": "hang"}, Temporary, False, True),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
async def test_trouble_on_the_way(
    sandbox: Sandbox,
    transport: TelegramTransport,
    how: dict[str, object],
    kind: type[DeliveryError],
    arrives: bool,
    ambiguous: bool,
) -> None:
    room = sandbox.private(started=True)
    before = len(room.messages)
    sandbox.fail(method="sendMessage", **how)  # type: ignore[arg-type]
    error = await raised(transport, to(room.id), part())
    assert isinstance(error, kind)
    assert (len(room.messages) > before) is arrives
    if isinstance(error, Temporary):
        assert error.ambiguous is ambiguous


async def test_a_paid_broadcast_is_marked_as_such(sandbox: Sandbox) -> None:
    """The server has no room left but for what is paid for."""
    sandbox.set_rates(TelegramLimits(overall=0.001, overall_burst=1, private_burst=10))
    room = sandbox.private(started=True)
    for paid, arrives in ((False, True), (False, False), (True, True)):
        limiter = Limiter(Limits(private_burst=10, paid=paid))
        bot = PreparedBot(sandbox.token, base_url=sandbox.base_url, request=Request(), rate_limiter=limiter)
        await bot.initialize()
        carried = TelegramTransport(bot, limiter).send(to(room.id), part())
        if arrives:
            assert await carried
        else:
            with pytest.raises(RetryAfter):
                await carried
        await bot.shutdown()
