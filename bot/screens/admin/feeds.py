"""The list of feeds with their health, as admins see it."""

from __future__ import annotations

from datetime import datetime

from bot.chat.keyboards import Span, button, even_rows, turning
from bot.chat.reader import Reader
from bot.telegram.markup import lines, raw, without
from bot.telegram.screen import Row, Screen
from bot.texts import Html, dates, plain, sentence_of, text
from digests.decisions.polling import is_failing
from digests.errors import unpack
from digests.model import Feed, FeedState
from digests.services.feed_cards import FeedPage
from digests.sources.address import shown

A_PAGE = 10
_TITLE = 60


def name_of(feed: Feed) -> Html:
    """Its title, else its address without what all addresses begin with."""
    address = shown(feed.address)
    return raw(feed.title or address.partition("://")[2] or address, _TITLE)


def category_of(feed: Feed) -> Html:
    """The title of the category that its posts go to, "" when they state their own."""
    return raw(feed.category.title or feed.category.slug, _TITLE) if feed.category else Html("")


def error_of(feed: Feed, lang: str, limit: int = 300) -> Html:
    """The last failure as a sentence of at most ``limit`` units."""
    return told(feed.error, lang, limit)


def told(packed: str, lang: str, limit: int = 300) -> Html:
    """A stored failure as a sentence."""
    return raw(without(sentence_of(lang, *unpack(packed))), limit)


def failing_for(feed: Feed, reader: Reader) -> str:
    """How long it has been failing."""
    return dates.span(reader.now - (feed.failing_since or reader.now), reader.lang)


def place_of(first: int, failing: bool) -> int:
    """A place in the list as one number: the 0-based first feed, and whether only failing ones are listed."""
    return first * 2 + failing


def from_place(place: int) -> tuple[int, bool]:
    """The inverse of ``place_of``."""
    return place // 2, bool(place % 2)


def feeds(page: FeedPage, failing: bool, reader: Reader) -> Screen:
    """A page of feeds; a number opens the card of one."""
    lang = reader.lang
    if not page.feeds:
        empty = text(lang, "feeds.none_failing" if failing else "feeds.none")
        return Screen(empty, (_below(page, failing, lang), _moving(page, lang)))
    place = place_of(page.first - 1, failing)
    numbered = list(enumerate(page.feeds, page.first))
    numbers = [button(str(number), "feed", feed.id, place) for number, feed in numbered]
    html = lines(_head(page, failing, lang), *(_line(number, feed, reader) for number, feed in numbered))
    return Screen(
        html,
        (
            *even_rows(numbers, 5),
            _turn(page, failing, lang),
            _below(page, failing, lang),
            _moving(page, lang),
        ),
    )


def _head(page: FeedPage, failing: bool, lang: str) -> Html:
    if failing:
        return text(lang, "feeds.head_failing", total=page.total)
    counts = {"ok": page.ok, "failing": page.failing, "paused": page.paused}
    head = text(lang, "feeds.head", total=page.total, **counts)
    return Html(f"{head}{text(lang, 'feeds.and_ended', count=page.ended)}") if page.ended else head


def _line(number: int, feed: Feed, reader: Reader) -> Html:
    posts = text(reader.lang, "feeds.posts", count=feed.posts)
    facts = Html(" · ".join(filter(None, [category_of(feed), posts, _health(feed, reader)])))
    named = {"mark": mark_of(feed, reader.now), "title": name_of(feed), "facts": facts}
    return text(reader.lang, "feeds.line", n=str(number), **named)


_MARKS = {FeedState.PAUSED: "⏸", FeedState.ENDED: "⏹", FeedState.REMOVED: "🗑"}


def mark_of(feed: Feed, now: datetime) -> str:
    """Health in one sign."""
    return _MARKS.get(feed.state) or ("⚠" if is_failing(feed.failures, feed.failing_since, now) else "✓")


def _health(feed: Feed, reader: Reader) -> Html:
    if feed.state is not FeedState.ACTIVE:
        return text(reader.lang, f"feeds.{feed.state}")
    if is_failing(feed.failures, feed.failing_since, reader.now):
        error, span = error_of(feed, reader.lang, 80), failing_for(feed, reader)
        return text(reader.lang, "feeds.failing_for", span=span, error=error)
    if feed.last_success is None:
        return text(reader.lang, "feeds.never")
    return Html(dates.ago(feed.last_success, reader.now, reader.lang))


def _turn(page: FeedPage, failing: bool, lang: str) -> Row:
    shown = Span(page.first - 1, len(page.feeds), page.total, A_PAGE)
    return turning(lang, shown, lambda label, first: button(label, "feeds", place_of(first, failing)))


def _below(page: FeedPage, failing: bool, lang: str) -> Row:
    add = button(plain(lang, "feeds.add"), "addfeed")
    if failing:
        return add, button(plain(lang, "feeds.all"), "feeds", place_of(0, failing=False))
    if sick := page.failing + page.ended:
        label = plain(lang, "feeds.only_failing", count=sick)
        return add, button(label, "feeds", place_of(0, failing=True))
    return (add,)


def _moving(page: FeedPage, lang: str) -> Row:
    """Lists of feeds in and out."""
    take = button(plain(lang, "import.take"), "opmlask")
    return (take, button(plain(lang, "import.give"), "opmlout")) if page.feeds else (take,)


def to_list(place: int, lang: str) -> Row:
    """The way back to where the list was left."""
    return (button(plain(lang, "feed.list"), "feeds", place),)
