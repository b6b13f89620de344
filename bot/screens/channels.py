"""What the admin of a channel sees of it in private."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import act, button, rows_of, shorten
from bot.screens import home
from bot.screens.choices import ONBOARDING
from bot.telegram.markup import raw
from bot.telegram.screen import Button, Screen
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


def listing(lang: str, channels: Sequence[Subscriber]) -> Screen:
    """The channels of one person, each with a way to its settings."""
    said = text(lang, "channels.head", count=len(channels)) if channels else text(lang, "channels.none")
    return Screen(said, (*rows_of([_open(each) for each in channels], 1), (home.back(lang),)))


def _open(channel: Subscriber) -> Button:
    return Button(shorten(f"📣 {channel.title}"), act("settings", about=channel.id))


def back(lang: str) -> Button:
    """From the settings of one channel to the list of all."""
    return button(plain(lang, "list.back"), "channels")


def link(lang: str, count: int) -> Button:
    """The way to them, in one's own settings."""
    return button(plain(lang, "channels.link", count=count), "channels")
