"""The stories that a chat follows, and the button that follows one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import button
from bot.screens.home import open_settings
from bot.telegram.screen import Button, Screen
from bot.texts import plain, text
from digests.services.story_follows import Followed


def bell(lang: str, post_id: int, *, followed: bool) -> Button:
    """Follows the story of a post, or ends that; it says which is the case."""
    label = plain(lang, "follow.on" if followed else "follow.begin")
    return button(label, "bell", post_id, int(not followed))


def listed(lang: str, stories: Sequence[Followed]) -> Screen:
    """Each story as a button that ends following it."""
    if not stories:
        return Screen(text(lang, "follow.none"), ((button(plain(lang, "digest.latest"), "front"),),))
    rows = tuple((button(f"✕ {one.title}", "unfollow", one.post),) for one in stories)
    return Screen(text(lang, "follow.listed", count=len(stories)), (*rows, (open_settings(lang),)))
