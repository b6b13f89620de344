"""``feeds refresh``: fetch now and wait; also what ``feeds add`` does at its end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, MaybeFeed
from bot.cli.session import Session, sentence, shown, work
from bot.cli.terminal import FAILED, show_json
from digests.errors import DigestbotError
from digests.model import Feed, FeedState

if TYPE_CHECKING:
    from digests.steps import Refreshed
    from digests.steps.refresh.refresh import Progress

_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one fetch went: what it did, or why it could not."""

    feed: Feed
    done: Refreshed | None = None
    error: DigestbotError | None = None


def refresh(context: typer.Context, feed: MaybeFeed = None, as_json: AsJson = False) -> None:
    """Fetch one feed, or all."""
    work(context, lambda session: _refresh(session, feed, as_json))


async def _refresh(session: Session, name: str | None, as_json: bool) -> None:
    every = [await named(session, name)] if name else await session.services.feeds.every()
    feeds = [each for each in every if name or each.state is FeedState.ACTIVE]
    if not feeds and not as_json:
        session.terminal.say("no_feeds")
        return
    outcomes = await fetch_all(session, feeds, quiet=as_json)
    if as_json:
        show_json([_shape(session, each) for each in outcomes])
    if any(each.error for each in outcomes):
        raise typer.Exit(FAILED)


async def named(session: Session, name: str) -> Feed:
    """A feed by its number or its address; ``BadInput`` when there is none."""
    if name.isascii() and name.isdigit() and len(name) < 18:
        return await session.services.feeds.get(int(name))
    return await session.services.feeds.at(name)


async def fetch_all(session: Session, feeds: Sequence[Feed], *, quiet: bool) -> list[Outcome]:
    """Fetch several side by side; each says how it went as soon as it is done."""
    from bot.cli.tables import reading

    free = asyncio.Semaphore(session.settings.fetch_concurrency)
    with reading() as progress:

        async def one(feed: Feed) -> Outcome:
            async with free:
                outcome = await _fetch(session, feed, progress.of(feed.title or shown(feed.address)))
            tell(session, outcome, quiet=quiet)
            return outcome

        return list(await asyncio.gather(*(one(each) for each in feeds)))


async def _fetch(session: Session, feed: Feed, progress: Progress) -> Outcome:
    try:
        done = await session.services.steps.refresh(feed.id, session.now, progress)
    except DigestbotError as error:
        return Outcome(feed, error=error)
    return Outcome(await session.services.feeds.get(feed.id), done)


def tell(session: Session, outcome: Outcome, *, quiet: bool) -> None:
    """One line; what failed goes to stderr, and is said also beside JSON."""
    terminal, feed = session.terminal, outcome.feed
    named = {"id": str(feed.id), "title": feed.title or shown(feed.address)}
    if outcome.error is not None:
        why = sentence(terminal.lang, outcome.error)
        terminal.complain(terminal.text("fetch_failed", error=why, **named))
    elif outcome.done is not None and not quiet:
        done = outcome.done
        counts = {"new": done.new, "changed": done.changed, "gone": done.gone, "same": done.same}
        terminal.say("fetched", **named, **counts)
        _tell_problems(session, done)


def _tell_problems(session: Session, done: Refreshed) -> None:
    for each in done.problems[:_PROBLEMS]:
        error = sentence(session.terminal.lang, DigestbotError(each.code, **each.params))
        session.terminal.say("problem", place=each.place or "–", error=error)
    if len(done.problems) > _PROBLEMS:
        session.terminal.say("more_problems", count=len(done.problems) - _PROBLEMS)


def _shape(session: Session, outcome: Outcome) -> dict[str, object]:
    from bot.cli.shapes import Shapes, refreshed

    error = outcome.error
    failed = {"code": error.code, "params": error.params} if error else None
    feed = Shapes(session.settings.default_timezone, {}).feed(outcome.feed)
    done = refreshed(outcome.done) if outcome.done else None
    return {
        "id": feed["id"],
        "title": feed["title"],
        "address": feed["address"],
        "done": done,
        "error": failed,
    }
