"""The buttons of a digest, which stand below its last message."""

from __future__ import annotations

from bot.chat.keyboards import button, even_rows
from bot.screens.digests.parts import stories_of
from bot.telegram.screen import Row
from bot.texts import plain
from digests.model import Digest, DigestKind


def buttons(digest: Digest) -> tuple[Row, ...]:
    """A number for each story, what else there is, and the settings; of an alert also what asked for it."""
    numbers = [button(str(n + 1), "story", digest.id, n, 0) for n in range(len(stories_of(digest)))]
    return (*even_rows(numbers), (*_more(digest), *_settings(digest)))


def _more(digest: Digest) -> Row:
    shown = len(stories_of(digest))
    if digest.total <= shown:
        return ()
    label = plain(digest.language, "digest.more", count=digest.total - shown)
    return (button(label, "rest", digest.id, shown),)


def _settings(digest: Digest) -> Row:
    if digest.kind is not DigestKind.ALERT:
        return (button("⚙", "settingsnew"),)
    asked = button(plain(digest.language, "alert.off"), "alertasked", digest.id)
    return asked, button("⚙", "alertsnew")
