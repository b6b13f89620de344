"""What the admin of a channel sees of it in private."""

from __future__ import annotations

from bot.chat.keyboards import button
from bot.screens.choices import ONBOARDING
from bot.telegram.markup import raw
from bot.telegram.screen import Screen
from bot.texts import plain, text
from digests.model import Status, Subscriber

_TITLE = 60


def added(lang: str, channel: Subscriber, title: str) -> Screen:
    """The bot may post in a channel: nothing is posted until somebody has chosen what."""
    new = channel.status is Status.NEW
    said = text(lang, "channels.added" if new else "channels.back", title=raw(title, _TITLE))
    onward = (
        button(plain(lang, "channels.begin"), "cats", ONBOARDING, 0)
        if new
        else button(plain(lang, "settings.open"), "settings")
    )
    return Screen(said, ((onward,),))


def mute(lang: str, title: str) -> Screen:
    """The bot is an admin and may not post: how it may."""
    return Screen(text(lang, "channels.mute", title=raw(title, _TITLE)))
