"""What is said in the place of a digest that brings nothing: why, and the ways on."""

from __future__ import annotations

from bot.chat.keyboards import button
from bot.screens import home
from bot.telegram.markup import lines
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text


def nothing_followed(lang: str, said: Html, *, repeatable: bool) -> Screen:
    """Instead of a digest, when nothing is followed that could bring one: the way to the categories."""
    screen = nothing_new(lang, said, repeatable=repeatable)
    return Screen(said, ((home.open_categories(lang),), *screen.rows))


def nothing_new(lang: str, said: Html, *, repeatable: bool) -> Screen:
    """Instead of a digest, when there is nothing new: the last one again, or the newest there is."""
    again = (button(plain(lang, "digest.repeat"), "repeat"),) if repeatable else ()
    latest = button(plain(lang, "digest.latest"), "front")
    return Screen(said, (again, (latest, button(plain(lang, "settings.open"), "settingsnew"))))


def corrected(lang: str, coming: Html) -> Html:
    """When the next digest comes, below that it tells corrections of earlier ones."""
    return lines(text(lang, "digest.corrected"), coming)


def nothing_passes(lang: str, coming: Html) -> Screen:
    """Instead of a digest, when what somebody wants and does not want may be why: the ways to both."""
    filters = button(f"{plain(lang, 'filter.head')}", "filters", 0)
    muted = button(plain(lang, "why.mutes"), "mutes", 0)
    screen = nothing_new(lang, lines(text(lang, "own.nothing_passes"), coming), repeatable=True)
    return Screen(screen.html, ((filters, muted), *screen.rows))
