"""Sending as it is set up: the step with its transport, and the pauses that outlive a restart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from telegram.ext import ExtBot

from bot.monitoring.metrics import Meter
from bot.process.wiring import utc_now
from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from bot.telegram.limiter import Limiter
from bot.telegram.prepared_messages import PreparedBot
from bot.telegram.transport import TelegramTransport
from digests.model import Pause
from digests.runtime.process_names import our_name
from digests.steps import Send
from digests.steps.send.notices import Notices
from digests.store import Store, Tx
from digests.store.delivery import pauses
from digests.store.delivery.rates import shared_by


async def sender(settings: Settings, store: Store, bot: ExtBot[Any], meter: Meter) -> Send:
    """The step that sends; its name is its own, whatever process has this number after a restart."""
    transport = transport_of(bot)
    transport.meter = meter
    await _honour_pauses(transport.limiter, store)
    return Send(
        store,
        transport,
        name=our_name(),
        lease=timedelta(seconds=settings.lease_seconds),
        now=utc_now,
        notices=Notices(TelegramRenderer(), settings.default_timezone),
        at_once=settings.send_concurrency,
        resend_ambiguous=settings.ambiguous_sends == "resend",
    )


def share_rates(bot: ExtBot[Any], store: Store, meter: Meter) -> None:
    """Keep the limits together with all processes on this database, where there may be several."""
    limiter = transport_of(bot).limiter
    limiter.meter = meter
    if shared := shared_by(store):
        limiter.share(shared)


def transport_of(bot: ExtBot[Any]) -> TelegramTransport:
    """The transport of the bot that ``build_application`` made."""
    limiter = bot.rate_limiter
    if not isinstance(bot, PreparedBot) or not isinstance(limiter, Limiter):
        raise TypeError("a bot of somebody else")
    return TelegramTransport(bot, limiter)


async def _honour_pauses(limiter: Limiter, store: Store) -> None:
    """What Telegram asked for before a restart holds on, and what it asks for from now on is kept."""
    now = utc_now()
    limiter.restore(await store.writing(lambda tx: _still_silent(tx, now)), now)

    async def keep(found: Pause) -> None:
        await store.writing(lambda tx: pauses.keep(tx, found))

    limiter.keep = keep


async def _still_silent(tx: Tx, now: datetime) -> tuple[Pause, ...]:
    await pauses.forget(tx, now)
    return await pauses.current(tx, now)
