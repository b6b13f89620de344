"""What admins see while a feed is added: its card, and step by step how it is to be kept."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.drafts import Wanted
from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.admin.feed import categories
from bot.screens.admin.feed_preview import card, known
from bot.screens.admin.feeds import category_of, name_of
from bot.screens.admin.fetch_settings import how_often, intervals
from bot.telegram.markup import bold, lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import Category, Feed
from digests.sources.address import shown
from digests.steps import Preview


def offer(
    look: Preview, listed: Sequence[Category], draft: int, reader: Reader, *, in_group: bool, back: Row = ()
) -> Screen:
    """The card, and the categories to choose from; a feed that is there already leads to its own card."""
    if look.there:
        said, to_card = known(look.there, reader.lang)
        return Screen(spaced([said, card(look, reader)]), (to_card, back))
    ask = text(reader.lang, "addfeed.choose_group" if in_group else "addfeed.choose")
    rows = categories(listed, reader.lang, "addto", draft)
    html = lines(card(look, reader), Html(f"\n{ask}"))
    return Screen(html, (*rows, (*back, cancel(reader.lang))))


def ask_category(
    wanted: Wanted, listed: Sequence[Category], draft: int, lang: str, *, in_group: bool
) -> Screen:
    """Another category."""
    ask = text(lang, "addfeed.choose_group" if in_group else "addfeed.choose")
    html = lines(Html(f"📡 {_name(wanted)}"), ask)
    return Screen(html, (*categories(listed, lang, "addto", draft), (cancel(lang),)))


def confirm(wanted: Wanted, category: str, draft: int, lang: str) -> Screen:
    """All that was chosen, how it can still be changed, and the button that adds it."""
    place = raw(category, 60) or text(lang, "feed.by_post")
    html = lines(
        Html(f"📡 {_name(wanted)}"),
        Html(f"<code>{raw(shown(wanted.address), 500)}</code>"),
        text(lang, "feed.category", category=place),
        text(lang, "addfeed.interval", every=how_often(wanted.every, lang)),
        *_articles(wanted, lang),
    )
    named = category or plain(lang, "feed.by_post")
    choose = button(plain(lang, "feed.set_category", category=named), "addcat", draft)
    full = plain(lang, "fetching.full_text_on" if wanted.full_text else "fetching.full_text_off")
    toggle = (button(full, "addfull", draft, 0 if wanted.full_text else 1),) if wanted.teasers else ()
    add = button(plain(lang, "addfeed.confirm"), "addyes", draft)
    rows = (intervals(wanted.every, lang, "addevery", draft), (choose,), toggle, (add, cancel(lang)))
    return Screen(html, rows)


def _name(wanted: Wanted) -> Html:
    return bold(raw(wanted.title or shown(wanted.address), 100))


def _articles(wanted: Wanted, lang: str) -> list[Html]:
    """Full text is only offered where it would help."""
    if not wanted.teasers:
        return []
    return [text(lang, "addfeed.full_text_on" if wanted.full_text else "addfeed.full_text_off")]


def back_to_page(draft: int, first: int, lang: str) -> Row:
    """The way back to the feeds of the page."""
    return (button(plain(lang, "list.back"), "addpage", draft, first),)


def cancel(lang: str) -> Button:
    """Nothing is added."""
    return button(plain(lang, "addfeed.cancel"), "addno")


def added(feed: Feed, place: int, error: Html, lang: str) -> Screen:
    """It is there; ``error`` says why its first fetch did not work, if it did not."""
    rows = (
        (
            button(plain(lang, "addfeed.open"), "feed", feed.id, place),
            button(plain(lang, "addfeed.next"), "addfeed"),
        ),
    )
    title, category = name_of(feed), category_of(feed)
    if error:
        return Screen(text(lang, "addfeed.added_but", title=title, error=error), rows)
    if category:
        return Screen(text(lang, "addfeed.added", title=title, count=feed.posts, category=category), rows)
    return Screen(text(lang, "addfeed.added_by_post", title=title, count=feed.posts), rows)


def known_by_now(there: Feed, lang: str) -> Screen:
    """Somebody else was faster."""
    said, to_card = known(there, lang)
    return Screen(said, (to_card,))
