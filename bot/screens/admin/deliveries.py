"""Deliveries as admins look at them: lists of what waits and what went wrong, a line or two each."""

from __future__ import annotations

from bot.chat.keyboards import Span, button, even_rows, turning
from bot.chat.reader import Reader
from bot.screens.admin.feeds import told
from bot.telegram.markup import bold, lines, raw
from bot.telegram.screen import Row, Screen
from bot.texts import Html, dates, plain, text
from digests.errors import unpack
from digests.model import ChatKind, DeliveryState, DigestKind, Tracked, TrackedPage, Which

A_PAGE = 8
NOTHING = Html("")
_TITLE, _REASON = 60, 120
MARKS = {
    DeliveryState.PENDING: "⏳",
    DeliveryState.SENDING: "➤",
    DeliveryState.SENT: "✓",
    DeliveryState.FAILED: "✗",
    DeliveryState.SUSPENDED: "⏸",
}
_TRIED = ("network", "telegram", "internal")  # failures that were tried again for a day
_ASKED_FOR = ("first", "now", "repeat")  # digests that no schedule asked for
_WHICH = tuple(Which)


def place_of(first: int, which: Which) -> int:
    """A place in a list as one number: the 0-based first delivery, and which ones are listed."""
    return first * len(_WHICH) + _WHICH.index(which)


def from_place(place: int) -> tuple[int, Which]:
    """The inverse of ``place_of``."""
    return place // len(_WHICH), _WHICH[place % len(_WHICH)]


def listing(page: TrackedPage, which: Which, reader: Reader) -> Screen:
    """A page of deliveries; a number opens the card of one."""
    lang = reader.lang
    if not page.deliveries:
        return Screen(text(lang, f"delivery.none_{which}"), (_below(page, which, lang),))
    place = place_of(page.first - 1, which)
    numbered = list(enumerate(page.deliveries, page.first))
    numbers = [button(str(number), "delivery", one.id, place) for number, one in numbered]
    head = text(lang, "delivery.head", which=plain(lang, f"delivery.which_{which}"), total=page.total)
    html = lines(head, *(entry(number, one, reader) for number, one in numbered))
    return Screen(html, (*even_rows(numbers), _turn(page, which, lang), _below(page, which, lang)))


def entry(number: int, one: Tracked, reader: Reader) -> Html:
    """Chat, what, when, and why not, in two lines."""
    at = dates.moment(one.finished or one.created, reader.now, reader.lang, reader.zone)
    facts = filter(None, [kind_of(one, reader), Html(at), trouble(one, reader.lang)])
    named = {"mark": MARKS[one.state], "chat": chat_of(one, reader.lang)}
    return text(reader.lang, "delivery.line", n=str(number), facts=Html(" · ".join(facts)), **named)


def trouble(one: Tracked, lang: str) -> Html:
    """What went wrong with it, "" for nothing."""
    doubtful = text(lang, "delivery.ambiguous", count=one.ambiguous) if one.ambiguous else NOTHING
    faulty = text(lang, "delivery.faulty", count=one.faults) if one.faults else NOTHING
    return Html(" · ".join(filter(None, [doubtful, faulty, reason_of(one, lang, _REASON)])))


def reason_of(one: Tracked, lang: str, limit: int = 300) -> Html:
    """Why it has not arrived, "" when nothing is the matter."""
    if not one.reason or one.state is DeliveryState.SENT:
        return NOTHING
    return told(one.reason, lang, limit) if one.next_try else ended(one.reason, lang, limit)


def ended(reason: str, lang: str, limit: int = 300) -> Html:
    """Why a delivery ended without arriving: what was tried by itself is tried no more."""
    code, _ = unpack(reason)
    return text(lang, f"delivery.gave_up_{code}") if code in _TRIED else told(reason, lang, limit)


def chat_of(one: Tracked, lang: str) -> Html:
    """Its title, else what kind of chat it is."""
    kind = text(lang, f"delivery.{ChatKind(one.destination.kind)}")
    return bold(raw(one.title, _TITLE) or kind)


def kind_of(one: Tracked, reader: Reader) -> Html:
    """What is brought: a digest by the time it is for, a notice, a broadcast."""
    if one.kind is not DigestKind.DIGEST:
        return text(reader.lang, f"delivery.{one.kind}")
    occasion = one.slot.partition(":")[0]
    if occasion in _ASKED_FOR:
        return text(reader.lang, f"delivery.{occasion}")
    return text(reader.lang, "delivery.digest", slot=one.slot.replace("T", " ")[:_TITLE])


def _turn(page: TrackedPage, which: Which, lang: str) -> Row:
    shown = Span(page.first - 1, len(page.deliveries), page.total, A_PAGE)
    return turning(lang, shown, lambda label, first: button(label, "deliveries", place_of(first, which)))


def _below(page: TrackedPage, which: Which, lang: str) -> Row:
    to_stats = button(plain(lang, "delivery.to_stats"), "stats")
    if which is not Which.FAILED or not page.deliveries:
        return (to_stats,)
    again = plain(lang, "delivery.retry_all", count=page.total)
    return button(again, "deliveryall", place_of(page.first - 1, which)), to_stats
