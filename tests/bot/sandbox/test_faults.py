"""Misfortunes on order, and Telegram's rates."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from bot.sandbox import Failure, Limits, Network, Room, Sandbox
from bot.sandbox.rates import Rates
from bot.sandbox.state import Chat, Kind
from tests.bot.sandbox.conftest import Call, until


@pytest.fixture
def room(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


async def test_flood_once(sandbox: Sandbox, call: Call, room: Room) -> None:
    sandbox.fail("flood", retry_after=17)
    status, body = await call("sendMessage", chat_id=room.id, text="x")
    assert (status, body) == (429, {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 17",
        "parameters": {"retry_after": 17},
    })  # fmt: skip
    assert (await call("sendMessage", chat_id=room.id, text="x"))[0] == 200
    assert len(room.replies) == 1


async def test_flood_of_one_chat_that_lasts(sandbox: Sandbox, call: Call, room: Room) -> None:
    sandbox.fail(Failure.FLOOD, chat=room.id, lasts=21_600)
    other = sandbox.private(started=True)
    for _ in range(2):
        _, body = await call("sendMessage", chat_id=room.id, text="x")
        assert 21_590 <= body["parameters"]["retry_after"] <= 21_600
        assert (await call("sendMessage", chat_id=other.id, text="x"))[0] == 200
    sandbox.faults.clear()
    assert (await call("sendMessage", chat_id=room.id, text="x"))[0] == 200


async def test_by_method_and_count(sandbox: Sandbox, call: Call, room: Room) -> None:
    fault = sandbox.fail(
        "error", method="sendMessage", code=403, description="Forbidden: user is deactivated", count=2
    )
    statuses = [(await call(m, chat_id=room.id, text="x"))[0] for m in ["getChat"] + ["sendMessage"] * 3]
    assert statuses == [200, 403, 403, 200]
    assert fault.hits == 2


async def test_polling_is_spared_unless_named(sandbox: Sandbox, call: Call) -> None:
    sandbox.fail("error", count=0)
    assert (await call("getUpdates"))[0] == 200
    sandbox.fail("error", method="getUpdates", code=502, description="Bad Gateway")
    assert (await call("getUpdates"))[0] == 502


async def test_by_probability_the_same_for_the_same_seed(sandbox: Sandbox, call: Call, room: Room) -> None:
    async def statuses() -> list[int]:
        sandbox.faults.seed(5)
        return [(await call("sendMessage", chat_id=room.id, text="x"))[0] for _ in range(40)]

    sandbox.fail("error", probability=0.3, count=0)
    first = await statuses()
    assert first == await statuses()
    assert 4 <= first.count(500) <= 20


async def raw(sandbox: Sandbox, http: aiohttp.ClientSession, room: Room) -> tuple[int, str, str]:
    url = f"{sandbox.base_url}{sandbox.token}/sendMessage"
    async with http.post(url, data={"chat_id": str(room.id), "text": "x"}) as answer:
        return answer.status, answer.content_type, await answer.text()


async def test_a_proxys_page(sandbox: Sandbox, http: aiohttp.ClientSession, room: Room) -> None:
    sandbox.fail("page", code=502, description="Bad Gateway")
    status, kind, text = await raw(sandbox, http, room)
    assert (status, kind) == (502, "text/html")
    assert "502 Bad Gateway" in text
    assert room.replies == []


@pytest.mark.parametrize("accepted", [False, True])
async def test_broken_json(sandbox: Sandbox, http: aiohttp.ClientSession, room: Room, accepted: bool) -> None:
    sandbox.fail("broken", accepted=accepted)
    status, _, text = await raw(sandbox, http, room)
    assert status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert len(room.replies) == accepted


async def test_a_truncated_answer_to_an_accepted_call(
    sandbox: Sandbox, http: aiohttp.ClientSession, room: Room
) -> None:
    sandbox.fail("truncated")
    with pytest.raises(aiohttp.ClientPayloadError):
        await raw(sandbox, http, room)
    assert len(room.replies) == 1


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_lost_connection(
    sandbox: Sandbox, http: aiohttp.ClientSession, room: Room, accepted: bool
) -> None:
    sandbox.fail("reset", accepted=accepted)
    with pytest.raises(aiohttp.ClientConnectionError):
        await raw(sandbox, http, room)
    assert len(room.replies) == accepted
    assert len(sandbox.record.accepted) == accepted


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_hanging_call(
    sandbox: Sandbox, http: aiohttp.ClientSession, room: Room, accepted: bool
) -> None:
    sandbox.fail("hang", accepted=accepted)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await raw(sandbox, http, room)
    assert len(room.replies) == accepted


async def test_stopping_does_not_wait_for_a_hanging_call(
    sandbox: Sandbox, http: aiohttp.ClientSession, room: Room
) -> None:
    fault = sandbox.fail("hang")
    call = asyncio.create_task(raw(sandbox, http, room))
    await until(lambda: fault.hits)
    await asyncio.wait_for(sandbox.stop(), 5)
    with pytest.raises(aiohttp.ClientError):
        await call


@pytest.mark.parametrize(
    ("failure", "how", "seen"),
    [
        ("flood", {}, RetryAfter),
        ("error", {}, NetworkError),
        ("page", {"code": 502}, NetworkError),
        ("broken", {}, TelegramError),
        ("truncated", {}, NetworkError),
        ("reset", {}, NetworkError),
        ("hang", {}, TimedOut),
    ],
)
async def test_as_python_telegram_bot_sees_them(
    sandbox: Sandbox, room: Room, failure: str, how: dict[str, int], seen: type[Exception]
) -> None:
    builder = Application.builder().token(sandbox.token).base_url(sandbox.base_url)
    bot = builder.read_timeout(0.3).build().bot
    async with bot:
        sandbox.fail(failure, method="sendMessage", **how)
        with pytest.raises(seen):
            await bot.send_message(room.id, "x")
        assert (await bot.send_message(room.id, "again")).text == "again"


# --------------------------------------------------------------------------- rates


class Clock:
    """A clock that stands until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def chat(number: int, kind: Kind = Kind.PRIVATE) -> Chat:
    return Chat(number, kind)


