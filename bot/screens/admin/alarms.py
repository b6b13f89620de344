"""What admins are told of at once: one message for all that came together, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.keyboards import button, even_rows, rows_of
from bot.chat.reader import Reader
from bot.screens.admin.feeds import error_of, name_of, place_of, told
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Event, EventKind, Feed, FeedState, Happening, News
from digests.sources.address import shown

LISTED = 10
_ADDRESS, _TITLE, _LONG, _SHORT = 150, 60, 300, 100
_IN_LIST = place_of(0, failing=True)
_SENDING = (
    EventKind.SENDING_HALTED,
    EventKind.SENDING_RESUMED,
    EventKind.ALERTS_HALTED,
    EventKind.ALERTS_RESUMED,
)


def screen(news: News, reader: Reader) -> Screen:
    """One happening has its own buttons; of several, and of feeds that fail together, each has a number."""
    if len(news.happenings) == 1:
        [one] = news.happenings
        if one.feed is not None:
            return Screen(sentence(one, reader, _LONG), _about(one.feed, reader.lang))
    of_all = [each for each in news.happenings if each.event.feed_id is None]
    of_feeds = [each for each in news.happenings if each.event.feed_id is not None]
    listed = of_feeds[:LISTED]
    numbered = [each.feed for each in listed] or list(news.sick)
    html = spaced(
        [
            lines(*(sentence(each, reader, _LONG) for each in of_all[:LISTED])),
            _sick(news.sick, reader) if not listed else Html(""),
            _several(of_feeds, reader),
        ]
    )
    return Screen(html, (*even_rows(_numbers(numbered), 5), _below(news, reader.lang)))


def _several(happened: Sequence[Happening], reader: Reader) -> Html:
    """What happened to feeds, the first ten, numbered as their buttons are."""
    if not happened:
        return Html("")
    lang = reader.lang
    told = [
        Html(f"{number}. {sentence(each, reader, _SHORT)}")
        for number, each in enumerate(happened[:LISTED], 1)
    ]
    head = text(lang, "alarm.several", count=len(happened))
    left = len(happened) - len(told)
    return lines(head, *told, text(lang, "alarm.more", count=left) if left else Html(""))


def _sick(sick: Sequence[Feed], reader: Reader) -> Html:
    """Some of the feeds that fail together."""
    if not sick:
        return Html("")
    lang = reader.lang
    told = [
        text(
            reader.lang,
            "alarm.sick",
            n=str(n),
            title=name_of(feed),
            error=error_of(feed, reader.lang, _SHORT),
        )
        for n, feed in enumerate(sick, 1)
    ]
    return lines(text(lang, "alarm.first", count=len(sick)), *told)


def sentence(one: Happening, reader: Reader, limit: int) -> Html:
    """What happened; ``limit`` bounds what a server said."""
    event, lang = one.event, reader.lang
    key = str(event.kind)
    if event.kind is EventKind.FETCHING_HALTED:
        key = f"{key}_{event.params.get('how', 'stuck')}"
    title = name_of(one.feed) if one.feed else text(lang, "alarm.unknown_feed", id=event.feed_id or 0)
    return text(lang, f"alarm.{key}", title=title, **_values(event, reader, limit))


def _values(event: Event, reader: Reader, limit: int) -> dict[str, object]:
    """What an event states, each in the form that sentences take."""
    said = event.params
    return {
        "error": told(said.get("error", ""), reader.lang, limit) if said.get("error") else "",
        "to": raw(shown(said.get("to", "")), _ADDRESS),
        "other": raw(said.get("title", "") or shown(said.get("to", "")), _TITLE),
        "last": _moment(said.get("last", ""), reader),
        "span": _span(said.get("since", ""), event.at, reader.lang),
        "at": dates.moment(event.at, reader.now, reader.lang, reader.zone),
        **{name: _number(said.get(name, "")) for name in ("new", "fresh", "erring", "active", "left")},
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _moment(packed: str, reader: Reader) -> str:
    if not packed:
        return plain(reader.lang, "feed.never")
    return dates.moment(datetime.fromisoformat(packed), reader.now, reader.lang, reader.zone)


def _span(since: str, until: datetime, lang: str) -> str:
    return dates.span(until - datetime.fromisoformat(since), lang) if since else "?"


# --------------------------------------------------------------------------- buttons


def _about(feed: Feed, lang: str) -> tuple[Row, ...]:
    """What can be done about one feed; its card has the rest, and all that is left of a removed one."""
    card = button(plain(lang, "alarm.card"), "alarmcard", feed.id, _IN_LIST)
    if feed.state is FeedState.REMOVED:
        return ((card,),)
    rests = feed.state in (FeedState.PAUSED, FeedState.ENDED)
    act, label = ("feedresume", "feed.resume") if rests else ("feedpause", "feed.pause")
    buttons = [
        button(plain(lang, "alarm.retry"), "feedfetch", feed.id, _IN_LIST),
        button(plain(lang, label), act, feed.id, _IN_LIST),
        button(plain(lang, "alarm.address"), "feedaddress", feed.id, _IN_LIST),
        button(plain(lang, "feed.remove"), "feedremove", feed.id, _IN_LIST),
        card,
    ]
    return rows_of(buttons, 2)


def _numbers(feeds: Sequence[Feed | None]) -> list[Button]:
    return [
        button(str(n), "alarmcard", feed.id, _IN_LIST) for n, feed in enumerate(feeds, 1) if feed is not None
    ]


def _below(news: News, lang: str) -> Row:
    """Where to look on: at deliveries, at feeds, or at both."""
    of_sending = [each.event.kind in _SENDING for each in news.happenings]
    feeds = button(plain(lang, "alarm.failing_list"), "alarmlist", _IN_LIST)
    stats = button(plain(lang, "alarm.stats"), "alarmstats")
    return (*(() if all(of_sending) else (feeds,)), *((stats,) if any(of_sending) else ()))
