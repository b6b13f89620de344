"""Renders what goes out, for Telegram."""

from __future__ import annotations

from bot.screens import notices
from bot.screens.digest import messages
from digests.model import Digest


class TelegramRenderer:
    """Implements ``ports.Renderer``: each payload is one message as ``Screen.payload`` writes it."""

    def parts(self, digest: Digest) -> list[str]:
        """The payloads of a digest's messages, in order."""
        return [screen.payload() for screen in messages(digest)]

    def notice(self, language: str, key: str, *, subscriber: int, **params: object) -> str:
        """A notice as one message."""
        return notices.screen(language, key, subscriber=subscriber, **params).payload()
