"""🔇 Less noise: what of a story may be muted, for how long, and the list of what is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import LABEL, Span, button, rows_of, shorten, turning
from bot.chat.reader import Reader
from bot.screens.menu import back as to_menu
from bot.screens.personal.doors import door, key_of, toggle
from bot.telegram.markup import raw
from bot.telegram.screen import Button, Row, Screen
from bot.texts import dates, plain, text
from digests.decisions.cursors import base36
from digests.model import Mute, MuteKind
from digests.services.personal.mutes import Offered

A_PAGE = 20
LETTERS = {"s": MuteKind.SOURCE, "t": MuteKind.TAG, "f": MuteKind.FEED, "y": MuteKind.STORY}
_LETTER_OF = {kind: letter for letter, kind in LETTERS.items()}
FOR_NOW, FOR_GOOD, HEAR = "w", "g", "h"
_TITLE, _NAME = 120, 28
_MARK = "✕ "


def what(title: str, offered: Sequence[Offered], again: Button, post: int, reader: Reader) -> Screen:
    """What of a story may be muted; what is has a tick, and until when."""
    lang = reader.lang
    things = [
        toggle(
            _label(one.mute, reader, story="mute.story"),
            "mute1",
            _which(one),
            again=again,
            post=post,
            on=one.is_muted,
        )
        for one in _told_apart(offered)
    ]
    back = door(plain(lang, "list.back"), "more", again=again, post=post)
    return Screen(text(lang, "mute.head", title=raw(title, _TITLE)), (*rows_of(things, 2), (back,)))


def _told_apart(offered: Sequence[Offered]) -> list[Offered]:
    """Without feeds that are called like a source of the story, which nobody could tell from it."""
    sources = {one.mute.title for one in offered if one.mute.kind is MuteKind.SOURCE}
    feeds = (one.mute.kind is MuteKind.FEED and not one.is_muted for one in offered)
    return [one for one, feed in zip(offered, feeds, strict=True) if not (feed and one.mute.title in sources)]


def _which(one: Offered) -> str:
    return f"{_LETTER_OF[one.mute.kind]}{base36(one.number)}"


def _label(one: Mute, reader: Reader, *, story: str = "mute.story_of") -> str:
    key = story if one.kind is MuteKind.STORY else f"mute.{one.kind}"

    def label(name: str) -> str:
        said = plain(reader.lang, key, name=name)
        if one.until is None:
            return said
        return plain(reader.lang, "mute.until", name=said, when=_day(one, reader))

    # The button's end is cut off where it is too long, and there stands until when.
    return label(shorten(one.title, min(_NAME, LABEL - len(_MARK) - len(label("")))))


def _day(one: Mute, reader: Reader) -> str:
    return dates.moment(one.until or reader.now, reader.now, reader.lang, reader.zone)


def how_long(one: Offered, again: Button, post: int, reader: Reader) -> Screen:
    """For how long one of them is muted."""
    lang, which = reader.lang, _which(one)
    now, good = one.is_muted and one.mute.until is not None, one.is_muted and one.mute.until is None
    spans = (
        toggle(plain(lang, "mute.for_now"), "mute2", which, FOR_NOW, again=again, post=post, on=now),
        toggle(plain(lang, "mute.for_good"), "mute2", which, FOR_GOOD, again=again, post=post, on=good),
    )
    hear = (
        (door(plain(lang, "mute.hear"), "mute2", which, HEAR, again=again, post=post),)
        if one.is_muted
        else ()
    )
    back = (door(plain(lang, "list.back"), "mute", again=again, post=post),)
    said = text(lang, f"mute.ask_{one.mute.kind}", name=raw(one.mute.title, _TITLE))
    return Screen(said, (spans, hear, back))


def done(one: Mute, reader: Reader) -> str:
    """What was done."""
    if one.until is None:
        return plain(reader.lang, "mute.muted")
    return plain(reader.lang, "mute.muted_until", when=_day(one, reader))


# --------------------------------------------------------------------------- all of them


def listed(muted: Sequence[Mute], first: int, reader: Reader) -> Screen:
    """A page of all that is muted, each to be heard again by a tap."""
    lang = reader.lang
    if not muted:
        latest = button(plain(lang, "digest.latest"), "front")
        return Screen(text(lang, "mute.none"), ((latest,), (to_menu(lang, "content"),)))
    first = min(first, (len(muted) - 1) // A_PAGE * A_PAGE)
    page = muted[first : first + A_PAGE]
    drops = [
        button(f"{_MARK}{_label(one, reader)}", "unmute", key_of(one.kind, one.target), first) for one in page
    ]
    span = Span(first, len(page), len(muted), A_PAGE)
    turn: Row = turning(lang, span, lambda label, at: button(label, "mutes", at))
    return Screen(
        text(lang, "mute.listed", count=len(muted)), (*rows_of(drops, 1), turn, (to_menu(lang, "content"),))
    )


def setting(lang: str, count: int) -> Button:
    """The button that leads here; it says how much is muted."""
    return button(
        plain(lang, "mute.setting", count=count) if count else plain(lang, "mute.setting_none"), "mutes", 0
    )
