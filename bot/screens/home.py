"""Where people arrive and where they set things: ``/start``, ``/settings``, ``/help``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.keyboards import button, chosen, rows_of
from bot.screens.choices import ALONE, ONBOARDING, name_of
from bot.screens.editions import look
from bot.screens.schedule import zone_name
from bot.telegram.markup import cut, lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.decisions.quiet_hours import arrives
from digests.decisions.schedule import next_due
from digests.model import ChatKind, FollowKind, Status, Subscriber, Subscription

SIZES = (3, 5, 8, 10, 15, 20)
POINTS = (1, 2, 3, 4, 5)
_NAMES = 120


def hello(lang: str, kind: ChatKind, *, any_category: bool) -> Html:
    """The first words of ``/start``."""
    if not any_category:
        return text(lang, "start.no_categories")
    keys = {ChatKind.PRIVATE: "start.hello", ChatKind.CHANNEL: "channels.choose"}
    return text(lang, keys.get(kind, "start.hello_group"))


def hello_rows(lang: str) -> tuple[Row, ...]:
    """Under the categories of ``/start``: the other language, and the next step."""
    other = button(plain(lang, "start.other_language"), "speak", "en" if lang == "zh" else "zh")
    return ((other, button(plain(lang, "start.next"), "step", "times")),)


def begun(subscriber: Subscriber, now: datetime, more: str = "") -> Screen:
    """The end of ``/start``: when digests come, and what follows (``first``, ``empty``, ``nothing``)."""
    lang = subscriber.language
    if more == "nothing":
        html = _terms(subscriber, "start.done_nothing", now)
        return Screen(html, ((open_categories(lang), open_settings(lang)),))
    where = "channels" if subscriber.destination.kind is ChatKind.CHANNEL else "start"
    said = [_terms(subscriber, "start.done", now), text(lang, f"{where}.{more}") if more else Html("")]
    return Screen(spaced(said), ((open_settings(lang),),))


def _terms(subscriber: Subscriber, key: str, now: datetime, **more: object) -> Html:
    lang, schedule = subscriber.language, subscriber.schedule
    return text(
        lang,
        key,
        days=dates.weekdays(schedule.weekdays, lang),
        times=dates.clock(schedule.times),
        zone=zone_name(schedule.zone, lang),
        next=_next(subscriber, now),
        **more,
    )


def _next(subscriber: Subscriber, now: datetime) -> str:
    """The next time after what is due already, which comes by itself in a moment."""
    due = subscriber.next_due
    if due is None:
        return "–"
    if due <= now:
        due = next_due(subscriber.schedule, now)
    due = arrives(subscriber.quiet, subscriber.schedule.zone, due)
    return dates.moment(due, now, subscriber.language, subscriber.schedule.zone)


def welcome_back(
    subscriber: Subscriber, following: Sequence[Subscription], now: datetime, *, was_paused: bool
) -> Screen:
    """``/start`` by somebody who has been here: everything is kept, and a pause has ended."""
    lang = subscriber.language
    key = "start.again_resumed" if was_paused else "start.again"
    key = key if following else f"{key}_nothing"
    html = _terms(subscriber, key, now, follows=follows(lang, following))
    onward = button(plain(lang, "settings.now"), "now") if following else open_categories(lang)
    return Screen(html, ((onward,), (open_settings(lang),)))


def follows(lang: str, following: Sequence[Subscription]) -> Html:
    """What somebody follows, in a line."""
    if not following:
        return text(lang, "start.follows_nothing")
    return text(lang, "start.follows", names=names(lang, following))


def names(lang: str, following: Sequence[Subscription]) -> Html:
    """The names of what is followed, in a line."""
    return raw(plain(lang, "when.comma").join(name_of(each) for each in following), _NAMES)


def open_settings(lang: str) -> Button:
    """The way to the settings, in a message of their own."""
    return button(plain(lang, "settings.open"), "settingsnew")


def open_categories(lang: str) -> Button:
    """The way to the categories, which take this message's place."""
    return button(plain(lang, "categories.open"), "cats", ALONE, 0)


# --------------------------------------------------------------------------- settings


def settings(subscriber: Subscriber, following: Sequence[Subscription], now: datetime) -> Screen:
    """Every setting with its value in its button's label; the last line says when the next digest comes."""
    lang = subscriber.language
    chat = raw(subscriber.title, 40) or text(lang, "settings.this_chat")
    html = lines(text(lang, "settings.head", chat=chat), coming(subscriber, following, now))
    return Screen(html, tuple(rows_of(_settings(subscriber, following), 2)))


