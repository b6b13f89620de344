"""A command at work: settings read, the domain opened, and every expected failure one clear line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.terminal import FAILED, WRONG_USAGE, Terminal
from bot.texts import catalogue, error_text, plain, text
from digests.errors import DigestbotError, SourceError

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from bot.chat.reader import Reader
    from bot.cli.shapes import Shapes
    from bot.process.wiring import Domain
    from bot.settings import Settings, WrongSettings
    from digests.services.feed_addresses import By
    from digests.services.services import Services


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with."""

    terminal: Terminal
    settings: Settings
    domain: Domain

    @property
    def services(self) -> Services:
        """The domain's services."""
        return self.domain.services

    @property
    def now(self) -> datetime:
        """The present moment."""
        from bot.process.wiring import utc_now

        return utc_now()

    @property
    def by(self) -> By:
        """Who asks, for the audit log: whoever has a terminal on this machine."""
        return {"actor": "cli", "now": self.now}

    @property
    def reader(self) -> Reader:
        """For whom screens are made: whoever sits at the terminal."""
        from bot.chat.reader import Reader

        return Reader(self.terminal.lang, self.settings.default_timezone, self.now)

    async def shapes(self) -> Shapes:
        """What writes JSON here, with the titles of all feeds."""
        from bot.cli.shapes import Shapes

        titles = {feed.id: feed.title for feed in await self.services.feeds.every()}
        return Shapes(self.settings.default_timezone, titles)


Job = Callable[[Session], Awaitable[None]]


def work(context: typer.Context, job: Job) -> None:
    """Open everything, do the job, close everything."""
    terminal: Terminal = context.obj
    with clear_failures(terminal):
        settings = settings_of(terminal)
        quieten(settings)
        asyncio.run(_do(job, terminal, settings))


async def _do(job: Job, terminal: Terminal, settings: Settings) -> None:
    from bot.process.wiring import open_domain

    async with open_domain(settings) as domain:
        await job(Session(terminal, settings, domain))


def settings_of(terminal: Terminal) -> Settings:
    """The settings; with wrong ones a line for each, and exit code 2."""
    from bot.settings import WrongSettings, load

    try:
        return load()
    except WrongSettings as error:
        for line in wrong_settings(terminal.lang, error):
            terminal.complain(line)
        raise typer.Exit(WRONG_USAGE) from None


def wrong_settings(lang: str, error: WrongSettings) -> Iterator[str]:
    """One line for each wrong setting with what it expects, and where to correct them."""
    for name, value in error.found.items():
        key = f"settings.expects.{name if name.startswith('.') else name.lower()}"
        said = {"name": name, "expects": plain(lang, key), "value": value[:100]}
        yield plain(lang, "settings.wrong" if value else "settings.secret", **said)
    yield plain(lang, "settings.where")


def quieten(settings: Settings) -> None:
    """A command says itself what it does; the log only adds what went wrong."""
    from bot.monitoring import logs

    logs.set_up(settings.log_level, *secrets(settings))
    if settings.log_level == "INFO":
        logging.getLogger().setLevel(logging.WARNING)


def secrets(settings: Settings) -> tuple[str, ...]:
    """What may never stand in a log."""
    from bot.monitoring.logs import password_of

    addresses = settings.database_url, settings.proxy, settings.fetch_proxy.get_secret_value()
    return settings.token, settings.webhook_token, *map(password_of, addresses)


@contextmanager
def clear_failures(terminal: Terminal) -> Iterator[None]:
    """Turn expected failures into one line on stderr and exit code 1."""
    try:
        yield
    except DigestbotError as error:
        terminal.complain(sentence(terminal.lang, error))
        if isinstance(error, SourceError) and error.address:
            terminal.complain(f"→ {shown(error.address)}")
        raise typer.Exit(FAILED) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        reason, place = error.strerror or str(error), error.filename or ""
        terminal.complain(terminal.text("os_error", place=place, reason=reason))
        raise typer.Exit(FAILED) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception:  # a fault of ours: the log takes the secrets out of its traceback
        log.exception("unexpected")
        raise typer.Exit(FAILED) from None


def sentence(lang: str, error: DigestbotError) -> str:
    """The failure's sentence: the terminal's own, else that of the chats.

    Where the catalogue has none, the failure's name stands beside the general one.
    """
    own = f"cli.error.{error.code}"
    if own in catalogue(lang):
        return plain(lang, own, **error.params)
    said = error_text(lang, error)
    told = plain(lang, "cli.as_is", text=said)
    return f"{told} ({error})" if said == text(lang, "error.unexpected") else told


def shown(address: str) -> str:
    """An address without the credentials in it."""
    from digests.sources.address import shown as without_credentials

    return without_credentials(address)
