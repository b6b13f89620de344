"""What the bot itself has to tell a chat: the sentence, and what can be done about it there."""

from __future__ import annotations

from bot.chat.keyboards import button
from bot.telegram.screen import Button, Screen
from bot.texts import plain, text
from digests.steps.send.notices import TOPIC_GONE


def screen(lang: str, key: str, *, subscriber: int, **params: object) -> Screen:
    """A notice to a subscriber."""
    rows = ((_pause(lang, subscriber),),) if key == TOPIC_GONE else ()
    return Screen(text(lang, f"notice.{key}", **params), rows)


def topic_paused(lang: str, subscriber: int) -> Screen:
    """The digests of a topic that is gone are paused, and can be had again."""
    resume = button(plain(lang, "notice.resume"), "topicresume", subscriber)
    return Screen(text(lang, "notice.topic_paused"), ((resume,),))


def topic_resumed(lang: str, subscriber: int) -> Screen:
    """They come again."""
    return Screen(text(lang, "notice.topic_resumed"), ((_pause(lang, subscriber),),))


def _pause(lang: str, subscriber: int) -> Button:
    return button(plain(lang, "notice.pause"), "topicpause", subscriber)
