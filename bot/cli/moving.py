"""``feeds import`` and ``feeds export``: lists of feeds as OPML."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from pathlib import Path

import typer

from bot.cli.options import CategorySlug, DryRun, OpmlIn, OpmlOut
from bot.cli.session import Desk, clear_failures, sentence, shown, work
from digests import opml
from digests.errors import BadInput, DigestbotError
from digests.opml import Outline

STANDARD = Path("-")
_MARKS = {"new": "+", "known": "=", "refused": "!"}


def import_(
    context: typer.Context, file: OpmlIn, category: CategorySlug = "", dry_run: DryRun = False
) -> None:
    """Add all feeds of a list."""
    with clear_failures(context.obj):
        data = sys.stdin.buffer.read() if file == STANDARD else file.read_bytes()
    work(context, lambda desk: _import(desk, data, category, dry_run))


async def _import(desk: Desk, data: bytes, category: str, dry_run: bool) -> None:
    from digests.sources.encoding import decode

    counts = Counter(dict.fromkeys(_MARKS, 0))
    for outline in opml.read(decode(data).text):
        result, why = await _take(desk, outline, category, dry_run)
        counts[result] += 1
        named = {"title": outline.title or "-", "address": shown(outline.address), "why": why}
        desk.terminal.say("import_line", mark=_MARKS[result], **named)
    desk.terminal.say("would_import" if dry_run else "imported", **counts)
    if counts["new"] and not dry_run:
        desk.terminal.say("import_next")


async def _take(desk: Desk, outline: Outline, category: str, dry_run: bool) -> tuple[str, str]:
    """Add one feed: ``new``, ``known`` or ``refused``, and why it was refused or where it is."""
    wanted = outline.category or category
    try:
        if dry_run:
            await _must_be_new(desk, outline.address)
        else:
            await desk.services.feeds.add(outline.address, category=wanted, title=outline.title, **desk.by)
    except DigestbotError as error:
        return "known" if error.code == "feed_known" else "refused", sentence(desk.terminal.lang, error)
    return "new", wanted


async def _must_be_new(desk: Desk, address: str) -> None:
    try:
        there = await desk.services.feeds.at(address)
    except BadInput as error:
        if error.code == "unknown_feed":
            return
        raise
    category = there.category.title if there.category else ""
    raise BadInput("feed_known", title=there.title or there.address, category=category, id=there.id)


def export(context: typer.Context, file: OpmlOut = STANDARD) -> None:
    """Write all feeds as a list."""
    work(context, lambda desk: _export(desk, file))


async def _export(desk: Desk, file: Path) -> None:
    feeds = await desk.services.feeds.every()
    listed = [
        Outline(shown(each.address), each.title, each.category.title if each.category else "")
        for each in feeds
    ]
    document = opml.write("digestbot", listed)
    if file == STANDARD:
        typer.echo(document, nl=False)
    else:
        await asyncio.to_thread(file.write_text, document, "utf-8")
        desk.terminal.say("exported", count=len(listed), file=str(file))
