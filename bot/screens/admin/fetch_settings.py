"""How one feed is fetched, as admins choose it: how often, with which text; and how that went lately."""

from __future__ import annotations

from bot.chat.keyboards import chosen
from bot.chat.reader import Reader
from bot.screens.admin.feeds import name_of, told
from bot.screens.admin.stats import size
from bot.telegram.markup import lines, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Attempt, Feed
from digests.services.feed_cards import FeedCard

EVERY = (0, 900, 3600, 21_600)  # seconds; 0 leaves it to the feed
SHOWN = 5
_WORKED = ("read", "unchanged")


def exactly(seconds: int, lang: str) -> str:
    """A length of time in a unit that leaves nothing over: 90 min, 2 h, 3 d."""
    for unit, length in (("days", 86_400), ("hours", 3600)):
        if seconds % length == 0:
            return plain(lang, f"when.{unit}", count=seconds // length)
    return plain(lang, "when.minutes", count=seconds // 60)


def how_often(seconds: int | None, lang: str) -> str:
    """An interval that was chosen, in words."""
    return (
        plain(lang, "fetching.every", span=exactly(seconds, lang))
        if seconds
        else plain(lang, "fetching.auto")
    )


def intervals(now_set: int | None, lang: str, action: str, *arguments: int) -> Row:
    """Buttons for the usual intervals, the present one marked."""

    def one(seconds: int) -> Button:
        label = exactly(seconds, lang) if seconds else plain(lang, "fetching.auto")
        return chosen(label, action, *arguments, seconds, on=seconds == (now_set or 0))

    return tuple(one(seconds) for seconds in EVERY)


def ask_interval(feed: Feed, place: int, back: Row, lang: str) -> Screen:
    """How often it is to be fetched."""
    now = how_often(feed.every, lang)
    head = text(lang, "fetching.ask", title=name_of(feed), every=now)
    return Screen(head, (intervals(feed.every, lang, "feedeveryis", feed.id, place), back))


def history(card: FeedCard, back: Row, reader: Reader) -> Screen:
    """The newest attempts: when, what came of it, how long it took."""
    lang, shown = reader.lang, card.attempts[:SHOWN]
    if not shown:
        return Screen(text(lang, "fetching.no_history", title=name_of(card.feed)), (back,))
    said = {"title": name_of(card.feed), "last": len(shown), "total": len(card.attempts)}
    head = text(lang, "fetching.history", **said)
    return Screen(spaced([head, *(_attempt(each, reader) for each in shown)]), (back,))


def _attempt(attempt: Attempt, reader: Reader) -> Html:
    """Two lines: the outcome with its time, then why or what."""
    lang = reader.lang
    worked = attempt.outcome in _WORKED
    at = dates.moment(attempt.at, reader.now, lang, reader.zone)
    outcome = text(lang, f"fetching.{attempt.outcome}") if worked else text(lang, "fetching.failed")
    facts = [plain(lang, "fetching.took", seconds=f"{attempt.milliseconds / 1000:.1f}")]
    facts += [f"HTTP {attempt.status}"] if attempt.status else []
    facts += [size(attempt.size, lang)] if attempt.size else []
    why = told(attempt.error, lang, 200) if attempt.error else Html("")
    return lines(
        text(lang, "fetching.attempt", mark="✓" if worked else "⚠", at=at, outcome=outcome),
        Html(" · ".join(facts)),
        why,
    )
