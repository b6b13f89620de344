"""Deliveries as admins look at them: lists of what waits and what went wrong, and the card of one."""

from __future__ import annotations

from datetime import datetime

from bot.chat.keyboards import Span, button, even_rows, turning
from bot.chat.reader import Reader
from bot.screens.admin.feeds import told
from bot.telegram.markup import bold, lines, raw, spaced
from bot.telegram.screen import Row, Screen, read_payload
from bot.texts import Html, dates, plain, text
from digests.errors import unpack
from digests.model import ChatKind, DeliveryState, DigestKind, Tracked, TrackedPage, TrackedPart, Which
from digests.services.deliveries import DeliveryCard

A_PAGE = 8
NOTHING = Html("")
_TITLE, _REASON, _ERROR, _FAULTS = 60, 120, 100, 1400
_MOST_PARTS = 8
_MARKS = {
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


# --------------------------------------------------------------------------- the list


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
    named = {"mark": _MARKS[one.state], "chat": chat_of(one, reader.lang)}
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


# --------------------------------------------------------------------------- the card


def card(found: DeliveryCard, place: int, reader: Reader, note: Html = NOTHING) -> Screen:
    """One delivery, and what can be done about it."""
    one, lang = found.delivery, reader.lang
    retry = button(plain(lang, "delivery.retry"), "deliveryretry", one.id, place)
    _, which = from_place(place)
    label = plain(lang, "delivery.to_list", which=plain(lang, f"delivery.which_{which}"))
    below = (retry,) if one.state is DeliveryState.FAILED else ()
    rows = (below, (button(label, "deliveries", place),))
    return Screen(spaced([note, facts(found, reader, _FAULTS)]), rows)


def facts(found: DeliveryCard, reader: Reader, faults: int) -> Html:
    """All that is known of a delivery; ``faults`` is how much refused markup is shown, in characters."""
    listed = found.parts[:_MOST_PARTS]
    each_fault = faults // max(1, sum(bool(part.fault) for part in listed))
    shown = [_part(part, reader, each_fault) for part in listed]
    left = len(found.parts) - len(shown)
    more = text(reader.lang, "delivery.more_parts", count=left) if left else NOTHING
    return spaced([lines(*_about(found.delivery, reader)), lines(*shown, more)])


def _about(one: Tracked, reader: Reader) -> list[Html]:
    lang = reader.lang
    state = plain(lang, f"delivery.state_{one.state}")
    there = _place_of(one, lang)
    said = [
        text(lang, "delivery.card", id=str(one.id), mark=_MARKS[one.state], state=state),
        text(lang, "delivery.chat", chat=chat_of(one, lang), place=there),
        text(lang, "delivery.what", kind=kind_of(one, reader), digest=str(one.digest), slot=one.slot),
        text(lang, "delivery.made", at=_moment(one.created, reader)),
    ]
    if one.finished:
        said.append(text(lang, "delivery.finished", at=_moment(one.finished, reader)))
    if one.next_try and one.state is DeliveryState.PENDING:
        said.append(text(lang, "delivery.next", at=_moment(one.next_try, reader)))
    if one.failing_since:
        span = dates.span(reader.now - one.failing_since, lang)
        said.append(text(lang, "delivery.failing", count=one.attempts, span=span))
    if why := reason_of(one, lang):
        said.append(text(lang, "delivery.why", why=why))
    return said


def _place_of(one: Tracked, lang: str) -> str:
    there = one.destination
    if there.thread:
        return plain(lang, "delivery.topic", address=there.address, thread=str(there.thread))
    return there.address


def _part(part: TrackedPart, reader: Reader, limit: int) -> Html:
    """One message: whether it arrived, how often it was tried, and the markup that was refused."""
    lang = reader.lang
    told_of = [text(lang, f"delivery.part_{_fate(part)}", message=raw(part.message))]
    if part.tries > 1:
        told_of.append(text(lang, "delivery.tries", count=part.tries))
    if part.ambiguous:
        told_of.append(text(lang, "delivery.ambiguous", count=part.ambiguous))
    line = text(lang, "delivery.part", n=str(part.number), told=Html(" · ".join(told_of)))
    if not part.fault:
        return line
    error, _, payload = part.fault.partition("\n")
    refused = text(lang, "delivery.refused", error=raw(error, _ERROR))
    return lines(line, refused, _code(_markup_in(payload), limit))


def _markup_in(payload: str) -> str:
    """The HTML of what was to be sent; what is no message of ours is shown as it is."""
    try:
        return read_payload(payload).html
    except (ValueError, KeyError, TypeError):
        return payload


def _code(markup: str, limit: int) -> Html:
    return Html(f"<code>{raw(markup, limit)}</code>") if markup else NOTHING


def _fate(part: TrackedPart) -> str:
    """``sent``, ``dropped`` since it may have arrived, ``unsure`` while its answer is awaited, ``open``."""
    if part.message:
        return "dropped" if part.message == "?" else "sent"
    return "unsure" if part.intended else "open"


def _moment(at: datetime, reader: Reader) -> str:
    return dates.moment(at, reader.now, reader.lang, reader.zone)
