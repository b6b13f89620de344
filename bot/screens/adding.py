"""What admins see while a feed is added: a first look at it, and where its posts are to go."""

from __future__ import annotations

from collections.abc import Sequence

from bot import when
from bot.keyboards import button
from bot.markup import bold, lines, link, raw
from bot.screen import Button, Screen
from bot.screens.feed import categories
from bot.screens.feeds import category_of, name_of
from bot.screens.story import Reader
from bot.texts import Html, plain, sentence_of, text
from digests.model import Category, Entry, Feed
from digests.sources.address import shown
from digests.sources.probe import Probe

_TITLES = 3
_CANDIDATES = 8


def looking(address: str, lang: str) -> Screen:
    """Said when a first look takes a while."""
    return Screen(text(lang, "addfeed.looking", address=raw(shown(address), 200)))


def candidates(probe: Probe, draft: int, lang: str) -> Screen:
    """The feeds of a page; each is looked at when it is tapped."""
    listed = probe.candidates[:_CANDIDATES]
    head = text(lang, "addfeed.several", count=len(listed))
    rows = [(button(_short(each), "addlook", draft, n),) for n, each in enumerate(listed)]
    return Screen(head, (*rows, (cancel(lang),)))


def _short(address: str) -> str:
    """What tells the addresses of one site apart: the end."""
    bare = shown(address).partition("://")[2]
    return bare if len(bare) <= 40 else f"…{bare[-39:]}"


def offer(probe: Probe, known: Sequence[Category], draft: int, reader: Reader, *, in_group: bool) -> Screen:
    """A first look, and the categories to choose from; the choice adds the feed."""
    ask = text(reader.lang, "addfeed.choose_group" if in_group else "addfeed.choose")
    html = lines(facts(probe, reader), Html(f"\n{ask}"))
    return Screen(html, (*categories(known, reader.lang, "addto", draft), (cancel(reader.lang),)))


def facts(probe: Probe, reader: Reader) -> Html:
    """What a first look shows: title, last post, posts a week, the newest titles, what could not be read."""
    lang = reader.lang
    form = probe.format or plain(lang, f"format.{probe.kind}")
    return lines(
        Html(f"📡 {bold(raw(probe.title or shown(probe.address), 100))}"),
        Html(f"<code>{raw(shown(probe.address), 500)}</code>"),
        text(lang, "addfeed.format", format=form, count=probe.total),
        *_pace(probe, reader),
        text(lang, "addfeed.teasers") if probe.teasers else Html(""),
        *_newest(probe.entries, lang),
        _problems(probe, lang),
    )


def _pace(probe: Probe, reader: Reader) -> list[Html]:
    if not probe.entries:
        return [text(reader.lang, "addfeed.no_posts")]
    if probe.last is None:
        return []
    last = when.moment(probe.last, reader.now, reader.lang, reader.zone)
    a_week = text(reader.lang, "addfeed.posts_a_week", count=max(1, round(probe.per_week)))
    return [text(reader.lang, "addfeed.last", last=last), *([a_week] if probe.per_week else [])]


def _newest(entries: Sequence[Entry], lang: str) -> list[Html]:
    titles = [link(each.link, raw(each.title, 150)) for each in entries[:_TITLES]]
    listed = [Html(f"• {title}") for title in titles if title]
    return [text(lang, "addfeed.newest"), *listed] if listed else []


def _problems(probe: Probe, lang: str) -> Html:
    if not probe.problems:
        return Html("")
    first = probe.problems[0]
    error = sentence_of(lang, first.code, first.params)
    values = {"place": raw(first.place, 80), "error": error}
    return text(lang, "addfeed.problems", count=len(probe.problems), **values)


def cancel(lang: str) -> Button:
    """Nothing is added."""
    return button(plain(lang, "addfeed.cancel"), "addno")


def added(feed: Feed, place: int, error: Html, lang: str) -> Screen:
    """It is there; ``error`` says why its first fetch did not work, if it did not."""
    rows = (
        (
            button(plain(lang, "addfeed.open"), "feed", feed.id, place),
            button(plain(lang, "addfeed.next"), "addfeed"),
        ),
    )
    title, category = name_of(feed), category_of(feed)
    if error:
        return Screen(text(lang, "addfeed.added_but", title=title, error=error), rows)
    if category:
        return Screen(text(lang, "addfeed.added", title=title, count=feed.posts, category=category), rows)
    return Screen(text(lang, "addfeed.added_by_post", title=title, count=feed.posts), rows)