def _settings(subscriber: Subscriber, following: Sequence[Subscription]) -> list[Button]:
    lang, schedule = subscriber.language, subscriber.schedule
    active = subscriber.status is Status.ACTIVE
    return [
        button(_categories(lang, following), "cats", "s", 0),
        button(_tags(lang, following), "mytags"),
        button(plain(lang, "settings.times", times=dates.clock(schedule.times)), "times", "s"),
        button(plain(lang, "settings.zone", zone=zone_name(schedule.zone, lang)), "zone", "s"),
        button(plain(lang, "settings.layout", count=subscriber.size, points=subscriber.points), "layout"),
        button(plain(lang, "settings.language"), "language"),
        button(plain(lang, "settings.pause"), "pause")
        if active
        else button(plain(lang, "settings.resume"), "resume"),
        button(plain(lang, "settings.now"), "now"),
    ]


def _categories(lang: str, following: Sequence[Subscription]) -> str:
    count = sum(each.kind is FollowKind.CATEGORY for each in following)
    return plain(lang, "settings.categories", count=count) if count else plain(lang, "settings.no_categories")


def _tags(lang: str, following: Sequence[Subscription]) -> str:
    tags = [each.title for each in following if each.kind is FollowKind.TAG]
    listed = cut(", ".join(tags), 24)
    return plain(lang, "settings.tags", names=listed) if tags else plain(lang, "settings.no_tags")


def coming(subscriber: Subscriber, following: Sequence[Subscription], now: datetime) -> Html:
    """When the next digest comes, or why none does."""
    lang = subscriber.language
    if subscriber.forget_after is not None:
        when = dates.moment(subscriber.forget_after, now, lang, subscriber.schedule.zone)
        return text(lang, "settings.next_forgotten", when=when)
    if subscriber.status is Status.NEW:
        return text(lang, "settings.next_new")
    if subscriber.status is not Status.ACTIVE or subscriber.next_due is None:
        return text(lang, "settings.next_paused")
    if not following:
        return text(lang, "settings.next_nothing")
    return text(lang, "settings.next", next=_next(subscriber, now))


def layout(subscriber: Subscriber) -> Screen:
    """How much a digest holds."""
    lang = subscriber.language
    rows = (
        (button(plain(lang, "settings.size", count=subscriber.size), "size", 0),),
        (button(plain(lang, "settings.points", count=subscriber.points), "points", 0),),
        (look.setting(subscriber),),
        (back(lang),),
    )
    return Screen(text(lang, "settings.layout_head"), rows)


def numbers(subscriber: Subscriber, name: str, choices: Sequence[int], now_set: int) -> Screen:
    """A small set of numbers to choose from: ``size`` or ``points``."""
    lang = subscriber.language
    head = text(lang, f"settings.{name}_head", count=now_set)
    shown = [chosen(str(each), name, each, on=each == now_set) for each in choices]
    return Screen(head, (*rows_of(shown, 3), (button(plain(lang, "list.back"), "layout"),)))


def languages(lang: str) -> Screen:
    """Both languages, each by its own name."""
    known = {"zh": "中文", "en": "English"}
    shown = [chosen(name, "language", each, on=each == lang) for each, name in known.items()]
    return Screen(text(lang, "settings.language_head"), (tuple(shown), (back(lang),)))


def back(lang: str) -> Button:
    """The way back to the settings."""
    return button(plain(lang, "list.back"), "settings")


# --------------------------------------------------------------------------- the rest


def paused(lang: str) -> Screen:
    """After ``/stop``."""
    return Screen(text(lang, "stop.done"), ((button(plain(lang, "settings.resume"), "resume"),),))


def help_screen(lang: str, kind: ChatKind, commands_of_admins: Sequence[str] = ()) -> Screen:
    """``/help``, with the commands of whoever runs the bot where one of them asks."""
    group = text(lang, "help.group") if kind is ChatKind.GROUP else Html("")
    listed = [Html(f"/{name} — {text(lang, f'menu.{name}')}") for name in commands_of_admins]
    admin = lines(text(lang, "help.admin"), *listed) if listed else Html("")
    usage = button(plain(lang, "help.search"), "usage")
    onward = ((open_settings(lang), usage), (button(plain(lang, "next.preview"), "preview", 0),))
    return Screen(spaced([text(lang, "help.text"), group, admin]), onward)


def words_only(lang: str) -> Screen:
    """To a picture, a sticker or a file: what can be sent instead."""
    return Screen(text(lang, "free.words_only"), ((button(plain(lang, "digest.latest"), "front"),),))


def greeting(lang: str) -> Screen:
    """Said once when somebody adds the bot to a group."""
    return Screen(text(lang, "start.added"), ((button(plain(lang, "start.begin"), "cats", ONBOARDING, 0),),))
