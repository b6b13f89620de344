"""🎯 Filters: which there are, one of them, and what one would have let through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.keyboards import Span, button, destructive, rows_of, turning
from bot.screens import home, menu
from bot.screens.content import about as abouts
from bot.screens.content.about import About, packed
from bot.telegram.markup import cut, lines, link, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import Subscriber, Subscription
from digests.services.own.filters import Headline, Trial

A_PAGE = 8
_NAME, _WORDS, _TITLE, _LABEL = 60, 256, 120, 18

Texts = Mapping[int, str]
"""How filters are worded, by their numbers."""


def setting(me: Subscriber, following: Sequence[Subscription], texts: Texts) -> Button:
    """The button that leads here; it states what is set."""
    return button(plain(me.language, "filter.setting", words=_in_short(me, following, texts)), "filters", 0)


def _in_short(me: Subscriber, following: Sequence[Subscription], texts: Texts) -> str:
    lang = me.language
    further = sum(each.query in texts for each in following)
    if me.query in texts:
        said = cut(texts[me.query], _LABEL)
        return plain(lang, "filter.and_more", words=said, count=further) if further else said
    return plain(lang, "filter.for_some", count=further) if further else plain(lang, "filter.off")


def overview(me: Subscriber, following: Sequence[Subscription], texts: Texts, first: int = 0) -> Screen:
    """All filters, and what has none; eight things that are followed a page."""
    lang = me.language
    shown = following[first : first + A_PAGE]
    each = [_open(lang, None, me.query, texts), *(_open(lang, one, one.query, texts) for one in shown)]
    span = Span(first, len(shown), len(following), A_PAGE)
    turn = turning(lang, span, lambda label, at: button(label, "filters", at))
    html = spaced([text(lang, "filter.head"), _listed(me, following, texts), text(lang, "filter.how")])
    return Screen(html, (*rows_of(each, 1), turn, (menu.back(lang, "content"),)))


def _open(lang: str, one: Subscription | None, query: int, texts: Texts) -> Button:
    about: About = (one.kind, one.target) if one else abouts.ALL
    words = texts.get(query) or plain(lang, "filter.off")
    label = plain(lang, "filter.label", name=cut(abouts.name(lang, one), 24), words=words)
    return button(label, "filter", packed(about))


def _listed(me: Subscriber, following: Sequence[Subscription], texts: Texts) -> Html:
    """Those that are set."""
    lang = me.language
    there = [(None, me.query), *((one, one.query) for one in following)]
    said = [_line(lang, one, texts[query]) for one, query in there if query in texts]
    return lines(*said) if said else text(lang, "filter.none")


def _line(lang: str, one: Subscription | None, words: str) -> Html:
    return text(lang, "filter.line", name=raw(abouts.name(lang, one), _NAME), words=raw(words, _WORDS))


def one(lang: str, followed: Subscription | None, words: str, about: About, tried: str = "") -> Screen:
    """One filter, and how it is set: by words that are sent now, such as those ``tried`` put otherwise."""
    head = text(lang, "filter.one", name=raw(abouts.name(lang, followed), _NAME))
    is_set = text(lang, "filter.is_set", words=raw(words, _WORDS))
    now = is_set if words else text(lang, "filter.not_set")
    change = text(lang, "filter.tried", words=raw(tried, _WORDS)) if tried else Html("")
    there: tuple[Row, ...] = ()
    if words:
        again = button(plain(lang, "filter.try"), "filtertry", packed(about))
        there = ((again, destructive(plain(lang, "filter.remove"), "filterdrop", packed(about))),)
    back = button(plain(lang, "list.back"), "filters", 0)
    return Screen(spaced([lines(head, now, change), text(lang, "filter.examples")]), (*there, (back,)))


# --------------------------------------------------------------------------- a trial


def trial(lang: str, followed: Subscription | None, tried: Trial, about: About, number: int) -> Screen:
    """What would have come of the last days and what would not; it is kept under its number by a tap."""
    head = text(lang, "filter.one", name=raw(abouts.name(lang, followed), _NAME))
    asked = lines(head, text(lang, "filter.words", words=raw(tried.words, _WORDS)), _unknown(lang, tried))
    html = spaced(
        [
            asked,
            _measured(lang, tried),
            _examples(lang, "filter.would", tried.would),
            _examples(lang, "filter.would_not", tried.would_not),
        ]
    )
    keep = button(plain(lang, "filter.keep"), "filterkeep", packed(about), number)
    change = button(plain(lang, "filter.change"), "filter", packed(about), number)
    cancel = button(plain(lang, "filter.cancel"), "filters", 0)
    return Screen(html, ((keep,), (change, cancel)))


def _unknown(lang: str, tried: Trial) -> Html:
    named = plain(lang, "when.comma").join(tried.unknown)
    return text(lang, "filter.unknown", names=raw(named, _NAME)) if tried.unknown else Html("")


def _measured(lang: str, tried: Trial) -> Html:
    if not tried.total:
        return text(lang, "filter.nothing_came")
    key = "filter.measured_bounded" if tried.bounded else "filter.measured"
    return text(lang, key, passed=tried.passed, total=tried.total, count=tried.total)


def _examples(lang: str, key: str, found: Sequence[Headline]) -> Html:
    """Titles that lead to their articles."""
    if not found:
        return Html("")
    untitled = text(lang, "story.untitled")
    titles = [link(each.link, raw(each.title, _TITLE) or untitled) for each in found]
    return lines(text(lang, key), *(Html(f"• {title}") for title in titles))


def follow_first(lang: str) -> Screen:
    """There is nothing that a filter could hold back."""
    return Screen(text(lang, "filter.follow_first"), ((home.open_categories(lang),),))
