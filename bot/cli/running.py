"""``run``, ``sandbox`` and ``migrate``."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.session import clear_failures, secrets, settings_of
from bot.cli.terminal import Terminal

if TYPE_CHECKING:
    from bot.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run)
    app.command("sandbox")(sandbox)
    app.command("migrate")(migrate)


def run(context: typer.Context) -> None:
    """The bot; without a token the sandbox."""
    settings = settings_of(context.obj)
    if not settings.token:
        _sandbox(context.obj, settings)
        return
    from bot.running import run as serve

    _serve(context.obj, settings, serve(settings))


def sandbox(context: typer.Context) -> None:
    """The bot with a chat page of its own, whether there is a token or not."""
    _sandbox(context.obj, settings_of(context.obj))


def _sandbox(terminal: Terminal, settings: Settings) -> None:
    from bot.sandbox.play import run_sandbox

    _serve(terminal, settings, run_sandbox(settings))


def _serve(terminal: Terminal, settings: Settings, serving: Coroutine[Any, Any, None]) -> None:
    from bot import logs

    logs.set_up(settings.log_level, *secrets(settings))
    with clear_failures(terminal):
        asyncio.run(serving)


def migrate(context: typer.Context) -> None:
    """Bring the database to the schema of this version."""
    from digests.store import migrate as upgrade

    terminal: Terminal = context.obj
    settings = settings_of(terminal)
    with clear_failures(terminal):
        before, after = asyncio.run(upgrade(settings.database_url))
    terminal.say("up_to_date" if before == after else "migrated", before=before or "-", after=after)
