"""🎨 How a digest looks: each way in words, and the one that is set as it looks."""

from __future__ import annotations

from bot.chat.keyboards import button, chosen, rows_of
from bot.telegram.markup import bold, lines, quote, spaced
from bot.telegram.screen import Button, Screen
from bot.texts import Html, plain, text
from digests.model import Layout, Subscriber

OFFERED = (Layout.HEADLINES, Layout.FOLDED, Layout.OPEN)


def name(lang: str, layout: Layout) -> str:
    """What a layout is called."""
    return plain(lang, f"look.{layout.value}")


def setting(me: Subscriber) -> Button:
    """The button that leads here; it states what is set."""
    return button(plain(me.language, "look.setting", look=name(me.language, me.layout)), "look")


def screen(me: Subscriber) -> Screen:
    """All layouts in words, and a story as the one that is set shows it."""
    lang = me.language
    told = [_line(lang, each) for each in OFFERED]
    head = text(lang, "look.head", look=name(lang, me.layout))
    toggles = [chosen(name(lang, each), "look", each.value, on=each is me.layout) for each in OFFERED]
    back = button(plain(lang, "list.back"), "layout")
    return Screen(spaced([head, lines(*told), sample(lang, me.layout)]), (*rows_of(toggles, 2), (back,)))


def _line(lang: str, layout: Layout) -> Html:
    return text(lang, "look.line", name=name(lang, layout), how=text(lang, f"look.{layout.value}_how"))


def sample(lang: str, layout: Layout) -> Html:
    """A story that was made up, in a layout of classic messages; of a rich one, its plain form."""
    points = [] if layout is Layout.HEADLINES else [text(lang, f"look.sample_point_{n}") for n in (1, 2, 3)]
    said = quote([Html(f"• {each}") for each in points], folds=layout is not Layout.OPEN)
    title = bold(text(lang, "look.sample_title"))
    return lines(Html(f"1. {title}"), said, text(lang, "look.sample_source"))
