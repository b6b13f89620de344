"""``run``, its parts ``bot``, ``worker`` and ``clock``, ``health``, ``sandbox`` and ``migrate``."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.options import Queues
from bot.cli.session import clear_failures, secrets, settings_of
from bot.cli.terminal import FAILED, WRONG_USAGE, Terminal
from digests.runtime.timetable import QUEUES

ALL = ",".join(QUEUES)

if TYPE_CHECKING:
    from bot.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run)
    app.command("bot")(bot)
    app.command("worker")(worker)
    app.command("clock")(clock)
    app.command("health")(health)
    app.command("sandbox")(sandbox)
    app.command("migrate")(migrate)


def run(context: typer.Context) -> None:
    """The bot; without a token the sandbox."""
    settings = settings_of(context.obj)
    if not settings.token:
        _sandbox(context.obj, settings)
        return
    from bot.process.run import run as serve

    _serve(context.obj, settings, serve(settings))


def bot(context: typer.Context) -> None:
    """The part that answers."""
    settings = _with_token(context.obj)
    from bot.process.parts import serving_bot
    from bot.process.run import keep_running

    _serve(context.obj, settings, keep_running(serving_bot(settings)))


def worker(context: typer.Context, queues: Queues = ALL) -> None:
    """The part that works."""
    settings = _with_token(context.obj)
    from bot.process.parts import serving_worker
    from bot.process.run import keep_running

    wanted = frozenset(each.strip() for each in queues.split(",") if each.strip())
    if not wanted or wanted - set(QUEUES):
        context.obj.complain(context.obj.text("no_such_queue", text=queues[:100], known=", ".join(QUEUES)))
        raise typer.Exit(WRONG_USAGE)
    _serve(context.obj, settings, keep_running(serving_worker(settings, wanted)))


def clock(context: typer.Context) -> None:
    """The part that wakes the others."""
    settings = settings_of(context.obj)
    from bot.process.parts import serving_clock
    from bot.process.run import keep_running

    _serve(context.obj, settings, keep_running(serving_clock(settings)))


def health(context: typer.Context) -> None:
    """Whether the process of these settings is well."""
    from bot.cli.health_check import checks

    terminal: Terminal = context.obj
    settings = settings_of(terminal)
    if not settings.listen_port:
        terminal.complain(terminal.text("no_port"))
        raise typer.Exit(WRONG_USAGE)
    ready, said = checks(settings.http_host, settings.listen_port)
    for name, each in said.items():
        typer.echo(f"{name}: {each}")
    if not said:
        terminal.complain(terminal.text("no_answer", port=settings.listen_port))
    if not ready:
        raise typer.Exit(FAILED)


def _with_token(terminal: Terminal) -> Settings:
    settings = settings_of(terminal)
    if not settings.token:
        terminal.complain(terminal.text("needs_token"))
        raise typer.Exit(WRONG_USAGE)
    return settings


def sandbox(context: typer.Context) -> None:
    """The bot with a chat page of its own, whether there is a token or not."""
    _sandbox(context.obj, settings_of(context.obj))


def _sandbox(terminal: Terminal, settings: Settings) -> None:
    from bot.process.sandbox import run_sandbox

    _serve(terminal, settings, run_sandbox(settings))


def _serve(terminal: Terminal, settings: Settings, serving: Coroutine[Any, Any, None]) -> None:
    from bot.monitoring import logs
    from bot.process.stopping import leave

    as_json = settings.log_format == "json"
    logs.set_up(settings.log_level, *secrets(settings), as_json=as_json)
    with clear_failures(terminal):
        asyncio.run(serving)
        leave()


def migrate(context: typer.Context) -> None:
    """Bring the database to the schema of this version."""
    from digests.runtime.queues.database import prepare
    from digests.store import migrate as upgrade

    terminal: Terminal = context.obj
    settings = settings_of(terminal)

    async def both() -> tuple[str, str]:
        done = await upgrade(settings.database_url)
        await prepare(settings.database_url)
        return done

    with clear_failures(terminal):
        before, after = asyncio.run(both())
    terminal.say("up_to_date" if before == after else "migrated", before=before or "-", after=after)
