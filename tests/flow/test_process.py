"""The program as it is run: it answers, stops in time, and after a kill goes on where it was."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.sandbox import Message, Room, Sandbox
from tests.bot.cli.conftest import prepared
from tests.flow.process import bot, command
from tests.teaching import write_site

POSTS = Path(__file__).parents[2] / "bot" / "sandbox" / "feeds" / "finews"
PATIENCE = 20.0


@pytest.fixture(scope="session")
def with_a_feed(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation after ``feeds add``, made once for all, here: a process would import the whole bot."""
    add = "feeds", "add", str(POSTS), "--yes"
    place = prepared(migrated, tmp_path_factory.mktemp("with-a-feed"), add, summarizer="keypoints")
    (place / "data" / "digestbot.db").rename(place / "bot.db")
    return place


@pytest.fixture
def folder(with_a_feed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(with_a_feed, tmp_path, dirs_exist_ok=True))


async def begin(room: Room) -> None:
    """Go through ``/start`` to the first digest."""
    message = await room.ask("/start", patience=PATIENCE)
    for label, then in (("Next", "08:00"), ("08:00", "")):
        if label == "Next":
            toggles = [each for each in message.buttons if ".cat:" in each["callback_data"]]
            await room.tap(toggles[0]["callback_data"], message=message)
        await room.tap(label, message=message)
        await room.wait_until(
            lambda then=then: any(x.startswith(then) for x in message.labels) or not then or None
        )  # type: ignore[misc]


def digests_in(room: Room) -> list[Message]:
    """The digests that have arrived."""
    return [message for message in room.replies if message.text.startswith("📰")]


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "bot.db") as database:
        return database.execute(question).fetchall()


async def test_it_answers_and_stops(folder: Path, sandbox: Sandbox) -> None:
    room = sandbox.private(language="en")
    async with bot(folder, sandbox) as running:
        await begin(room)
        [digest] = await room.wait_until(lambda: digests_in(room) or None, patience=PATIENCE)
        assert "1." in digest.text
        assert await running.stop() == 0
        assert "Traceback" not in running.log
        assert sandbox.token not in running.log


@pytest.mark.long
async def test_after_a_kill_it_goes_on_where_it_was(folder: Path, sandbox: Sandbox) -> None:
    room = sandbox.private(language="en")
    async with bot(folder, sandbox, LEASE_SECONDS="5") as running:
        await begin(room)
        await room.wait_until(lambda: digests_in(room) or None, patience=PATIENCE)
        await running.kill()
    sent = rows(folder, "SELECT count(*) FROM delivery")
    async with bot(folder, sandbox, LEASE_SECONDS="5"):
        again = await room.ask("/latest", patience=PATIENCE)
        assert again.text
        async with asyncio.timeout(PATIENCE):
            while rows(folder, "SELECT count(*) FROM delivery WHERE state != 'sent'") != [(0,)]:
                await asyncio.sleep(0.1)
    digests = digests_in(room)
    unanswered = rows(folder, "SELECT coalesce(sum(ambiguous), 0) FROM delivery_part")[0][0]
    assert len(digests) == 1 + int(str(unanswered)), "repeated only where the answer was never recorded"
    assert rows(folder, "SELECT count(*) FROM delivery") == sent


async def test_a_kill_in_the_middle_of_a_send_loses_nothing(folder: Path, sandbox: Sandbox) -> None:
    room = sandbox.private(language="en")
    async with bot(folder, sandbox, LEASE_SECONDS="5") as running:
        message = await room.ask("/start", patience=PATIENCE)
        toggles = [each for each in message.buttons if ".cat:" in each["callback_data"]]
        await room.tap(toggles[0]["callback_data"], message=message)
        await room.tap("Next", message=message)
        await room.wait_until(lambda: "08:00" in message.labels or None)
        sandbox.fail("hang", method="sendMessage", seconds=30)
        await room.tap("08:00", message=message)
        async with asyncio.timeout(PATIENCE):
            while rows(folder, "SELECT count(*) FROM delivery_part WHERE intended > 0") == [(0,)]:
                await asyncio.sleep(0.05)
        await running.kill()
    sandbox.faults.clear()
    async with bot(folder, sandbox, LEASE_SECONDS="5"):
        await room.wait_until(
            lambda: digests_in(room) or None,
            patience=PATIENCE,
        )
    assert rows(folder, "SELECT sum(ambiguous) FROM delivery_part") == [(1,)]


@pytest.mark.long
async def test_a_second_one_on_the_same_file_says_so_and_ends(folder: Path, sandbox: Sandbox) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.base_url}
    async with bot(folder, sandbox) as running:
        code, out, err = await command(folder, "run", **settings)
        assert code == 1
        assert len((out + err).splitlines()) == 1
        assert str(running.pid) in err
        assert (await command(folder, "feeds", "list"))[0] == 0, "commands run beside it"
        await running.kill()
    async with bot(folder, sandbox) as again:
        assert await again.stop() == 0


@pytest.mark.long
async def test_a_wrong_token_is_said_in_one_line(folder: Path, sandbox: Sandbox) -> None:
    wrong = "7000000001:not-the-token"
    code, out, err = await command(
        folder, "run", TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_BASE_URL=sandbox.base_url
    )
    assert code == 1
    assert "TELEGRAM_BOT_TOKEN" in err
    assert "Traceback" not in out + err
    assert wrong not in out + err


@pytest.mark.long
async def test_a_server_without_a_command_menu_is_no_trouble(folder: Path, sandbox: Sandbox) -> None:
    sandbox.fail("error", method="setMyCommands", count=0, code=404, description="Not Found")
    room = sandbox.private(language="en")
    async with bot(folder, sandbox) as running:
        assert (await room.ask("/help", patience=PATIENCE)).text
        assert "Traceback" not in running.log


def made_by(folder: Path) -> dict[object, object]:
    return dict(rows(folder, "SELECT summarizer, count(*) FROM summary GROUP BY summarizer"))  # type: ignore[arg-type]


async def until_remade(folder: Path, before: set[object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while set(made_by(folder)) & before:
            await asyncio.sleep(0.1)


@pytest.mark.long
async def test_what_was_learned_comes_into_a_bot_at_work_and_after_a_start(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    site = write_site(tmp_path / "site", 80)
    assert (await command(tmp_path, "feeds", "add", str(site), "--yes"))[0] == 0
    assert (await command(tmp_path, "latest", "--count", "80"))[0] == 0
    by_hand = set(made_by(tmp_path))
    async with bot(tmp_path, sandbox) as running:
        code, _, err = await command(tmp_path, "keypoints", "train")
        assert code == 0, err
        await until_remade(tmp_path, by_hand)
        assert "key points: 80 posts are made anew" in running.log
        assert "key points: all of 80 posts are made anew" in running.log
    learned = set(made_by(tmp_path))
    assert (await command(tmp_path, "keypoints", "reset"))[0] == 0
    assert set(made_by(tmp_path)) == learned
    async with bot(tmp_path, sandbox):
        await until_remade(tmp_path, learned)
    assert made_by(tmp_path) == dict.fromkeys(by_hand, 80)
