"""🔖 What somebody keeps: the list, eight a page, and a note to one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.callback_data import Listing
from bot.chat.keyboards import Span, button, even_rows, turning
from bot.chat.reader import Reader
from bot.screens.personal.doors import door
from bot.screens.stories.story import headline, source_of
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Button, Screen, Style
from bot.texts import Html, dates, plain, text
from digests.model import Saved

A_PAGE = 8
_TITLE, _NOTE = 120, 200


def listing(page: int) -> Listing:
    """A page, by its 0-based number, as lists are named in buttons."""
    return Listing("s", page, A_PAGE)


def page(saved: Sequence[Saved], number: int, total: int, reader: Reader) -> Screen:
    """What was kept last first, each with its note."""
    lang, first = reader.lang, number * A_PAGE
    if not total:
        return Screen(text(lang, "saved.none"), ((button(plain(lang, "digest.latest"), "front"),),))
    told = [_entry(first + n, one, reader) for n, one in enumerate(saved, 1)]
    here = listing(number).packed()
    numbers = [button(str(first + n), "post", one.post.id, here, "") for n, one in enumerate(saved, 1)]
    turn = turning(
        lang,
        Span(first, len(saved), total, A_PAGE),
        lambda label, at: button(label, "list", listing(at // A_PAGE).packed(), ""),
    )
    head = text(lang, "saved.head", total=total, count=total)
    return Screen(spaced([head, *told]), (*even_rows(numbers), turn))


def _entry(number: int, one: Saved, reader: Reader) -> Html:
    at = Html(dates.moment(one.post.published, reader.now, reader.lang, reader.zone))
    note = text(reader.lang, "saved.note", note=raw(one.note, _NOTE)) if one.note else Html("")
    origin = Html(" · ".join(filter(None, [source_of(one.post), at])))
    return lines(Html(f"{number}. {headline(one.post, reader.lang)}"), note, origin)


def elsewhere(lang: str, username: str) -> Screen:
    """In a group: the list is shown in the private chat alone."""
    door_ = Button(plain(lang, "saved.open_chat"), url=f"https://t.me/{username}")
    return Screen(text(lang, "saved.private"), ((door_,),))


def ask_note(title: str, note: str, again: Button, post: int, lang: str) -> Screen:
    """Asks for a note; the next words are it."""
    key = "saved.ask_other_note" if note else "saved.ask_note"
    said = text(lang, key, title=raw(title, _TITLE), **({"note": raw(note, _NOTE)} if note else {}))
    remove = door(plain(lang, "saved.no_note"), "unnote", again=again, post=post, style=Style.DESTRUCTIVE)
    back = Button(plain(lang, "list.back"), again.data)
    return Screen(said, ((remove,) if note else (), (back,)))


def noted(title: str, note: str, again: Button, lang: str) -> Screen:
    """The note was written."""
    said = text(lang, "saved.noted", title=raw(title, _TITLE), note=raw(note, _NOTE))
    ways = (to_list(lang), Button(plain(lang, "why.open"), again.data))
    return Screen(said, (ways,))


def to_list(lang: str) -> Button:
    """The way to all that is saved."""
    return button(plain(lang, "saved.list"), "list", listing(0).packed(), "")
