"""🔗 A setup for others: its link, what it sets up, and what becomes of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from bot.chat.keyboards import button, destructive
from bot.screens import home
from bot.screens.choices import ONBOARDING, name_of
from bot.screens.editions import look
from bot.screens.schedule import zone_name
from bot.telegram.markup import bold, lines, raw, spaced
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain, text
from digests.model import SharedDigest, SharedFollow, SharedSetup, Subscriber, Subscription

_TITLE, _NAMES, _QUERY = 60, 300, 200


def link(lang: str, address: str, setup: SharedSetup, until: datetime, zone: str, now: datetime) -> Screen:
    """The link, what it holds, and until when it works."""
    day = dates.moment(until, now, lang, zone)
    how = text(lang, "sharing.how", day=day)
    html = spaced([text(lang, "sharing.head"), raw(address), _what(lang, setup), how])
    send = Button(plain(lang, "sharing.send"), url=f"https://t.me/share/url?{urlencode({'url': address})}")
    return Screen(html, ((send,),))


def offer(me: Subscriber, token: str, setup: SharedSetup, *, new: bool) -> Screen:
    """What somebody shared; nothing changes before a tap, and who has something says what becomes of it."""
    lang = me.language
    zone = text(lang, "sharing.zone", zone=zone_name(me.schedule.zone, lang))
    yours = Html("") if new else text(lang, "sharing.yours")
    html = spaced([text(lang, "sharing.offer"), _what(lang, setup), zone, yours])
    if new:
        choose = button(plain(lang, "sharing.choose"), "cats", ONBOARDING, 0)
        return Screen(html, ((button(plain(lang, "sharing.take"), "take", token, 1),), (choose,)))
    add = button(plain(lang, "sharing.add"), "take", token, 0)
    replace = destructive(plain(lang, "sharing.replace"), "take", token, 1)
    return Screen(html, ((add, replace), (button(plain(lang, "sharing.mine"), "settings"),)))


def _what(lang: str, setup: SharedSetup) -> Html:
    query = text(lang, "sharing.query", query=raw(setup.query, _QUERY)) if setup.query else Html("")
    return lines(*(part for each in setup.digests for part in _digest(lang, each)), query)


def _digest(lang: str, one: SharedDigest) -> Iterator[Html]:
    """Its terms, and below what it tells."""
    yield text(
        lang,
        "sharing.digest",
        title=bold(raw(one.title, _TITLE) or text(lang, "editions.first")),
        times=dates.clock(one.times),
        days=dates.weekdays(one.weekdays, lang),
        size=one.size,
        count=one.size,
        points=text(lang, "counted.key_points", count=one.points),
        look=look.name(lang, one.layout),
    )
    names = plain(lang, "when.comma").join(_name(lang, each) for each in one.follows)
    yield raw(names, _NAMES) if names else text(lang, "editions.follows_nothing")


def _name(lang: str, one: SharedFollow) -> str:
    name = name_of(Subscription(one.kind, one.target, one.title))
    return plain(lang, "sharing.filtered", name=name, query=one.query) if one.query else name


def gone(lang: str, *, new: bool) -> Screen:
    """Nothing is shared under that name any more."""
    return Screen(text(lang, "sharing.gone"), ((_onward(lang, new=new),),))


def emptied(lang: str, *, new: bool) -> Screen:
    """Nothing of what was shared is there any more."""
    return Screen(text(lang, "sharing.emptied"), ((_onward(lang, new=new),),))


def _onward(lang: str, *, new: bool) -> Button:
    return button(plain(lang, "start.begin"), "cats", ONBOARDING, 0) if new else home.open_settings(lang)


def nothing(lang: str) -> Screen:
    """Nothing is followed here that could be shared."""
    return Screen(text(lang, "error.nothing_to_share"), ((home.open_categories(lang),),))
