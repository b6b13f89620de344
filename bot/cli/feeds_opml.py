"""``feeds import`` and ``feeds export``: lists of feeds as OPML."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.options import CategorySlug, DryRun, ImportNumber, OpmlIn, OpmlOut
from bot.cli.session import Session, clear_failures, sentence, shown, work
from digests.errors import BadInput

if TYPE_CHECKING:
    from digests.services.import_plan import Imported, Item

STANDARD = Path("-")
_WEB = ("http://", "https://")
_MARKS = {"new": "+", "known": "=", "refused": "!"}


def import_(
    context: typer.Context, file: OpmlIn, category: CategorySlug = "", dry_run: DryRun = False
) -> None:
    """Add all feeds of a list."""
    if file.lower().startswith(_WEB):
        work(context, lambda session: _import_from(session, file, category, dry_run))
        return
    with clear_failures(context.obj):
        data = sys.stdin.buffer.read() if Path(file) == STANDARD else Path(file).read_bytes()
    work(context, lambda session: _import(session, data, category, dry_run))


async def _import_from(session: Session, address: str, category: str, dry_run: bool) -> None:
    """A list that lies in the web."""
    found = (await session.services.previews.at(address, session.now)).probe
    if not found.outlines:
        raise BadInput("no_list")
    await _do(session, await session.services.feed_imports.plan_of(found.outlines, category), dry_run)


async def _import(session: Session, data: bytes, category: str, dry_run: bool) -> None:
    await _do(session, await session.services.feed_imports.plan(data, category), dry_run)


async def _do(session: Session, found: Imported, dry_run: bool) -> None:
    from bot.cli.tables import reading

    if not dry_run:
        with reading() as progress:
            of_all = progress.of(session.terminal.text("importing"))
            found = await session.services.feed_imports.run(found, **session.by, progress=of_all)
    _tell(session, found, dry_run)


def _tell(session: Session, found: Imported, dry_run: bool) -> None:
    for item in found.items:
        named = {"title": item.outline.title or "-", "address": shown(item.outline.address)}
        session.terminal.say("import_line", mark=_MARKS[item.fate], **named, why=_why(session, item))
    session.terminal.say("would_import" if dry_run else "imported", **found.counts)
    if found.number:
        session.terminal.say("import_next")
        session.terminal.say("import_undo", number=str(found.number))


def _why(session: Session, item: Item) -> str:
    """Why it was refused or where it is; of a new one its category."""
    return sentence(session.terminal.lang, item.error) if item.error else item.outline.category


def undo(context: typer.Context, number: ImportNumber) -> None:
    """Take an import back."""
    work(context, lambda session: _undo(session, number))


async def _undo(session: Session, number: int) -> None:
    removed = await session.services.feed_imports.undo(number, **session.by)
    session.terminal.say("import_undone", count=removed)


def export(context: typer.Context, file: OpmlOut = STANDARD) -> None:
    """Write all feeds as a list."""
    work(context, lambda session: _export(session, file))


async def _export(session: Session, file: Path) -> None:
    exported = await session.services.feed_imports.export()
    if file == STANDARD:
        typer.echo(exported.document, nl=False)
    else:
        await asyncio.to_thread(file.write_text, exported.document, "utf-8")
        session.terminal.say("exported", count=exported.count, file=str(file))
