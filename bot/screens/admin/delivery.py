"""The card of a delivery: all that is known of it and of its messages, and what can be done about it."""

from __future__ import annotations

from datetime import datetime

from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.admin.deliveries import MARKS, NOTHING, chat_of, from_place, kind_of, reason_of
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Screen, read_payload
from bot.texts import Html, dates, plain, text
from digests.model import DeliveryState, Tracked, TrackedPart
from digests.services.deliveries import DeliveryCard

_ERROR, _FAULTS = 100, 1400
_MOST_PARTS = 8


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
        text(lang, "delivery.card", id=str(one.id), mark=MARKS[one.state], state=state),
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
