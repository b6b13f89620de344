"""Stories as cards for inline mode: each says the same to everybody, and for good, so it has no "today"."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.chat.keyboards import shorten
from bot.chat.reader import Reader
from bot.screens.stories.story import headline, source_of, statements
from bot.telegram.cards import Card
from bot.telegram.markup import cut, lines, tidy, web_address, without
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain
from digests.model import Post, best_points

POINTS = 3
_TITLE, _DESCRIPTION = 120, 200


def card(post: Post, reader: Reader) -> Card:
    """A story with its title, three points, its source, day and link."""
    title = cut(tidy(post.title), _TITLE) or plain(reader.lang, "story.untitled")
    origin = _origin(post, reader)
    html = lines(headline(post, reader.lang), statements(post, POINTS, reader.lang), origin)
    best = best_points(post.points, 1)
    said = " · ".join([without(origin), *(tidy(point.text) for point in best)])
    address = web_address(post.link)
    rows = ((Button(shorten(plain(reader.lang, "story.original")), url=address),),) if address else ()
    return Card(post.id, title, cut(said, _DESCRIPTION), Screen(html, rows))


def _origin(post: Post, reader: Reader) -> Html:
    zone = ZoneInfo(reader.zone)
    on, today = post.published.astimezone(zone).date(), reader.now.astimezone(zone).date()
    return Html(" · ".join(filter(None, [source_of(post), dates.day(on, today, reader.lang)])))
