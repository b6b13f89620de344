"""``deliveries``: what is said of those that wait, arrived and failed, and failed ones sent once more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.telegram.screen import Screen
from bot.texts import Html
from digests.errors import pack
from digests.model import DeliveryState, DigestKind
from digests.store import Store, Tx
from digests.store.delivery import claims, new_digests, outbox, sent_parts
from digests.store.delivery.sent_parts import Sent
from digests.store.subscribers import subscribers
from tests.bot.cli.conftest import Digestbot
from tests.digests.store.rows import a_subscriber

NOW = datetime.now(UTC).replace(microsecond=0)
LEASE = timedelta(seconds=60)
SLOT = "2026-03-02T08:00"


def stored(folder: Path, work: Callable[[Tx], Awaitable[None]]) -> None:
    """Do something in the installation's database."""

    async def run() -> None:
        store = Store(f"sqlite:///{folder}/data/digestbot.db")
        async with store.write() as tx:
            await work(tx)
        await store.close()

    asyncio.run(run())


async def ended(tx: Tx, address: str, state: DeliveryState, reason: str = "", fault: str = "") -> None:
    payload = Screen(Html("<b>Story</b>")).payload()
    digest = await new_digests.add_message(
        tx, DigestKind.DIGEST, "telegram", payload, language="en", zone="UTC", now=NOW
    )
    who = await a_subscriber(tx, address)
    await outbox.add(tx, digest, {who: SLOT}, NOW)
    [claimed] = await claims.claim(tx, "w", "telegram", NOW, LEASE, 1)
    await sent_parts.intend(tx, "w", [(claimed.id, 1)], NOW, LEASE)
    if fault:
        await sent_parts.record_refused(tx, claimed.id, 1, f"{fault}\n{payload}")
    if state is DeliveryState.SENT:
        await sent_parts.record(tx, "w", [Sent(claimed.id, 1, "55", last=True)], NOW)
    else:
        await outbox.finish(tx, "w", [claimed.id], NOW, state, pack(reason, {}))


async def some(tx: Tx) -> None:
    await ended(tx, "-1001", DeliveryState.SENT, fault="bad_content")
    await ended(tx, "2", DeliveryState.FAILED, "network")
    await ended(tx, "3", DeliveryState.SUSPENDED, "blocked")
    await ended(tx, "4", DeliveryState.FAILED, "internal")
    await subscribers.change(tx, 1, title="News <group>", kind="group")


@pytest.fixture
def installed(empty: Path) -> Path:
    stored(empty, some)
    return empty


def test_none_yet(digestbot: Digestbot, empty: Path) -> None:
    assert digestbot("deliveries", "list").out.startswith("There are no deliveries yet")
    assert digestbot("deliveries", "list", "--json").json == {"total": 0, "deliveries": []}
    assert digestbot("deliveries", "list", "--state", "failed").out.startswith("There is no such delivery")


def test_a_list_says_where_it_ends(digestbot: Digestbot, installed: Path) -> None:
    said = digestbot("deliveries", "list", "--limit", "3")
    assert (said.code, said.out.splitlines()[-1]) == (0, "1–3 of 4")
    assert len(said.out.splitlines()) == 5
    assert "The connection to Telegram kept breaking; it was given up" in said.out
    chinese = digestbot("--lang", "zh", "deliveries", "list")
    assert chinese.out.splitlines()[-1] == "1–4 / 共 4"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--state", "failed"], [4, 2]),
        (["--state", "sent"], [1]),
        (["--state", "faulty"], [1]),
        (["--state", "ambiguous"], []),
        (["--chat", "-1001"], [1]),
        (["--chat", "3", "--state", "suspended"], [3]),
        (["--chat", "3", "--state", "failed"], []),
    ],
)
def test_filters(digestbot: Digestbot, installed: Path, arguments: list[str], ids: list[int]) -> None:
    found = digestbot("deliveries", "list", *arguments, "--json").json
    assert ([each["id"] for each in found["deliveries"]], found["total"]) == (ids, len(ids))


def test_one_with_all_that_is_known(digestbot: Digestbot, installed: Path) -> None:
    said = digestbot("deliveries", "show", "1").out
    assert "Delivery 1 · ✓ sent" in said
    assert "To: News <group> (-1001)" in said
    assert "digest of 2026-03-02 08:00" in said
    assert "Part 1: sent as message 55" in said
    assert "<b>Story</b>" in said
    shape = digestbot("deliveries", "show", "3", "--json").json
    assert (shape["chat"]["address"], shape["error"]["code"], shape["slot"]) == ("3", "blocked", SLOT)
    assert [(part["number"], part["tries"], part["message"]) for part in shape["parts"]] == [(1, 1, "")]
    gone = digestbot("deliveries", "show", "9")
    assert (gone.code, gone.err) == (1, "There is no delivery 9. All of them: digestbot deliveries list\n")


def test_failed_ones_are_sent_once_more(digestbot: Digestbot, installed: Path) -> None:
    said = digestbot("deliveries", "retry", "1", "2", "3")
    assert (said.code, said.out) == (1, "1 delivery is sent once more by the running bot.\n")
    sent, suspended = said.err.splitlines()
    assert sent == "Delivery 1 was sent; it is not sent twice."
    assert "refuses messages" in suspended
    assert digestbot("deliveries", "retry", "2").err == "Delivery 2 is on its way already.\n"
    assert digestbot("deliveries", "retry", "--failed").out.startswith("1 delivery ")
    assert digestbot("deliveries", "list", "--state", "pending", "--json").json["total"] == 2
    changes = digestbot("audit", "--json").json["changes"]
    assert [(each["target"], each["after"]) for each in changes[:2]] == [
        ("deliveries", {"count": "1"}),
        ("delivery:2", {}),
    ]


@pytest.mark.parametrize("arguments", [[], ["1", "--failed"]], ids=["nothing", "both"])
def test_retry_wants_to_know_which(digestbot: Digestbot, empty: Path, arguments: list[str]) -> None:
    said = digestbot("deliveries", "retry", *arguments)
    assert (said.code, said.out) == (2, "")
    assert "--failed" in said.err
