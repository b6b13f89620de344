"""What the log never shows."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import TimedOut

from bot.monitoring import logs
from bot.monitoring.logs import AsJson, Redacting
from digests.errors import Unavailable
from digests.runtime import log_context

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_012345"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    logging.captureWarnings(capture=False)
    root.setLevel(level)
    root.handlers[:] = handlers


def lines(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def test_a_line_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logging.getLogger("digests.runtime.clock").info("%d due", 3)
    assert lines(capsys).endswith("INFO    digests.runtime.clock: 3 due\n")


def test_the_token_in_messages_values_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "short:token")
    log = logging.getLogger("bot")
    log.error("POST https://api.telegram.org/bot%s/sendMessage", "short:token")
    log.error("%s", {"url": f"http://127.0.0.1/bot{TOKEN}/getMe"})
    try:
        raise RuntimeError(f"no answer from /botshort%3Atoken/getMe or {TOKEN}")
    except RuntimeError:
        log.exception("failed")
    shown = lines(capsys)
    assert "short" not in shown
    assert "AAF-" not in shown
    assert "RuntimeError: no answer from" in shown


def test_the_token_in_what_a_library_attaches(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG", "short:token")
    logging.getLogger("telegram.ext.Updater").debug("stack", stack_info=True, extra={"a": "short:token"})
    logging.getLogger("py.warnings").warning("%s", "https://host/file/botshort:token/x")
    assert "short:token" not in lines(capsys)


@given(st.text(), st.text("abc012:_-", min_size=4), st.text())
def test_no_secret_survives(before: str, secret: str, after: str) -> None:
    assert secret not in logs.redact(before + secret + after, [secret])


def test_passwords_in_addresses() -> None:
    line = "fetch https://reader:pa55@example.org/rss and postgresql://me:pw@db/x, not http://h:80/a@b"
    assert logs.redact(line) == (
        "fetch https://reader:***@example.org/rss and postgresql://me:***@db/x, not http://h:80/a@b"
    )


def test_requests_are_not_logged_at_info(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    logging.getLogger("httpx").info("HTTP Request: POST")
    logging.getLogger("httpx").warning("odd")
    assert lines(capsys).endswith("httpx: odd\n")
    assert "POST" not in lines(capsys)


def test_password_of() -> None:
    assert logs.password_of("postgresql://me:pw@db/x") == "pw"
    assert logs.password_of("sqlite:///data/digestbot.db") == ""


def test_trouble_with_telegram_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", "short:token")
    for name, error in (
        ("telegram.ext.Updater", TimedOut("short:token")),
        ("telegram.ext.Updater", ValueError("ours")),
        ("bot", TimedOut()),
    ):
        try:
            raise error
        except Exception:
            logging.getLogger(name).exception("polling %s", "fails")
    shown = lines(capsys)
    assert "polling fails ***\n" in shown
    assert shown.count("Traceback") == 2


def as_json(record: logging.LogRecord, *secrets: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(AsJson(secrets).format(record))
    return found


def a_record(message: str = "fetched", **more: object) -> logging.LogRecord:
    return logging.LogRecord("digests.x", logging.INFO, "x.py", 1, message, (), None, **more)  # type: ignore[arg-type]


def test_json_carries_the_ids_that_hold() -> None:
    with log_context.following(feed=3), log_context.following(posts=[1, 2]):
        found = as_json(a_record())
    assert {key: found[key] for key in ("level", "logger", "message", "feed", "posts")} == {
        "level": "INFO",
        "logger": "digests.x",
        "message": "fetched",
        "feed": 3,
        "posts": [1, 2],
    }
    assert "feed" not in as_json(a_record()), "and no longer than they hold"


def test_json_has_no_secret_and_stays_one_line() -> None:
    with log_context.following(address="https://me:hunter2@example.org"):
        line = AsJson(["s3cret-w0rd"]).format(a_record("s3cret-w0rd\nand 7000000001:" + "A" * 35))
    assert "hunter2" not in line
    assert "s3cret" not in line
    assert "AAAA" not in line
    assert "\n" not in line
    json.loads(line)


def test_people_see_the_ids_behind_the_message() -> None:
    with log_context.following(delivery=7):
        assert Redacting().format(a_record()).endswith("fetched (delivery 7)")


async def test_ids_follow_what_is_awaited_and_not_what_runs_beside() -> None:
    async def held() -> dict[str, object]:
        await asyncio.sleep(0)
        return dict(log_context.ids())

    async def of(number: int) -> dict[str, object]:
        with log_context.following(feed=number):
            return await held()

    assert await asyncio.gather(of(1), of(2), held()) == [{"feed": 1}, {"feed": 2}, {}]


def test_updates_that_were_not_confirmed_at_the_end_are_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    updater = logging.getLogger("telegram.ext.Updater")
    try:
        raise TimedOut
    except TimedOut:
        updater.exception("Error while calling `get_updates` one more time to mark all fetched updates.")
        updater.exception("Exception happened while polling for updates.")
    calm, other = lines(capsys).splitlines()
    assert " INFO " in calm
    assert "come again after the start" in calm
    assert " ERROR " in other


@pytest.mark.parametrize("shown", [True, False])
def test_what_the_store_says_itself_nobody_else_says(
    capsys: pytest.CaptureFixture[str], *, shown: bool
) -> None:
    logs.set_up("INFO")
    cause = LookupError("a fault of ours") if shown else Unavailable("full")
    try:
        raise RuntimeError("above it") from cause
    except RuntimeError:
        logging.getLogger("digests.steps").exception("step build")
    assert ("step build" in lines(capsys)) == shown


def test_what_insists_says_each_sentence_once_a_minute() -> None:
    now = [0.0]
    shown = logs.OnceAMinute(lambda: now[0]).filter

    def said(name: str, words: str, level: int = logging.WARNING) -> bool:
        return shown(logging.LogRecord(name, level, "", 0, words, None, None))

    assert said("psycopg.pool", "error connecting in %r: %s")
    assert not said("psycopg.pool", "error connecting in %r: %s")
    assert said("psycopg.pool", "reconnection attempt in pool %r failed")
    assert said("psycopg.pool", "error connecting in %r: %s", logging.INFO)
    assert said("digests.steps", "feed %d")
    assert said("digests.steps", "feed %d"), "what many things say of themselves is not one sentence"
    lost = type("ConnectorException", (Exception,), {})("the database is away")
    for name, kept in (("procrastinate.worker", False), ("digests.steps", True)):
        record = logging.LogRecord(name, logging.ERROR, "", 0, "job", None, (type(lost), lost, None))
        assert shown(record)
        assert bool(record.exc_info) == kept
    now[0] = 59.9
    assert not said("psycopg.pool", "error connecting in %r: %s")
    now[0] = 60.0
    assert said("psycopg.pool", "error connecting in %r: %s")
