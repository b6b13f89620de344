"""🗂 All digests of a chat, the way to a further one, and its name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import button, rows_of
from bot.screens.choices import SETTINGS, name_of
from bot.telegram.markup import bold, lines, raw, spaced
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain, text
from digests.model import FIRST, Edition, Schedule, Subscriber, Subscription

_TITLE = 60
_OFFERED = 8

Named = tuple[int, str, Schedule]
"""A digest: its number, its name, when it comes."""


def all_of(me: Subscriber, further: Sequence[Edition]) -> list[Named]:
    """The digests of a chat, the first one first."""
    first = (FIRST, plain(me.language, "editions.first"), me.schedule)
    return [first, *((each.id, each.title, each.schedule) for each in further)]


def setting(lang: str, count: int) -> Button:
    """The button that leads here; it states how many there are."""
    return button(plain(lang, "editions.setting", count=count), "editions")


def listing(
    me: Subscriber, further: Sequence[Edition], following: Sequence[Subscription], most: int
) -> Screen:
    """Each with its times, its days and how much it tells; a button opens it."""
    lang, every = me.language, all_of(me, further)
    told = [_line(lang, each, following) for each in every]
    how = text(lang, "editions.how" if further else "editions.why")
    opens = [_open(lang, each) for each in every] if further else []
    new = button(plain(lang, "editions.new"), "newedition", "") if len(further) < most else None
    share = button(plain(lang, "sharing.share"), "share")
    back = button(plain(lang, "list.back"), "times", SETTINGS)
    html = spaced([text(lang, "editions.head", count=len(every)), lines(*told), how])
    return Screen(html, (*rows_of(opens, 2), (new,) if new else (), (share,), (back,)))


def _line(lang: str, each: Named, following: Sequence[Subscription]) -> Html:
    edition, title, schedule = each
    return text(
        lang,
        "editions.line",
        title=bold(raw(title, _TITLE)),
        times=dates.clock(schedule.times),
        days=dates.weekdays(schedule.weekdays, lang),
        follows=told_in(lang, edition, following),
    )


def told_in(lang: str, edition: int, following: Sequence[Subscription]) -> str:
    """How many of the things that are followed a digest tells."""
    count = sum(one.edition == edition for one in following)
    return plain(lang, "editions.follows" if count else "editions.follows_nothing", count=count)


def _open(lang: str, each: Named) -> Button:
    edition, title, _ = each
    return button(title, "edition", edition) if edition else button(title, "settings")


def ask_name(lang: str, following: Sequence[Subscription], said: Html | None = None) -> Screen:
    """How is it to be called? What is followed lends its name, and is told there then."""
    offered = [
        button(name_of(each), "newedition", each.kind[0], each.target)
        for each in following
        if each.edition == FIRST
    ]
    back = button(plain(lang, "list.back"), "editions")
    html = said or text(lang, "editions.ask_name")
    return Screen(html, (*rows_of(offered[:_OFFERED] if len(offered) > 1 else [], 2), (back,)))
