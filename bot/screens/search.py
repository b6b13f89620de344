"""Results of a search: a page with the query in its heading, or what to try where nothing was found."""

from __future__ import annotations

from bot.chat.callback_data import Listing
from bot.chat.keyboards import button, rows_of
from bot.chat.reader import Reader
from bot.screens import choices, home, post_list
from bot.telegram.markup import lines, raw
from bot.telegram.screen import Row, Screen
from bot.texts import Html, plain, text
from digests.model import Cursor, StoredTag
from digests.services.search import Found
from digests.services.search_hints import Hints

_QUERY = 80
_MOST_REFINE = 3


def usage(lang: str) -> Screen:
    """What can be asked, with examples."""
    return Screen(text(lang, "search.usage"))


def page(
    found: Found,
    of: Listing,
    cursor: Cursor | None,
    points: int,
    reader: Reader,
    follow: tuple[Row, ...] = (),
) -> Screen:
    """A page of posts, the button that follows what is found, and the tags by which to go on."""
    shown = found.page
    key = "search.head_capped" if shown.capped else "search.head"
    head = text(reader.lang, key, query=_query(found), total=shown.total, count=shown.total)
    below = (*follow, *_refine(found, reader.lang))
    return post_list.page(
        lines(head, _unfinished(found, reader.lang)), shown, of, cursor, points, reader, below
    )


def _query(found: Found) -> Html:
    return raw(found.query.text, _QUERY)


def _unfinished(found: Found, lang: str) -> Html:
    """While older posts are still being indexed, they cannot be found: say so."""
    return text(lang, "search.unfinished", percent=found.done) if found.done < 100 else Html("")


def _refine(found: Found, lang: str) -> tuple[Row, ...]:
    """The tags that several of these posts carry."""
    carried: dict[StoredTag, int] = {}
    for post in found.page.posts:
        for tag in post.tags:
            carried[tag] = carried.get(tag, 0) + 1
    shared = sorted((tag for tag, n in carried.items() if n > 1), key=lambda tag: -carried[tag])
    related = [
        button(plain(lang, "tag.related", name=tag.name), "tag", tag.id) for tag in shared[:_MOST_REFINE]
    ]
    return rows_of(related, _MOST_REFINE)


def _said(found: Found, hints: Hints, lang: str) -> Html:
    """What names a category that there is not has no results, whatever else it asks for."""
    if hints.unknown:
        return text(lang, _without_category(hints), text=raw(hints.unknown, _QUERY))
    near = bool(hints.tags or hints.categories or hints.fewer)
    return text(lang, "search.nothing_near" if near else "search.nothing", query=_query(found))


def _without_category(hints: Hints) -> str:
    """Whether what is offered is near it, is all the categories that there are, or is of several kinds."""
    if hints.near:
        return "search.no_category_near"
    alone = hints.categories and not (hints.tags or hints.fewer)
    return "search.no_category_alone" if alone else "search.no_category"


def nothing(lang: str, found: Found, hints: Hints, follow: tuple[Row, ...] = ()) -> Screen:
    """Nothing was found: why that may be, and the nearest ways on; it can be followed until there is."""
    said = _said(found, hints, lang)
    fewer = [button(f"🔎 {words}", "find", number) for words, number in hints.fewer]
    places = [
        button(f"{each.title} ›", "list", Listing("c", each.id).packed(), "") for each in hints.categories
    ]
    every = (home.open_categories(lang),) if hints.unknown and hints.categories else ()
    near = (*rows_of(fewer, 1), *choices.tag_grid(hints.tags), *rows_of(places, 2))
    waits = () if hints.unknown or found.query.since else follow
    return Screen(lines(said, _unfinished(found, lang)), (*near, every, *waits, choices.all_tags(lang)))
