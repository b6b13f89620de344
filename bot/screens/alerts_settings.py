"""🔔 Alerts among the settings: of what one is told at once, and how often in an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.callback_data import MAX_DATA, VERSION
from bot.chat.keyboards import Span, button, chosen, rows_of, shorten, turning
from bot.screens import home, quiet
from bot.screens.choices import name_of, toggle_grid
from bot.screens.stories.following import NAMED
from bot.telegram.markup import lines
from bot.telegram.screen import Button, Row, Screen, Style
from bot.texts import Html, plain, text
from digests.decisions.alerts.pacing import CHOICES
from digests.decisions.cursors import base36
from digests.model import FollowedStory, FollowKind, Subscriber, Subscription
from digests.services.alerts import Rules

A_PAGE = 12
STORY = "p"
KINDS = {"c": FollowKind.CATEGORY, "t": FollowKind.TAG, "f": FollowKind.FEED, "s": FollowKind.SEARCH}
"""Kinds of subscriptions as arguments of buttons; a followed story is ``STORY`` with a post of it."""
_LETTERS = {kind: letter for letter, kind in KINDS.items()}


def setting(lang: str) -> Button:
    """The button that leads here."""
    return button(plain(lang, "alerts.setting"), "alerts", 0)


def stated(lang: str, on: int) -> Button:
    """The same among settings: how many of what is followed are told at once."""
    return button(plain(lang, "alerts.setting_on" if on else "alerts.setting_off", count=on), "alerts", 0)


def screen(me: Subscriber, rules: Rules, first: int = 0) -> Screen:
    """What is followed, a toggle each, from the 0-based ``first`` on; how many an hour, and quiet hours."""
    lang = me.language
    listed: Sequence[Subscription | FollowedStory] = (*rules.subscriptions, *rules.stories)
    if not listed:
        return Screen(text(lang, "alerts.nothing"), (_begin(lang), (_back(lang),)))
    first = min(first, (len(listed) - 1) // A_PAGE * A_PAGE)
    shown = [_toggle(each, "alert", first) for each in listed[first : first + A_PAGE]]
    turn = turning(
        lang, Span(first, len(shown), len(listed), A_PAGE), lambda label, at: button(label, "alerts", at)
    )
    most = button(plain(lang, "alerts.most", count=me.alerts), "alertmost", 0)
    rows = (*toggle_grid(shown), turn, (most,), (quiet.setting(me),), (_back(lang),))
    return Screen(_head(me, rules, len(listed)), rows)


def _back(lang: str) -> Button:
    return button(plain(lang, "list.back"), "menu", "alerts")


def _head(me: Subscriber, rules: Rules, total: int) -> Html:
    hours = quiet.in_words(me.quiet, me.language)
    told = text(me.language, "alerts.quiet", hours=hours) if me.quiet.hours else Html("")
    hour = text(me.language, "alerts.hour", sent=rules.sent, count=me.alerts) if rules.on else Html("")
    return lines(text(me.language, "alerts.head", on=rules.on, total=total), hour, told)


def _begin(lang: str) -> Row:
    """Where something can be followed."""
    return home.open_categories(lang), button(plain(lang, "digest.latest"), "front")


def _toggle(one: Subscription | FollowedStory, action: str, place: int) -> Button:
    """It names what it wants, not "the other one"; ``place`` is what it leads back to."""
    kind, target = (STORY, one.post) if isinstance(one, FollowedStory) else (_LETTERS[one.kind], one.target)
    return chosen(shorten(label(one), 34), action, kind, target, int(not one.alert), place, on=one.alert)


def label(one: Subscription | FollowedStory) -> str:
    """What is followed, as lists name it."""
    if isinstance(one, FollowedStory):
        return f"📌 {one.title}"
    return name_of(one)


def asked(me: Subscriber, rules: Rules, digest_id: int) -> Screen:
    """What asked for an alert, to be switched off; back leads to the alert."""
    lang = me.language
    back = button(plain(lang, "list.back"), "digest", digest_id)
    listed: Sequence[Subscription | FollowedStory] = (*rules.subscriptions, *rules.stories)
    if not listed:
        return Screen(text(lang, "alerts.gone"), ((setting(lang), back),))
    toggles = [_toggle(each, "alertrule", digest_id) for each in listed]
    return Screen(text(lang, "alerts.asked"), (*toggle_grid(toggles), (setting(lang), back)))


def most(me: Subscriber) -> Screen:
    """How many alerts an hour may have."""
    lang = me.language
    shown = [chosen(str(each), "alertmost", each, on=each == me.alerts) for each in CHOICES]
    back = button(plain(lang, "list.back"), "alerts", 0)
    return Screen(text(lang, "alerts.most_head", count=me.alerts), (*rows_of(shown, 5), (back,)))


def at_once(lang: str, again: Button, *, on: bool) -> tuple[Button, ...]:
    """Beside the bell of a followed story, whose view ``again`` opens: its news at once, or not.

    None where what it sends back would be too long.
    """
    wanted = 3 if on else 2
    data = again.data.replace(f"{VERSION}.", f"{VERSION}.bell:{base36(wanted)}:", 1)
    if len(data.encode()) > MAX_DATA - NAMED:
        return ()
    made = Button(f"{'✓ ' if on else ''}{plain(lang, 'alerts.at_once')}", data)
    return (replace(made, style=Style.CHOSEN) if on else made,)
