"""The buttons under a story that are about whoever reads it, and how they find back to its view."""

from __future__ import annotations

from zlib import crc32

from bot.chat.callback_data import MAX_DATA, act
from bot.chat.keyboards import TICK, shorten
from bot.telegram.screen import Button, Row, Style
from bot.texts import plain
from digests.decisions.cursors import base36

_NAMED = 8
"""Bytes for whom a button is about, where that is not the chat that it stands in."""


def door(
    label: str, action: str, *arguments: str | int, again: Button, post: int, style: Style = Style.PLAIN
) -> Button:
    """A button about the story of a post; behind its arguments stands what opens the story's view ``again``.

    Where that is too long, the view is opened without its way back to the list that it came from.
    """
    said = act(action, *arguments)
    data = f"{said}:{again.data.partition('.')[2]}"
    if len(data.encode()) > MAX_DATA - _NAMED:
        data = f"{said}:post:{base36(post)}::"
    return Button(shorten(label), data, style=style)


def toggle(label: str, action: str, *arguments: str | int, again: Button, post: int, on: bool) -> Button:
    """The same, of something that is on or off: what is on has a tick and is green."""
    style = Style.CHOSEN if on else Style.PLAIN
    return door(f"{TICK if on else ''}{label}", action, *arguments, again=again, post=post, style=style)


def under_story(lang: str, again: Button, post: int, *, saved: bool | None) -> Row:
    """Save it, ask why, and more. ``saved`` is None where several read one message: there it says nothing."""
    why = door(plain(lang, "own.why"), "why", again=again, post=post)
    more = door(plain(lang, "own.more"), "more", again=again, post=post)
    if saved is None:
        return (door(plain(lang, "own.save_for_me"), "save", 1, again=again, post=post), why, more)
    label = plain(lang, "own.is_saved" if saved else "own.save")
    style = Style.CHOSEN if saved else Style.PLAIN
    save = door(label, "save", int(not saved), again=again, post=post, style=style)
    note = (door(plain(lang, "own.note"), "note", again=again, post=post),) if saved else ()
    return (save, *note, why, more)


def key_of(kind: str, target: str) -> int:
    """A number for what has too long a name for a button; of 200 two share one once in 200,000 lists."""
    return crc32(f"{kind} {target}".encode("utf-8", "surrogatepass"))
