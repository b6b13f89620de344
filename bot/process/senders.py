"""Sending as it is set up: a sender for each transport, and the pauses that outlive a restart."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from telegram.ext import ExtBot

from bot.monitoring.metrics import Meter
from bot.process.transports import renderer
from bot.process.wiring import utc_now
from bot.settings import Settings
from bot.telegram.limiter import Limiter
from bot.telegram.prepared_messages import PreparedBot
from bot.telegram.transport import TELEGRAM, TelegramTransport
from digests.errors import Unavailable
from digests.model import Pause, Slowdown
from digests.ports import Transport
from digests.runtime.process_names import our_name
from digests.steps import EditMessages, Send, Senders
from digests.steps.send.notices import Notices
from digests.store import Store, Tx
from digests.store.delivery import pauses, slowdown
from digests.store.delivery.rates import shared_by


async def senders(settings: Settings, store: Store, bot: ExtBot[Any], meter: Meter) -> Senders:
    """The senders of this process, one for each transport."""
    telegram = transport_of(bot)
    telegram.meter = meter
    await _honour_pauses(telegram, store)
    return Senders([_sender(settings, store, telegram)])


def _sender(settings: Settings, store: Store, transport: Transport) -> Send:
    """The step that sends by a transport, with a name that nobody has, whatever numbers processes get."""
    return Send(
        store,
        transport,
        name=our_name(),
        lease=timedelta(seconds=settings.lease_seconds),
        now=utc_now,
        notices=Notices(renderer(), settings.default_timezone),
        at_once=settings.send_concurrency,
        resend_ambiguous=settings.ambiguous_sends == "resend",
    )


def editing(settings: Settings, store: Store, bot: ExtBot[Any]) -> EditMessages:
    """The step that changes what was sent, for all transports."""
    lease = timedelta(seconds=settings.lease_seconds)
    return EditMessages(store, [transport_of(bot)], name=our_name(), lease=lease, now=utc_now)


def share_rates(bot: ExtBot[Any], store: Store, meter: Meter) -> None:
    """Keep the limits together with all processes on this database, where there may be several."""
    limiter = transport_of(bot).limiter
    limiter.meter = meter
    if shared := shared_by(store, TELEGRAM):
        limiter.share(shared)


def transport_of(bot: ExtBot[Any]) -> TelegramTransport:
    """The transport of the bot that ``build_application`` made."""
    limiter = bot.rate_limiter
    if not isinstance(bot, PreparedBot) or not isinstance(limiter, Limiter):
        raise TypeError("a bot of somebody else")
    return TelegramTransport(bot, limiter)


class FloodMemory:
    """Flood waits and the rate of Telegram in the database; implements ``flood_control.Memory``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, found: Pause) -> None:
        """See ``Memory``."""
        with suppress(Unavailable):  # it holds in memory
            await self._store.writing(lambda tx: pauses.keep(tx, TELEGRAM, found))

    async def slow(self, found: Slowdown) -> None:
        """See ``Memory``."""
        with suppress(Unavailable):
            await self._store.writing(lambda tx: slowdown.keep(tx, TELEGRAM, found))


async def _honour_pauses(telegram: TelegramTransport, store: Store) -> None:
    """What Telegram asked for before a restart holds on, and what it asks for from now on is kept."""
    now = utc_now()
    found, slowed = await store.writing(lambda tx: _still_silent(tx, now))
    telegram.limiter.remember(FloodMemory(store), found, slowed, now)


async def _still_silent(tx: Tx, now: datetime) -> tuple[tuple[Pause, ...], Slowdown | None]:
    await pauses.forget(tx, now)
    return await pauses.current(tx, now, TELEGRAM), await slowdown.current(tx, now, TELEGRAM)
