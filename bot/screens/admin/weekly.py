"""How a week went, as admins are told on Mondays."""

from __future__ import annotations

from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.admin.feeds import error_of, failing_for, name_of, place_of
from bot.telegram.markup import lines, spaced
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.model import EventKind, Week

_SHOWN = (
    EventKind.ENDED,
    EventKind.MOVED,
    EventKind.DOUBLED,
    EventKind.HELD,
    EventKind.FAILING,
    EventKind.RECOVERED,
    EventKind.SILENT,
    EventKind.FLOODED,
    EventKind.OUTAGE,
    EventKind.FETCHING_HALTED,
    EventKind.SENDING_HALTED,
    EventKind.ALERTS_HALTED,
)
_SLOW = 2000  # milliseconds; what is faster needs no look
_ERROR = 100


def screen(week: Week, reader: Reader) -> Screen:
    """Feeds, posts, deliveries, events, what fails and what is slow; one line when nothing is to be said."""
    lang = reader.lang
    if not _has_news(week):
        posts = text(lang, "counted.posts", count=week.posts)
        quiet = text(lang, "week.quiet", count=week.ok, posts=posts, before=week.posts_before)
        return Screen(quiet, ((button(plain(lang, "week.all"), "alarmlist", place_of(0, failing=False)),),))
    html = spaced(
        [
            lines(text(lang, "week.head"), _feeds(week, lang), _posts(week, lang), _deliveries(week, lang)),
            _events(week, lang),
            _sick(week, reader),
            _slow(week, lang),
        ]
    )
    return Screen(
        html, ((button(plain(lang, "alarm.failing_list"), "alarmlist", place_of(0, failing=True)),),)
    )


def _has_news(week: Week) -> bool:
    slow = any(took >= _SLOW for _, took in week.slowest)
    unwell = week.failing or week.failed or week.ambiguous
    return bool(unwell or slow or any(week.events.get(kind) for kind in _SHOWN))


def _feeds(week: Week, lang: str) -> Html:
    counts = {"ok": week.ok, "failing": week.failing, "paused": week.paused, "ended": week.ended}
    return text(lang, "stats.feeds", **counts)


def _posts(week: Week, lang: str) -> Html:
    return text(lang, "week.posts", posts=week.posts, before=week.posts_before)


def _deliveries(week: Week, lang: str) -> Html:
    if not (week.failed or week.ambiguous):
        return text(lang, "week.delivered")
    return text(lang, "week.deliveries", failed=week.failed, ambiguous=week.ambiguous)


def _events(week: Week, lang: str) -> Html:
    told = [text(lang, f"week.{kind}", count=count) for kind in _SHOWN if (count := week.events.get(kind, 0))]
    joined = Html(text(lang, "week.comma").join(told))
    return text(lang, "week.events", events=joined) if told else Html("")


def _sick(week: Week, reader: Reader) -> Html:
    told = [
        text(
            reader.lang,
            "week.sick_one",
            title=name_of(feed),
            span=failing_for(feed, reader),
            error=error_of(feed, reader.lang, _ERROR),
        )
        for feed in week.sick
    ]
    return lines(text(reader.lang, "week.sick"), *told) if told else Html("")


def _slow(week: Week, lang: str) -> Html:
    told = [
        text(lang, "week.slow_one", title=name_of(feed), seconds=f"{took / 1000:.1f}")
        for feed, took in week.slowest
        if took >= _SLOW
    ]
    return lines(text(lang, "week.slow"), *told) if told else Html("")
