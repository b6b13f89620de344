"""``digestbot sandbox``: the very same bot on a pretended Telegram, with sample feeds and chats to play."""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot.process.run import Whole, serving, until
from bot.process.stopping import stop_signal
from bot.sandbox.feeds import fill
from bot.sandbox.room import Room
from bot.sandbox.sandbox import Cast, Sandbox
from bot.sandbox.state import Message
from bot.settings import Settings
from digests.errors import BadInput, DigestbotError

log = logging.getLogger(__name__)

SAMPLES = {"technology.xml": "Technology", "science.xml": "Science", "world.json": "World"}
TYPES = {".xml": "application/xml", ".json": "application/feed+json"}
POSTS = "finews"
WALK_PATIENCE = 20.0
READ_BY_VISITOR = ("东财滚动新闻", "青岛财经网", "Technology", "Science")


async def run_sandbox(settings: Settings) -> None:
    """Serve the chat page until SIGTERM or SIGINT."""
    stop = stop_signal()
    sandbox = Sandbox(routes=feed_routes(datetime.now(UTC)))
    cast = sandbox.add_cast()
    await _start(sandbox, settings.sandbox_port)
    try:
        async with serving(for_sandbox(settings, sandbox, cast)) as running:
            await add_samples(running, sandbox)
            await walk_through(cast.chinese)
            announce(sandbox)
            await until(stop, running.queue)
    finally:
        await sandbox.stop()


async def _start(sandbox: Sandbox, port: int) -> None:
    """Serve on the port that is set, or on any when somebody has that one."""
    try:
        await sandbox.start(port=port)
    except OSError:
        log.warning("port %d is taken; using another one", port)
        await sandbox.start()


def for_sandbox(settings: Settings, sandbox: Sandbox, cast: Cast) -> Settings:
    """The settings turned to the sandbox: its server, its admin, its feeds, and a database made anew.

    A database that was set by its name is left as it is.
    """
    changes: dict[str, object] = {
        "telegram_bot_token": SecretStr(sandbox.token),
        "telegram_api_base_url": sandbox.base_url,
        "telegram_api_file_url": sandbox.base_file_url,
        "telegram_proxy": SecretStr(""),
        "webhook_url": "",
        "admin_ids": settings.admin_ids | {cast.admin.person.id},
        "allow_private": settings.allow_private | {pair_of(sandbox.url)},
    }
    if "database_url" not in settings.model_fields_set:
        folder = settings.data_dir / "sandbox"
        shutil.rmtree(folder, ignore_errors=True)
        changes["database_url"] = f"sqlite:///{folder / 'digestbot.db'}"
    return settings.model_copy(update=changes)


def pair_of(url: str) -> tuple[str, int]:
    """Host and port of an address that names both."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    return host, int(port)


# --------------------------------------------------------------------------- sample feeds


def feed_routes(now: datetime) -> list[web.AbstractRouteDef]:
    """The sample feeds as pages, dated so that they are fresh at ``now``."""
    return [web.get(f"/feeds/{name}", _page(name, now)) for name in SAMPLES]


def _page(name: str, now: datetime) -> web.Handler:  # type: ignore[name-defined]
    body = fill((files("bot.sandbox.feeds") / name).read_text("utf-8"), now)
    kind = TYPES[Path(name).suffix]

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=body, content_type=kind)

    return page


async def add_samples(running: Whole, sandbox: Sandbox) -> None:
    """Add the sample feeds and fetch them; one that fails is reported and stops nothing."""
    with as_file(files("bot.sandbox.feeds") / POSTS) as folder:
        samples = [(f"{sandbox.url}/feeds/{name}", category) for name, category in SAMPLES.items()]
        for address, category in [(str(folder), ""), *samples]:
            await _add(running, address, category)


async def _add(running: Whole, address: str, category: str) -> None:
    services, now = running.domain.services, datetime.now(UTC)
    try:
        feed = await services.feeds.add(address, category=category, actor="sandbox", now=now)
        await services.steps.refresh(feed.id, now)
    except BadInput as error:
        if error.code != "feed_known":
            raise
    except DigestbotError as error:
        log.warning("sample feed %s: %s", address, error)


# --------------------------------------------------------------------------- somebody at the page


async def walk_through(room: Room) -> None:
    """Take a reader through ``/start``, as a person would, so that the page opens on a digest."""
    try:
        message = await room.ask("/start", patience=WALK_PATIENCE)
        for category in READ_BY_VISITOR:
            await room.tap(category, message=message)
            await room.wait_until(lambda wanted=f"✓ {category}": _has(message, wanted))  # type: ignore[misc]
        for label, then in (("下一步", "08:00 + 18:30"), ("08:00 + 18:30", "")):
            await room.tap(label, message=message)
            await room.wait_until(lambda wanted=then: _has(message, wanted))  # type: ignore[misc]
        await room.wait_reply(patience=WALK_PATIENCE)
    except (LookupError, TimeoutError) as error:
        log.warning("the sandbox's reader got stuck: %s", error)


def _has(message: Message, label: str) -> bool | None:
    """True when a button begins so; None, which is waited on, when none does."""
    return any(each.startswith(label) for each in message.labels) or not label or None


def announce(sandbox: Sandbox) -> None:
    """Say where the page is."""
    print(  # noqa: T201
        "\n"
        "  digestbot 沙盒 · sandbox (this is not Telegram)\n"
        f"  聊天页面 · chat page:  {sandbox.url}/\n"
        "  停止 · stop: Ctrl+C.  要连接 Telegram：在 .env 里设置 TELEGRAM_BOT_TOKEN ·"
        " to use Telegram, set TELEGRAM_BOT_TOKEN in .env\n",
        flush=True,
    )
