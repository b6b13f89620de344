"""Where people arrive: ``/start``, and what several screens say of a subscriber."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.keyboards import button
from bot.screens.choices import ALONE, ONBOARDING, name_of
from bot.screens.schedule import zone_name
from bot.telegram.markup import raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.decisions.quiet_hours import arrives
from digests.decisions.schedule import next_due
from digests.model import ChatKind, Status, Subscriber, Subscription

_NAMES = 120


def hello(lang: str, kind: ChatKind, *, any_category: bool, elsewhere: bool = False) -> Html:
    """The first words of ``/start``; ``elsewhere``: to who sets up another chat than this."""
    if not any_category:
        return text(lang, "start.no_categories")
    if elsewhere and kind is not ChatKind.CHANNEL:
        return text(lang, "manage.choose")
    keys = {ChatKind.PRIVATE: "start.hello", ChatKind.CHANNEL: "channels.choose"}
    return text(lang, keys.get(kind, "start.hello_group"))


def hello_rows(lang: str) -> tuple[Row, ...]:
    """Under the categories of ``/start``: the other language, and the next step."""
    other = button(plain(lang, "start.other_language"), "speak", "en" if lang == "zh" else "zh")
    return ((other, button(plain(lang, "start.next"), "step", "times")),)


def begun(subscriber: Subscriber, now: datetime, more: str = "", *, elsewhere: bool = False) -> Screen:
    """The end of ``/start``: when digests come, and what follows (``first``, ``empty``, ``nothing``).

    ``elsewhere``: it follows in another chat.
    """
    lang = subscriber.language
    if more == "nothing":
        html = _terms(subscriber, "start.done_nothing", now)
        return Screen(html, ((open_categories(lang), open_settings(lang)),))
    where = "manage" if elsewhere else "start"
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


def back(lang: str) -> Button:
    """The way back to the settings."""
    return button(plain(lang, "list.back"), "settings")


# --------------------------------------------------------------------------- the rest


def paused(lang: str) -> Screen:
    """After ``/stop``."""
    return Screen(text(lang, "stop.done"), ((button(plain(lang, "settings.resume"), "resume"),),))


def words_only(lang: str) -> Screen:
    """To a picture, a sticker or a file: what can be sent instead."""
    return Screen(text(lang, "free.words_only"), ((button(plain(lang, "digest.latest"), "front"),),))


def greeting(lang: str) -> Screen:
    """Said once when somebody adds the bot to a group."""
    return Screen(text(lang, "start.added"), ((button(plain(lang, "start.begin"), "cats", ONBOARDING, 0),),))
