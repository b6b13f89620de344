"""``/audit``: who changed what, in words."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.keyboards import Span, button, turning
from bot.chat.reader import Reader
from bot.screens.admin.feeds import name_of
from bot.telegram.markup import bold, lines, raw, spaced
from bot.telegram.screen import Row, Screen
from bot.texts import Html, catalogue, dates, plain, text
from digests.model import Change, Feed
from digests.services.audit_log import ChangePage, feed_of
from digests.sources.address import shown

A_PAGE = 10
_VALUE, _NAME = 100, 60
_OURS = ("cli", "digestbot", "subscriber")


def screen(page: ChangePage, reader: Reader) -> Screen:
    """A page of changes, newest first."""
    if not page.changes:
        return Screen(text(reader.lang, "audit.none"))
    told = [_line(each, page.feeds.get(feed_of(each)), reader) for each in page.changes]
    head = text(reader.lang, "audit.head", total=page.total)
    return Screen(spaced([head, *told]), (_turn(page, reader.lang),))


def _turn(page: ChangePage, lang: str) -> Row:
    shown = Span(page.first - 1, len(page.changes), page.total, A_PAGE)
    return turning(lang, shown, lambda label, first: button(label, "audit", first))


def _line(change: Change, feed: Feed | None, reader: Reader) -> Html:
    at = dates.moment(change.at, reader.now, reader.lang, reader.zone)
    said = {"who": who(change, reader.lang), "what": what(change, feed, reader.lang)}
    return text(reader.lang, "audit.line", at=at, **said)


def who(change: Change, lang: str) -> Html:
    """Who it was: a name with its id as far as they are known."""
    if change.actor in _OURS:
        return text(lang, f"audit.{change.actor}")
    _, _, known = change.actor.partition(":")
    number, _, name = known.partition(" ")
    return raw(f"{name} ({number})" if name else number or change.actor, _NAME)


def what(change: Change, feed: Feed | None, lang: str) -> Html:
    """What was done, in a sentence; what this version has no words for, as it is written."""
    kind, _, number = change.target.partition(":")
    key = f"audit.{kind}_{change.action}"
    if change.action == "full_text":
        key += "_on" if change.after.get("full_text") == "True" else "_off"
    if key not in catalogue(lang):
        return text(lang, "audit.other", action=raw(change.action, _NAME), target=raw(change.target, _NAME))
    name = bold(_name(change, feed, number, lang)) if kind == "feed" else number
    return text(lang, key, **{**_values(change, lang), "what": name, "id": raw(number, _NAME)})


def _name(change: Change, feed: Feed | None, number: str, lang: str) -> Html:
    if feed is not None:
        return name_of(feed)
    return text(lang, "audit.feed", id=raw(number, _NAME))


def _values(change: Change, lang: str) -> dict[str, object]:
    """What it was changed to; a length of time in words."""
    after = change.after
    unset = plain(lang, "audit.unset")
    named = ("title", "category", "login", "languages", "chats")
    told: dict[str, object] = {name: raw(after.get(name, "") or unset, _VALUE) for name in named}
    told["count"] = int(chats) if (chats := after.get("chats", "")).isdecimal() else 0
    told |= {name: raw(after.get(name, "") or unset, _VALUE) for name in ("article", "other")}
    told["address"] = raw(shown(after.get("address", "")), _VALUE)
    every = after.get("every", "")
    told["every"] = dates.duration(timedelta(seconds=int(every)), lang) if every.isdecimal() else unset
    told["count"] = int(after["count"]) if after.get("count", "").isdecimal() else 0
    return told


def sentence(change: Change, feed: Feed | None, lang: str) -> Html:
    """Who and what on one line."""
    return lines(Html(f"{who(change, lang)}: {what(change, feed, lang)}"))
