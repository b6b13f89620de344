"""``/stats``: the numbers of an installation."""

from __future__ import annotations

from babel.units import format_unit

from bot import when
from bot.keyboards import button
from bot.markup import lines
from bot.screen import Screen
from bot.screens.feeds import told
from bot.screens.story import Reader
from bot.texts import Html, plain, text
from digests.model import DeliveryState, Status
from digests.statistics import Totals

_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")


def screen(totals: Totals, reader: Reader) -> Screen:
    """Numbers, and a button that reads them again."""
    return Screen(numbers(totals, reader), ((button(plain(reader.lang, "stats.refresh"), "stats"),),))


def numbers(totals: Totals, reader: Reader) -> Html:
    """What is stored, who receives, and how sending fares; lines that would say nothing are left out."""
    lang = reader.lang
    stored = {"posts": totals.posts, "stories": totals.stories, "tags": totals.tags}
    feeds = {"ok": totals.feeds_ok, "failing": totals.feeds_failing, "paused": totals.feeds_paused}
    return lines(
        text(lang, "stats.head"),
        text(lang, "stats.posts", **stored),
        text(lang, "stats.feeds", **feeds),
        text(lang, "stats.subscribers", **{each: totals.subscribers.get(each, 0) for each in Status}),
        _deliveries(totals, reader),
        text(lang, "stats.ambiguous", count=totals.ambiguous) if totals.ambiguous else Html(""),
        _points(totals, lang),
        text(lang, "stats.size", size=size(totals.size_bytes, lang)),
        *_failures(totals, lang),
    )


def _points(totals: Totals, lang: str) -> Html:
    """How far key points are made anew, while some are of an earlier summarizer."""
    if not totals.outdated:
        return Html("")
    made = totals.condensed - totals.outdated
    return text(lang, "stats.points", made=made, total=totals.condensed)


def _deliveries(totals: Totals, reader: Reader) -> Html:
    """Sent, waiting and failed, and how long the oldest has waited."""
    by_state = {state: totals.deliveries.get(state, 0) for state in DeliveryState}
    counts = text(
        reader.lang,
        "stats.deliveries",
        sent=by_state[DeliveryState.SENT],
        open=by_state[DeliveryState.PENDING] + by_state[DeliveryState.SENDING],
        failed=by_state[DeliveryState.FAILED] + by_state[DeliveryState.SUSPENDED],
    )
    if totals.oldest_pending is None:
        return counts
    waited = when.span(reader.now - totals.oldest_pending, reader.lang)
    return lines(counts, text(reader.lang, "stats.oldest", span=waited))


def _failures(totals: Totals, lang: str) -> list[Html]:
    """Reasons, those that read alike added up."""
    counts: dict[Html, int] = {}
    for reason, count in totals.failures:
        sentence = told(reason, lang, 200)
        counts[sentence] = counts.get(sentence, 0) + count
    listed = [text(lang, "stats.failure", count=count, error=why) for why, count in counts.items()]
    return [text(lang, "stats.failures"), *listed] if listed else []


def size(count: int, lang: str) -> str:
    """Bytes in the largest unit that leaves at least one of it, by thousands."""
    place = min((len(str(count)) - 1) // 3, len(_UNITS) - 1)
    value = round(count / 1000**place, 1 if place else 0)
    return format_unit(value, _UNITS[place], "short", locale=lang)
