"""The card of one feed, and the questions that its buttons ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.keyboards import button, destructive, rows_of
from bot.chat.reader import Reader
from bot.screens.admin.feeds import category_of, error_of, failing_for, name_of, to_list, told
from bot.screens.admin.fetch_settings import exactly, how_often
from bot.screens.choices import grid
from bot.telegram.markup import bold, lines, raw
from bot.telegram.screen import Row, Screen
from bot.texts import Html, dates, plain, text
from digests.decisions.polling import is_failing
from digests.model import Category, Feed, FeedKind, FeedState
from digests.services.feed_cards import FeedCard
from digests.sources.address import shown

_BARS = "▁▂▃▄▅▆▇█"
_PROBLEMS = 3
_CATEGORIES = 20
NOTHING = Html("")


def card(card: FeedCard, place: int, reader: Reader, note: Html = NOTHING) -> Screen:
    """One feed with its health and what can be done about it; ``note`` says what was just done."""
    html = lines(facts(card, reader), note and Html(f"\n{note}"))
    return Screen(html, (*_actions(card.feed, place, reader.lang), to_list(place, reader.lang)))


def facts(card: FeedCard, reader: Reader) -> Html:
    """What there is to know of a feed."""
    feed, lang = card.feed, reader.lang
    category = category_of(feed)
    return lines(
        Html(f"📡 {bold(name_of(feed))}"),
        Html(f"<code>{raw(shown(feed.address), 500)}</code>"),
        text(lang, "feed.category", category=category) if category else text(lang, "feed.no_category"),
        raw(feed.format, 40) or text(lang, f"format.{feed.kind}"),
        _state(feed, reader),
        *_chosen(card, lang),
        text(lang, "feed.posts", count=feed.posts, pace=_pace(card, lang)),
        text(lang, "feed.weeks", bars=bars(card.weeks)),
        *_problems(card.problems, lang),
    )


def _chosen(card: FeedCard, lang: str) -> list[Html]:
    """What an admin set for this feed; of a login only that there is one."""
    feed = card.feed
    every = text(lang, "feed.every", span=exactly(feed.every, lang)) if feed.every else ""
    articles = text(lang, "feed.full_text") if feed.full_text else ""
    login = text(lang, "feed.login", names=raw(", ".join(card.login), 200)) if card.login else ""
    return [Html(line) for line in (every, articles, login) if line]


def _state(feed: Feed, reader: Reader) -> Html:
    lang = reader.lang
    last, coming = _moment(feed.last_success, reader), _moment(feed.next_fetch, reader)
    if feed.state is FeedState.REMOVED:
        return text(lang, "feed.removed")
    if feed.state is FeedState.PAUSED:
        return text(lang, "feed.paused", last=last)
    if feed.state is FeedState.ENDED:
        return lines(
            text(lang, "feed.ended", error=error_of(feed, lang)), text(lang, "feed.last_success", last=last)
        )
    if is_failing(feed.failures, feed.failing_since, reader.now):
        span, error = failing_for(feed, reader), error_of(feed, lang)
        failing = text(lang, "feed.failing", span=span, count=feed.failures, next=coming, error=error)
        return lines(failing, text(lang, "feed.last_success", last=last))
    well = text(lang, "feed.ok", last=last, next=coming) if feed.last_success else text(lang, "feed.waiting")
    return lines(well, text(lang, "feed.hiccup", error=error_of(feed, lang))) if feed.failures else well


def _moment(at: datetime | None, reader: Reader) -> str:
    return dates.moment(at, reader.now, reader.lang, reader.zone) if at else plain(reader.lang, "feed.never")


def _pace(card: FeedCard, lang: str) -> str:
    if card.per_day >= 1:
        return plain(lang, "feed.per_day", count=round(card.per_day))
    if card.weeks[-1]:
        return plain(lang, "feed.per_week", count=card.weeks[-1])
    return plain(lang, "feed.silent")


def bars(counts: Sequence[int]) -> str:
    """Counts as a small bar line: the highest bar is the greatest count, the lowest is none."""
    most = max(counts, default=0) or 1
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in counts)


def _problems(problems: Sequence[tuple[str, str]], lang: str) -> list[Html]:
    if not problems:
        return []
    some = [_problem(place, error, lang) for place, error in problems[:_PROBLEMS]]
    more = [Html("…")] if len(problems) > _PROBLEMS else []
    return [text(lang, "feed.problems", count=len(problems)), *some, *more]


def _problem(place: str, error: str, lang: str) -> Html:
    """One of them; what is wrong with a document as a whole stands at no place."""
    why = told(error, lang, 160)
    return text(lang, "feed.problem", place=raw(place, 80), error=why) if place else Html(f"• {why}")


def _actions(feed: Feed, place: int, lang: str) -> tuple[Row, ...]:
    if feed.state is FeedState.REMOVED:
        return ((button(plain(lang, "feed.undo"), "feedback", feed.id, place),),)
    paused = feed.state in (FeedState.PAUSED, FeedState.ENDED)
    category = category_of(feed) or text(lang, "feed.by_post")
    buttons = [
        button(plain(lang, "feed.fetch"), "feedfetch", feed.id, place),
        button(plain(lang, "feed.resume"), "feedresume", feed.id, place)
        if paused
        else button(plain(lang, "feed.pause"), "feedpause", feed.id, place),
        button(plain(lang, "feed.set_category", category=category), "feedcat", feed.id, place),
        button(plain(lang, "feed.set_title"), "feedtitle", feed.id, place),
        button(f"⏱ {how_often(feed.every, lang)}", "feedevery", feed.id, place),
        *_full_text(feed, place, lang),
        button(plain(lang, "alarm.address"), "feedaddress", feed.id, place),
        button(plain(lang, "fetching.to_history"), "feedlog", feed.id, place),
        button(plain(lang, "feed.remove"), "feedremove", feed.id, place),
    ]
    return rows_of(buttons, 2)


def _full_text(feed: Feed, place: int, lang: str) -> Row:
    """Pages of articles stand behind web feeds only."""
    if feed.kind is not FeedKind.WEB:
        return ()
    label = plain(lang, "fetching.full_text_on" if feed.full_text else "fetching.full_text_off")
    return (button(label, "feedfull", feed.id, place, 0 if feed.full_text else 1),)


# --------------------------------------------------------------------------- questions


def choose_category(feed: Feed, known: Sequence[Category], place: int, lang: str) -> Screen:
    """Where its posts go: a known category, a new one that is typed, or what each post states."""
    now = category_of(feed) or text(lang, "feed.by_post")
    head = text(lang, "feed.choose_category", title=name_of(feed), category=now)
    return Screen(head, (*categories(known, lang, "feedcatis", feed.id, place), back(feed, place, lang)))


def categories(known: Sequence[Category], lang: str, action: str, *arguments: int) -> tuple[Row, ...]:
    """The busiest categories as buttons, and one for none."""
    buttons = [button(each.title or each.slug, action, *arguments, each.id) for each in known[:_CATEGORIES]]
    return (*grid(buttons), (button(plain(lang, "feed.by_post"), action, *arguments, 0),))


def ask_title(feed: Feed, place: int, lang: str) -> Screen:
    """A new title is typed."""
    own = button(plain(lang, "feed.own_title"), "feedowntitle", feed.id, place)
    return Screen(text(lang, "feed.type_title", title=name_of(feed)), ((own,), back(feed, place, lang)))


def ask_remove(feed: Feed, place: int, lang: str) -> Screen:
    """Asked once."""
    yes = destructive(plain(lang, "feed.sure_yes"), "feedgone", feed.id, place)
    head = text(lang, "feed.sure", title=name_of(feed), count=feed.posts)
    return Screen(head, ((yes, *back(feed, place, lang)),))


def removed(feed: Feed, place: int, lang: str) -> Screen:
    """Done, and how to take it back."""
    undo = button(plain(lang, "feed.undo"), "feedback", feed.id, place)
    return Screen(text(lang, "feed.gone", title=name_of(feed)), ((undo,), to_list(place, lang)))


def back(feed: Feed, place: int, lang: str) -> Row:
    """The way back to the card."""
    return (button(plain(lang, "list.back"), "feed", feed.id, place),)
