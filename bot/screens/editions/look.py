"""🎨 How a digest looks: each way in words, and the one that is set as it looks."""

from __future__ import annotations

from bot.chat.keyboards import button, chosen, rows_of
from bot.telegram.markup import bold, lines, quote, spaced
from bot.telegram.rich_markup import folded, heading, listed, paragraphs
from bot.telegram.screen import Button, Screen
from bot.texts import Html, plain, text
from digests.model import Layout, Subscriber

OFFERED = (Layout.HEADLINES, Layout.FOLDED, Layout.OPEN, Layout.RICH)
_STORIES = 3


def name(lang: str, layout: Layout) -> str:
    """What a layout is called."""
    return plain(lang, f"look.{layout.value}")


def setting(me: Subscriber) -> Button:
    """The button that leads here; it states what is set."""
    return button(plain(me.language, "look.setting", look=name(me.language, me.layout)), "look")


def stated(lang: str, stories: int, points: int) -> str:
    """How much a digest holds, as buttons state it."""
    each = plain(lang, "counted.points", count=points)
    return plain(lang, "submenu.look", count=stories, points=each)


def screen(me: Subscriber, said: Html | None = None) -> Screen:
    """All layouts in words, and a story as the one that is set shows it; ``said`` stands above."""
    lang = me.language
    told = [_line(lang, each) for each in OFFERED]
    head = text(lang, "look.head", look=name(lang, me.layout))
    toggles = [chosen(name(lang, each), "look", each.value, on=each is me.layout) for each in OFFERED]
    back = button(plain(lang, "list.back"), "layout")
    shown = [said or Html(""), head, lines(*told), sample(lang, me.layout)]
    return Screen(spaced(shown), (*rows_of(toggles, 2), (back,)))


def _line(lang: str, layout: Layout) -> Html:
    return text(lang, "look.line", name=name(lang, layout), how=text(lang, f"look.{layout.value}_how"))


def sample(lang: str, layout: Layout) -> Html:
    """A story that was made up, in a layout of classic messages; of a rich one, its plain form."""
    points = [] if layout is Layout.HEADLINES else [text(lang, f"look.sample_point_{n}") for n in (1, 2, 3)]
    said = quote([Html(f"• {each}") for each in points], folds=layout is not Layout.OPEN)
    title = bold(text(lang, "look.sample_title"))
    return lines(Html(f"1. {title}"), said, text(lang, "look.sample_source"))


def trial(lang: str) -> Screen:
    """Three stories in a rich message, and whether they are seen: nobody tells a bot what an app shows."""
    stories = (_unfolding(lang, number) for number in range(1, _STORIES + 1))
    html = Html(heading(text(lang, "look.trial_head"), 3) + "".join(stories))
    asked = paragraphs([text(lang, "look.trial_question")])
    yes = button(plain(lang, "look.trial_yes"), "look", Layout.RICH.value, 1)
    no = button(plain(lang, "look.trial_no"), "look", Layout.RICH.value, 0)
    return Screen(Html(""), ((yes, no),), rich=Html(html + asked))


def _unfolding(lang: str, number: int) -> Html:
    points = [text(lang, f"look.sample_point_{n}") for n in (1, 2, 3)]
    title = text(lang, "look.trial_story", number=number)
    return folded(title, Html(listed(points) + paragraphs([text(lang, "look.sample_source")])))
