"""``/stats``: the numbers of an installation."""

from __future__ import annotations

from datetime import timedelta

from babel.units import format_unit

from bot.chat.keyboards import button, rows_of
from bot.chat.reader import Reader
from bot.screens.admin.deliveries import ended, place_of
from bot.telegram.markup import lines
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain, text
from digests.decisions.rates.adaptive_rate import climbed, full_after
from digests.decisions.rates.rates import OVERALL
from digests.model import DeliveryState, Pause, Status, Which
from digests.services.stats import Totals

_LISTED = (Which.FAILED, Which.SUSPENDED, Which.AMBIGUOUS, Which.FAULTY, Which.PENDING)
_MOST_PAUSES = 5
_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")


def screen(totals: Totals, reader: Reader) -> Screen:
    """Numbers, the lists of what went wrong, and a button that reads them again."""
    lang = reader.lang
    below = [button(plain(lang, "stats.refresh"), "stats")]
    if totals.broadcast:
        below.append(button(plain(lang, "stats.to_broadcast"), "bc", totals.broadcast.broadcast.id))
    return Screen(numbers(totals, reader), (*rows_of(_lists(totals, lang), 2), tuple(below)))


def _lists(totals: Totals, lang: str) -> list[Button]:
    """A button for each list that is not empty."""
    counts: dict[str, int] = totals.deliveries | {
        Which.AMBIGUOUS: totals.ambiguous,
        Which.FAULTY: totals.faulty,
    }
    return [
        button(plain(lang, f"stats.list_{which}", count=counts[which]), "deliveries", place_of(0, which))
        for which in _LISTED
        if counts.get(which)
    ]


def numbers(totals: Totals, reader: Reader) -> Html:
    """What is stored, who receives, and how sending fares; lines that would say nothing are left out."""
    lang = reader.lang
    stored = {"posts": totals.posts, "stories": totals.stories, "tags": totals.tags}
    counted = {name: text(lang, f"counted.{name}", count=count) for name, count in stored.items()}
    feeds = {
        "ok": totals.feeds_ok,
        "failing": totals.feeds_failing,
        "paused": totals.feeds_paused,
        "ended": totals.feeds_ended,
    }
    return lines(
        text(lang, "stats.head"),
        text(lang, "stats.posts", **counted),
        text(lang, "stats.feeds", **feeds),
        text(lang, "stats.subscribers", **{each: totals.subscribers.get(each, 0) for each in Status}),
        _deliveries(totals, reader),
        text(lang, "stats.ambiguous", count=totals.ambiguous) if totals.ambiguous else Html(""),
        _points(totals, lang),
        _rate(totals, reader),
        *_pauses(totals, reader),
        _broadcast(totals, lang),
        _kept(totals, lang),
        *_failures(totals, lang),
    )


def _points(totals: Totals, lang: str) -> Html:
    """How far key points are made anew, while some are of an earlier summarizer."""
    if not totals.outdated:
        return Html("")
    made = totals.condensed - totals.outdated
    return text(lang, "stats.points", made=made, total=totals.condensed)


def _deliveries(totals: Totals, reader: Reader) -> Html:
    """How many are in each state, and how long the oldest has waited."""
    by_state = {str(state): totals.deliveries.get(state, 0) for state in DeliveryState}
    counts = text(reader.lang, "stats.deliveries", **by_state)
    if totals.oldest_pending is None:
        return counts
    waited = dates.span(reader.now - totals.oldest_pending, reader.lang)
    return lines(counts, text(reader.lang, "stats.oldest", span=waited))


def _broadcast(totals: Totals, lang: str) -> Html:
    """The one under way, "" for none."""
    if totals.broadcast is None:
        return Html("")
    one, done = totals.broadcast.broadcast, totals.broadcast.fared.ended
    return text(lang, f"stats.broadcast_{one.state}", done=done, total=one.total)


def _pauses(totals: Totals, reader: Reader) -> list[Html]:
    """Until when Telegram wants silence: everything, or some chats."""
    said = [_pause(each, reader) for each in totals.pauses[:_MOST_PAUSES]]
    left = len(totals.pauses) - len(said)
    return [*said, text(reader.lang, "stats.more_pauses", count=left)] if left else said


def _pause(pause: Pause, reader: Reader) -> Html:
    until = dates.moment(pause.until, reader.now, reader.lang, reader.zone)
    if pause.scope == OVERALL:
        return text(reader.lang, "stats.paused_overall", until=until)
    return text(reader.lang, "stats.paused_chat", chat=pause.scope, until=until)


def _rate(totals: Totals, reader: Reader) -> Html:
    """How many messages a second go out at most; if that is less than is set, why, and until when."""
    if totals.slowdown is None:
        return text(reader.lang, "stats.rate", rate=_number(totals.rate), count=1 if totals.rate == 1 else 2)
    share, since = totals.slowdown.share, totals.slowdown.since
    now = climbed(share, (reader.now - since).total_seconds())
    full = since + timedelta(seconds=full_after(share))
    return text(
        reader.lang,
        "stats.rate_lowered",
        rate=_number(totals.rate * now),
        whole=_number(totals.rate),
        since=dates.moment(since, reader.now, reader.lang, reader.zone),
        until=dates.moment(full, reader.now, reader.lang, reader.zone),
    )


def _number(rate: float) -> str:
    """A rate with one decimal where it has any."""
    return f"{round(rate, 1):g}"


def _kept(totals: Totals, lang: str) -> Html:
    """How large the database is, a post of it, and how much of it can be searched."""
    each = size(totals.size_bytes // totals.posts, lang) if totals.posts else ""
    waiting = text(lang, "stats.unindexed", count=totals.unindexed) if totals.unindexed else Html("")
    unjudged = text(lang, "stats.unjudged", count=totals.unjudged) if totals.unjudged else Html("")
    return lines(
        text(lang, "stats.size", size=size(totals.size_bytes, lang)),
        text(lang, "stats.each", size=each) if each else Html(""),
        text(lang, "stats.indexed", count=totals.indexed),
        waiting,
        unjudged,
    )


def _failures(totals: Totals, lang: str) -> list[Html]:
    """Reasons, those that read alike added up."""
    counts: dict[Html, int] = {}
    for reason, count in totals.failures:
        sentence = ended(reason, lang, 200)
        counts[sentence] = counts.get(sentence, 0) + count
    listed = [text(lang, "stats.failure", count=count, error=why) for why, count in counts.items()]
    return [text(lang, "stats.failures"), *listed] if listed else []


def size(count: int, lang: str) -> str:
    """Bytes in the largest unit that leaves at least one of it, by thousands."""
    place = min((len(str(count)) - 1) // 3, len(_UNITS) - 1)
    value = round(count / 1000**place, 1 if place else 0)
    return format_unit(value, _UNITS[place], "short", locale=lang)
