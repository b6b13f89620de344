"""The transports of this installation: in which form each carries what goes out, and who runs the bot."""

from __future__ import annotations

from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from bot.telegram.transport import TELEGRAM
from digests.model import Destination
from digests.steps.renderers import RendererByTransport


def renderer() -> RendererByTransport:
    """What renders for all of them; ``bot/process/senders.py`` has a sender of each."""
    return RendererByTransport({TELEGRAM: TelegramRenderer()})


def admins_of(settings: Settings) -> list[Destination]:
    """Where admins are told of what happens."""
    return [Destination(TELEGRAM, str(each)) for each in sorted(settings.admin_ids)]
