"""When digests come, and how the next one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.keyboards import button, parts_row
from bot.chat.reader import Reader
from bot.screens import home
from bot.screens.digests import digest as digests_screen
from bot.telegram.markup import entities, length, lines, spaced
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Digest, Subscriber, Subscription


def coming(
    subscriber: Subscriber,
    following: Sequence[Subscription],
    times: Sequence[datetime],
    reader: Reader,
    review: datetime | None = None,
    put_off: Sequence[tuple[datetime, datetime]] = (),
) -> Screen:
    """The next times and that of the weekly review, or why there are none; ``put_off`` by quiet hours."""
    lang = reader.lang
    said = [home.coming(subscriber, following, reader.now)]
    if following and len(times) > 1:
        then = [dates.moment(each, reader.now, lang, reader.zone) for each in times[1:]]
        said.append(text(lang, "next.then", times=plain(lang, "when.comma").join(then)))
    if following and put_off:
        said.append(text(lang, "next.quiet", times=_moved(put_off, reader)))
    if following and review is not None:
        said.append(text(lang, "next.review", when=dates.moment(review, reader.now, lang, reader.zone)))
    onward = button(plain(lang, "next.preview"), "preview", 0) if following else home.open_categories(lang)
    buttons = (onward, home.open_settings(lang))
    return Screen(spaced([text(lang, "next.head"), lines(*said)]), (buttons,))


def _moved(put_off: Sequence[tuple[datetime, datetime]], reader: Reader) -> str:
    """06:30 → 07:00, each once however many days it is so."""
    zone = ZoneInfo(reader.zone)
    pairs = dict.fromkeys(
        " → ".join(f"{at.astimezone(zone):%H:%M}" for at in (due, comes)) for due, comes in put_off
    )
    return plain(reader.lang, "when.comma").join(pairs)


def nothing(lang: str, when: Html) -> Screen:
    """Nothing new has come in for the next digest."""
    return Screen(
        lines(text(lang, "preview.nothing"), when), ((button(plain(lang, "digest.latest"), "front"),),)
    )


def preview(digest: Digest, part: int, when: Html, lang: str) -> Screen:
    """A message of the next digest as it stands now. Its buttons come with it once it is sent."""
    messages = digests_screen.messages(digest)
    part = min(part, len(messages) - 1)
    html, head = messages[part].html, lines(text(lang, "preview.head"), when)
    fits = length(head) + length(html) + 2 <= MAX_TEXT and entities(head) + entities(html) <= MAX_ENTITIES
    now = button(plain(lang, "preview.now"), "now")
    turn = parts_row(lang, part, len(messages), lambda label, to: button(label, "preview", to))
    rows = (turn, (now, home.open_settings(lang)))
    return Screen(spaced([head, html]) if fits and part == 0 else html, rows)
