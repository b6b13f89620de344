"""``db``: move the database to PostgreSQL, make safety copies, put one back."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.options import BackupFile, SourceUrl, TargetUrl, Yes
from bot.cli.session import clear_failures, quieten, settings_of
from bot.cli.terminal import Terminal

if TYPE_CHECKING:
    from bot.settings import Settings


def app() -> typer.Typer:
    """The group."""
    group = typer.Typer(no_args_is_help=True)
    group.command("copy")(copy)
    group.command("backup")(backup)
    group.command("restore")(restore)
    return group


def copy(context: typer.Context, source: SourceUrl, target: TargetUrl) -> None:
    """From SQLite to PostgreSQL."""
    terminal: Terminal = context.obj
    quieten(settings_of(terminal))
    with clear_failures(terminal):
        from bot.cli.tables import reading
        from digests.runtime.queues.database import prepare
        from digests.store.transfer.to_postgresql import move

        with reading() as progress:
            bar = cache(progress.of)
            done = move(source, target, lambda table, here, of: bar(table)(here, of))
        asyncio.run(prepare(target))
    terminal.say("db_copied", rows=done.rows, written=done.written, count=done.tables)
    terminal.say("db_copied_next")


def backup(context: typer.Context, file: BackupFile) -> None:
    """A safety copy."""
    terminal: Terminal = context.obj
    settings = _quiet(terminal)
    with clear_failures(terminal):
        from bot.cli.tables import reading
        from digests.store.transfer.backup import backup as save

        with reading() as progress:
            size = save(settings.database_url, file, progress.of(file.name))
    terminal.say("db_saved", file=file, megabytes=f"{size / 1e6:,.1f}")


def restore(context: typer.Context, file: BackupFile, yes: Yes = False) -> None:
    """A safety copy in the place of the database."""
    terminal: Terminal = context.obj
    settings = _quiet(terminal)
    if not yes and not terminal.ask("db_restore_question", file=file):
        terminal.say("db_not_restored")
        return
    with clear_failures(terminal):
        from bot.cli.tables import reading
        from bot.process.wiring import utc_now
        from digests.store.transfer.backup import restore as put_back

        with reading() as progress:
            aside = put_back(settings.database_url, file, utc_now(), progress.of(file.name))
    terminal.say("db_restored", file=file)
    if aside is not None:
        terminal.say("db_aside", file=Path(aside))


def _quiet(terminal: Terminal) -> Settings:
    settings = settings_of(terminal)
    quieten(settings)
    return settings
