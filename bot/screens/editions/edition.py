"""🗂 One of the further digests of a chat: its settings, what it tells, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.chat.keyboards import Span, button, chosen, destructive, rows_of, turning
from bot.chat.named_edition import SIGN
from bot.screens import home
from bot.screens.choices import SETTINGS, name_of, toggle_grid
from bot.screens.editions import look
from bot.screens.editions.listing import told_in
from bot.telegram.markup import bold, lines, raw
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Edition, Subscriber, Subscription

_TITLE = 60
A_PAGE = 20


def overview(me: Subscriber, edition: Edition, following: Sequence[Subscription], now: datetime) -> Screen:
    """Every setting with its value in its button; the last line says when it comes next."""
    lang, schedule = me.language, edition.schedule
    mine = [one for one in following if one.edition == edition.id]
    names = home.names(lang, mine) if mine else text(lang, "editions.empty")
    coming = home.coming(edition.of(me), mine, now) if mine else Html("")  # the chat may follow a lot
    html = lines(bold(Html(f"{SIGN} {raw(edition.title, _TITLE)}")), names, coming)
    buttons = [
        button(told_in(lang, edition.id, following), "told", 0),
        button(plain(lang, "editions.name"), "editionname"),
        button(plain(lang, "settings.times", times=dates.clock(schedule.times)), "times", SETTINGS),
        button(plain(lang, "settings.days", days=dates.weekdays(schedule.weekdays, lang)), "days", ""),
        button(look.stated(lang, edition.size, edition.points), "layout"),
        destructive(plain(lang, "editions.drop"), "dropedition", 0),
        button(plain(lang, "next.preview"), "preview", 0),
        button(plain(lang, "settings.now"), "now"),
    ]
    return Screen(html, (*rows_of(buttons, 2), (_to_list(lang),)))


def _to_list(lang: str) -> Button:
    return button(plain(lang, "list.back"), "editions")


def _back(lang: str) -> Button:
    return button(plain(lang, "list.back"), "settings")


def told(
    lang: str,
    edition: Edition,
    following: Sequence[Subscription],
    titles: Mapping[int, str],
    page: int,
) -> Screen:
    """All that is followed as toggles; what another digest tells says in which."""
    page = max(0, min(page, (len(following) - 1) // A_PAGE))
    first = page * A_PAGE
    shown = following[first : first + A_PAGE]
    toggles = [_toggle(one, edition.id, titles, page) for one in shown]
    span = Span(first, len(shown), len(following), A_PAGE)
    turn = turning(lang, span, lambda label, at: button(label, "told", at // A_PAGE))
    head = text(lang, "editions.told_head" if following else "editions.nothing_followed")
    onward = () if following else (home.open_categories(lang),)
    return Screen(head, (*toggle_grid(toggles), turn, onward, (_back(lang),)))


def _toggle(one: Subscription, edition: int, titles: Mapping[int, str], page: int) -> Button:
    here = one.edition == edition
    elsewhere = "" if here or not one.edition else f" · {titles.get(one.edition, '')}"
    label = f"{name_of(one)}{elsewhere}"
    return chosen(label, "tell", page, one.kind[0], one.target, int(not here), on=here)


def ask_name(lang: str) -> Screen:
    """What is it to be called from now on?"""
    return Screen(text(lang, "editions.ask_new_name"), ((_back(lang),),))


def ask_drop(lang: str, edition: Edition) -> Screen:
    """Is it to end? What it told is kept, and so nothing is lost but its times."""
    head = text(lang, "editions.ask_drop", title=raw(edition.title, _TITLE))
    yes = destructive(plain(lang, "editions.drop_yes"), "dropedition", 1)
    return Screen(head, ((yes,), (button(plain(lang, "editions.keep"), "settings"),)))
