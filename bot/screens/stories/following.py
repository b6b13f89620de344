"""The stories that a chat follows, and the button that follows one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.callback_data import MAX_DATA, VERSION
from bot.chat.keyboards import button
from bot.telegram.screen import Button, Row, Screen, Style
from bot.texts import plain, text
from digests.model import FollowedStory

NAMED = 8
"""Bytes for whom a button is about, where that is not the chat that it stands in."""


def bell(lang: str, again: Button, *, followed: bool) -> Row:
    """Follows the story whose view the button ``again`` opens, or ends that; it says which is so.

    No button where what it sends back would be too long.
    """
    label = plain(lang, "follow.on" if followed else "follow.begin")
    data = again.data.replace(f"{VERSION}.", f"{VERSION}.bell:{int(not followed)}:", 1)
    style = Style.CHOSEN if followed else Style.PLAIN
    return (Button(label, data, style=style),) if len(data.encode()) <= MAX_DATA - NAMED else ()


def listed(lang: str, stories: Sequence[FollowedStory]) -> Screen:
    """Each story as a button that ends following it."""
    back = button(plain(lang, "list.back"), "menu", "alerts")
    if not stories:
        return Screen(text(lang, "follow.none"), ((button(plain(lang, "digest.latest"), "front"),), (back,)))
    rows = tuple((button(f"✕ {one.title}", "unfollow", one.post),) for one in stories)
    return Screen(text(lang, "follow.listed", count=len(stories)), (*rows, (back,)))