def test_a_private_chat_takes_a_burst_then_one_a_second() -> None:
    clock = Clock()
    rates = Rates(Limits(), clock)
    assert [rates.take(chat(1)) for _ in range(5)] == [0, 0, 0, 1, 1]
    clock.now += 1
    assert [rates.take(chat(1)) for _ in range(2)] == [0, 1]
    assert rates.take(chat(2)) == 0


def test_a_group_takes_twenty_a_minute() -> None:
    clock = Clock()
    rates = Rates(Limits(), clock)
    group = chat(-1, Kind.GROUP)
    assert [rates.take(group) for _ in range(21)] == [0] * 20 + [60]
    clock.now += 45
    assert rates.take(group) == 15
    clock.now += 15
    assert rates.take(group) == 0


def test_thirty_a_second_over_all() -> None:
    clock = Clock()
    rates = Rates(Limits(), clock)
    assert [rates.take(chat(n)) for n in range(1, 32)] == [0] * 30 + [1]
    clock.now += 1
    assert sum(rates.take(chat(n)) == 0 for n in range(100, 140)) == 30
    assert rates.take(chat(200), paid=True) == 0


async def test_what_exceeds_is_refused_and_not_shown(sandbox: Sandbox, call: Call, room: Room) -> None:
    sandbox.set_rates(Limits(private=0.01, private_burst=2))
    statuses = [(await call("sendMessage", chat_id=room.id, text="x"))[0] for _ in range(4)]
    assert statuses == [200, 200, 429, 429]
    assert len(room.replies) == 2
    sandbox.set_rates(None)
    assert (await call("sendMessage", chat_id=room.id, text="x"))[0] == 200


# --------------------------------------------------------------------------- waits of unknown scope


@pytest.mark.parametrize(
    ("scope", "others", "longest"), [("chat", 200, 300), ("all", 429, 300), ("both", 429, 300)]
)
async def test_a_flood_wait_does_not_say_what_it_covers(
    sandbox: Sandbox, call: Call, room: Room, scope: str, others: int, longest: int
) -> None:
    other = sandbox.private(started=True)
    fault = sandbox.fail("flood", method="sendMessage", chat=room.id, retry_after=300, scope=scope)
    assert (await call("sendMessage", chat_id=room.id, text="x"))[0] == 429
    assert (await call("sendMessage", chat_id=other.id, text="x"))[0] == others
    _, again = await call("sendMessage", chat_id=room.id, text="x")
    assert longest - 2 <= again["parameters"]["retry_after"] <= longest
    assert (await call("getMe"))[0] == 200
    assert fault.to_json()["broken"] == fault.bans.broken == (1 if others == 200 else 2)
    sandbox.faults.clear()
    assert (await call("sendMessage", chat_id=room.id, text="x"))[0] == 200


async def test_a_ban_of_both_kinds_ends_for_all_before_it_ends_for_the_chat(
    sandbox: Sandbox, call: Call, room: Room
) -> None:
    other = sandbox.private(started=True)
    sandbox.fail("flood", method="sendMessage", chat=room.id, retry_after=300, scope="both")
    await call("sendMessage", chat_id=room.id, text="x")
    _, body = await call("sendMessage", chat_id=other.id, text="x")
    assert body["parameters"]["retry_after"] <= 2


# --------------------------------------------------------------------------- strict rates, and the way there


def test_a_strict_second_holds_no_more_wherever_it_begins() -> None:
    now = [100.0]
    rates = Rates(Limits(overall=3, private=1000, strict=True), clock=lambda: now[0])
    for at, wait in ((100.0, 0), (100.5, 0), (100.9, 0), (100.95, 1), (101.0, 1), (101.94, 1), (101.95, 0)):
        now[0] = at
        assert rates.take(Chat(int(at * 100), Kind.PRIVATE)) == wait, at
    assert rates.bans.broken == 2, "those between a refusal and its end"


def test_a_ban_of_a_chats_own_rate_holds_for_that_chat_alone() -> None:
    now = [100.0]
    rates = Rates(Limits(private=0.1, private_burst=1, strict=True), clock=lambda: now[0])
    assert [rates.take(Chat(1, Kind.PRIVATE)) for _ in range(3)] == [0, 10, 10]
    assert rates.take(Chat(2, Kind.PRIVATE)) == 0
    assert rates.bans.broken == 1


async def test_calls_and_answers_take_their_time(sandbox: Sandbox, call: Call, room: Room) -> None:
    loop = asyncio.get_running_loop()
    sandbox.set_network(Network(delay=0.05, jitter=0.001, back=0.001))
    begun = loop.time()
    assert (await call("sendMessage", chat_id=room.id, text="x"))[0] == 200
    assert loop.time() - begun >= 0.05
