"""``/broadcast``: the question before it, its progress, and the report at its end."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.keyboards import button, destructive
from bot.chat.reader import Reader
from bot.screens.admin.deliveries import ended, place_of
from bot.telegram.markup import lines, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Audience, Broadcast, BroadcastState, ChatKind, Progress, Which

NOTHING = Html("")
_BAR = 12
_MOST_REASONS = 8


def ask(lang: str) -> Screen:
    """For the message itself."""
    return Screen(text(lang, "broadcast.ask"), ((button(plain(lang, "broadcast.never_mind"), "bcno"),),))


def nothing_sent(lang: str) -> Screen:
    """Nobody has got anything."""
    return Screen(text(lang, "broadcast.nothing_sent"))


def confirm(draft: int, audience: Audience, rate: float, lang: str, *, paid: bool = False) -> Screen:
    """Below the preview: whom it reaches and how long that takes at ``rate`` messages a second."""
    counts = {kind: getattr(audience, kind) for kind in ChatKind}
    kinds = [text(lang, f"broadcast.{kind}", count=count) for kind, count in counts.items() if count]
    html = text(
        lang,
        "broadcast.confirm",
        count=audience.total,
        total=audience.total,
        kinds=Html(plain(lang, "when.comma").join(kinds)),
        span=_span(audience.total / rate, lang),
    )
    send = button(plain(lang, "broadcast.send", count=audience.total), "bcsend", draft)
    cost = text(lang, "broadcast.paid") if paid else NOTHING
    return Screen(lines(html, cost), ((send, button(plain(lang, "broadcast.cancel"), "bcdrop", draft)),))


def _span(seconds: float, lang: str) -> str:
    return dates.duration(timedelta(seconds=seconds), lang)


# --------------------------------------------------------------------------- while it runs, and after


def progress(now: Progress, reader: Reader, rate: float, note: Html = NOTHING) -> Screen:
    """How a broadcast fares; ``rate`` is what is allowed a second, for want of a measured one."""
    one = now.broadcast
    said = _report(now, reader.lang) if one.finished else _under_way(now, reader.lang, rate)
    return Screen(spaced([note, lines(*said)]), _rows(now, reader.lang))


def _under_way(now: Progress, lang: str, rate: float) -> list[Html]:
    one, fared = now.broadcast, now.fared
    said = [
        text(lang, f"broadcast.head_{one.state}"),
        _bar(now),
        text(lang, "broadcast.counts", sent=fared.sent, open=fared.open, rest=now.left - fared.open),
        _not_delivered(now, lang),
    ]
    if one.state is BroadcastState.SENDING and now.left:
        said.append(text(lang, "broadcast.left", span=_span(now.left / (now.speed or rate), lang)))
    elif one.state is BroadcastState.PAUSED:
        said.append(text(lang, "broadcast.paused", count=fared.open))
    return said


def _bar(now: Progress) -> Html:
    """How far it is, rounded down: 100 % is said when all is done."""
    total = max(1, now.broadcast.total)
    done = min(total, now.fared.ended)
    full = _BAR * done // total
    return Html(f"<code>{'█' * full}{'░' * (_BAR - full)}</code> {100 * done // total} %")


def _not_delivered(now: Progress, lang: str) -> Html:
    missed = now.fared.failed + now.fared.suspended
    return text(lang, "broadcast.not_delivered", count=missed) if missed else NOTHING


def _report(now: Progress, lang: str) -> list[Html]:
    """What came of it: sent, failed and why, how long and how fast."""
    one, fared = now.broadcast, now.fared
    took = _seconds(one)
    speed = f"{fared.sent / took:.1f}" if took >= 1 else str(fared.sent)
    sent = text(
        lang,
        "broadcast.report",
        sent=fared.sent,
        total=one.total,
        count=one.total,
        span=_span(took, lang),
        speed=speed,
    )
    said = [text(lang, f"broadcast.head_{one.state}"), sent, _not_delivered(now, lang), *_reasons(now, lang)]
    if fared.open:
        said.append(text(lang, "broadcast.still", count=fared.open))
    if one.state is BroadcastState.CANCELLED:
        said.append(text(lang, "broadcast.rest", count=now.left - fared.open))
    return said


def _seconds(one: Broadcast) -> float:
    if one.started is None or one.finished is None:
        return 0.0
    return (one.finished - one.started).total_seconds()


def _reasons(now: Progress, lang: str) -> list[Html]:
    """Why, those that read alike added up."""
    counts: dict[Html, int] = {}
    for reason, count in now.fared.reasons:
        sentence = ended(reason, lang, 200)
        counts[sentence] = counts.get(sentence, 0) + count
    listed = [text(lang, "stats.failure", count=count, error=why) for why, count in counts.items()]
    return listed[:_MOST_REASONS]


def _rows(now: Progress, lang: str) -> tuple[Row, ...]:
    one = now.broadcast
    if one.finished:
        return (_after(now, lang),)
    stop = destructive(plain(lang, "broadcast.cancel"), "bcstop", one.id)
    match one.state:
        case BroadcastState.SENDING:
            return ((button(plain(lang, "broadcast.pause"), "bcpause", one.id), stop),)
        case BroadcastState.PAUSED:
            return ((button(plain(lang, "broadcast.go_on"), "bcgo", one.id), stop),)
        case _:
            return ((_refresh(one, lang),),)


def _after(now: Progress, lang: str) -> Row:
    """What may be looked at when it is over."""
    again = (_refresh(now.broadcast, lang),) if now.fared.open else ()
    label = plain(lang, "stats.list_failed", count=now.fared.failed)
    failed = (button(label, "deliveries", place_of(0, Which.FAILED)),) if now.fared.failed else ()
    return (*again, *failed)


def _refresh(one: Broadcast, lang: str) -> Button:
    return button(plain(lang, "stats.refresh"), "bc", one.id)
