"""``/settings``: a menu of eight buttons, six of which open a screen of buttons.

Who adds a setting adds its button to the list of the screen that it belongs to: ``content`` (in
``handlers.menu``), ``times``, ``look``, ``alerts``, ``speech`` or ``data``. The menu itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.keyboards import button, chosen, destructive, rows_of
from bot.chat.zones import city
from bot.screens import alerts_settings, home, quiet, review
from bot.screens.choices import ONBOARDING, name_of
from bot.screens.editions import look as look_of
from bot.screens.schedule import zone_name
from bot.telegram.markup import cut, lines, raw
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain, text
from digests.model import ChatKind, FollowKind, Status, Subscriber, Subscription

SIZES = (3, 5, 8, 10, 15, 20)
POINTS = (1, 2, 3, 4, 5)
LANGUAGES = {"zh": "中文", "en": "English"}
_NAMES = 24


def main(me: Subscriber, following: Sequence[Subscription], now: datetime) -> Screen:
    """Every button says what is set behind it; the last line says when the next digest comes."""
    lang = me.language
    chat = raw(me.title, 40) or text(lang, "settings.this_chat")
    html = lines(text(lang, "settings.head", chat=chat), home.coming(me, following, now))
    return Screen(html, rows_of(_main(me, following), 2))


def _main(me: Subscriber, following: Sequence[Subscription]) -> list[Button]:
    lang = me.language
    return [
        button(_followed(lang, following), "menu", "content"),
        button(plain(lang, "settings.times", times=dates.clock(me.schedule.times)), "times", "s"),
        button(look_of.stated(lang, me.size, me.points), "layout"),
        button(_quiet(me), "menu", "alerts"),
        button(f"🌐 {LANGUAGES[lang]} · {city(me.schedule.zone, lang)}", "language"),
        button(plain(lang, "submenu.data"), "menu", "data"),
        _halt(me),
        button(plain(lang, "settings.now"), "now"),
    ]


def _halt(me: Subscriber) -> Button:
    """To stop and to go on; who has not begun chooses first, as at ``/start``."""
    if me.status is Status.NEW:
        return button(plain(me.language, "settings.begin"), "cats", ONBOARDING, 0)
    halt = "pause" if me.status is Status.ACTIVE else "resume"
    return button(plain(me.language, f"settings.{halt}"), halt)


def _followed(lang: str, following: Sequence[Subscription]) -> str:
    if not following:
        return plain(lang, "submenu.content_none")
    names = plain(lang, "when.comma").join(name_of(each) for each in following)
    return plain(lang, "submenu.content", names=cut(names, _NAMES))


def _quiet(me: Subscriber) -> str:
    if me.quiet.hours is None:
        return plain(me.language, "submenu.alerts")
    begin, end = me.quiet.hours
    return plain(me.language, "submenu.alerts_quiet", hours=f"{begin:%H:%M}–{end:%H:%M}")


# --------------------------------------------------------------------------- the screens behind it


def content(me: Subscriber, following: Sequence[Subscription], more: Sequence[Button] = ()) -> Screen:
    """What comes: all that is followed; ``more`` decides what of it (``handlers.menu.content``)."""
    lang = me.language
    labels = [button(_categories(lang, following), "cats", "s", 0), button(_tags(lang, following), "mytags")]
    return _screen(me, "content", [*labels, *more])


def _categories(lang: str, following: Sequence[Subscription]) -> str:
    count = sum(each.kind is FollowKind.CATEGORY for each in following)
    return plain(lang, "settings.categories", count=count) if count else plain(lang, "settings.no_categories")


def _tags(lang: str, following: Sequence[Subscription]) -> str:
    """Tags and searches, which stand in one list behind it."""
    tags = [each.title for each in following if each.kind is FollowKind.TAG]
    searches = sum(each.kind is FollowKind.SEARCH for each in following)
    said = [plain(lang, "settings.tags", names=cut(", ".join(tags), _NAMES))] if tags else []
    said += [plain(lang, "own.searches", count=searches)] if searches else []
    return " · ".join(said) or plain(lang, "own.no_tags_no_searches")


def times(me: Subscriber) -> list[Button]:
    """Under the hours: what else has a time. Weekdays stand before it."""
    return [review.setting(me)]


def look(me: Subscriber) -> Screen:
    """How a digest looks, and how much it holds."""
    lang = me.language
    buttons = [
        button(plain(lang, "settings.size", count=me.size), "size", 0),
        button(plain(lang, "settings.points", count=me.points), "points", 0),
        look_of.setting(me),
    ]
    return _screen(me, "look", buttons)


def alerts(me: Subscriber, on: int, stories: int) -> Screen:
    """What sounds and what does not, and the stories that are followed, which a channel cannot."""
    followed = button(plain(me.language, "submenu.stories", count=stories), "menu", "stories")
    last = [followed] if stories or me.destination.kind is not ChatKind.CHANNEL else []
    return _screen(me, "alerts", [alerts_settings.stated(me.language, on), quiet.setting(me), *last])


def speech(me: Subscriber) -> Screen:
    """Both languages, each by its own name, and the zone."""
    lang, zone = me.language, me.schedule.zone
    shown = [chosen(name, "language", each, on=each == lang) for each, name in LANGUAGES.items()]
    zones = button(plain(lang, "settings.zone", zone=zone_name(zone, lang)), "zone", "s")
    return Screen(text(lang, "submenu.speech_head"), (tuple(shown), (zones,), (home.back(lang),)))


def data(me: Subscriber) -> Screen:
    """What came, what is stored, and the end of it."""
    lang = me.language
    buttons = [
        button(plain(lang, "submenu.history"), "menu", "history"),
        button(plain(lang, "submenu.file"), "menu", "file"),
        destructive(plain(lang, "submenu.forget"), "menu", "forget"),
    ]
    return _screen(me, "data", buttons)


def _screen(me: Subscriber, name: str, buttons: Sequence[Button]) -> Screen:
    head: Html = text(me.language, f"submenu.{name}_head")
    return Screen(head, (*rows_of(buttons, 1), (home.back(me.language),)))


def back(lang: str, name: str) -> Button:
    """The way back to one of these screens: ``content``, ``alerts`` or ``data``."""
    return button(plain(lang, "list.back"), "menu", name)


# --------------------------------------------------------------------------- numbers


def numbers(me: Subscriber, name: str, choices: Sequence[int], now_set: int) -> Screen:
    """A small set of numbers to choose from: ``size`` or ``points``."""
    lang = me.language
    head = text(lang, f"settings.{name}_head", count=now_set)
    shown = [chosen(str(each), name, each, on=each == now_set) for each in choices]
    return Screen(head, (*rows_of(shown, 3), (button(plain(lang, "list.back"), "layout"),)))
