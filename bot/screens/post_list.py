"""Lists of posts: a page of a category or a tag, the front page, the rest of a digest.

A page is one message, fitted into it by ``stories/fitted.py``; a number below opens a story with all points.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.callback_data import Listing, cursor_text
from bot.chat.keyboards import button, even_rows, pager, rows_of
from bot.chat.reader import Reader
from bot.screens.stories.fitted import HEAD, MARKS, fitted
from bot.telegram.markup import bold, lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Category, Cursor, Digest, Page, Post, StoredTag, Story

_TITLE = 100


def page(
    head: Html,
    shown: Page,
    listing: Listing,
    cursor: Cursor | None,
    points: int,
    reader: Reader,
    below: tuple[Row, ...] = (),
) -> Screen:
    """A page of a list with its heading; ``below`` are the rows under its pager."""
    numbered = [(shown.first + n, Story(post)) for n, post in enumerate(shown.posts)]
    told = fitted(numbered, points, reader)
    here = cursor_text(cursor)
    numbers = [button(str(n), "post", story.post.id, listing.packed(), here) for n, story in numbered]
    return Screen(
        spaced([head, *told]),
        (*even_rows(numbers), _turn(shown, listing, reader.lang), *below),
    )


def _turn(shown: Page, listing: Listing, lang: str) -> Row:
    """The pager of a list by its stable cursors."""

    def to(cursor: Cursor | None, label: str) -> Button | None:
        return button(plain(lang, label), "list", listing.packed(), cursor_text(cursor)) if cursor else None

    last = shown.first + len(shown.posts) - 1
    newer, older = to(shown.newer, "list.newer"), to(shown.older, "list.older")
    return pager(lang, shown.first, last, shown.total, newer, older, capped=shown.capped)


def category_head(title: str, total: int, lang: str) -> Html:
    """The heading of a category's page."""
    return text(lang, "latest.head", title=raw(title, _TITLE), total=total, count=total)


def tag_head(tag: StoredTag, total: int, lang: str) -> Html:
    """The heading of a tag's page."""
    name = raw(f"{tag.name} {tag.ticker}".strip(), _TITLE)
    return text(lang, "tag.head", name=name, total=total, count=total)


def related_head(post: Post, total: int, lang: str) -> Html:
    """The heading of what is related to the story of a post."""
    title = raw(post.title, _TITLE) or text(lang, "story.untitled")
    return text(lang, "story.related_head", title=title, total=total, count=total)


def front_page(
    groups: Sequence[tuple[Category, Sequence[Post]]], points: int, reader: Reader, listing_size: int = 8
) -> Screen:
    """The newest of several categories, like the front page of a paper."""
    stories = [Story(post) for _, posts in groups for post in posts]
    spare, marks = HEAD + 60 * len(groups), MARKS + len(groups)
    told = fitted(list(enumerate(stories, 1)), points, reader, spare=spare, marks=marks)
    blocks, at = (
        [text(reader.lang, "latest.front", day=dates.heading(reader.now, reader.lang, reader.zone))],
        0,
    )
    for category, posts in groups:
        mine = told[at : at + len(posts)]
        at += len(posts)
        if mine:
            blocks.append(lines(bold(raw(category.title, 50)), spaced(mine)))
    numbers = [
        button(str(n + 1), "post", story.post.id, "", "") for n, story in enumerate(stories[: len(told)])
    ]
    return Screen(spaced(blocks), (*even_rows(numbers), *_doors([c for c, _ in groups], listing_size)))


def _doors(categories: Sequence[Category], size: int) -> tuple[Row, ...]:
    doors = [
        button(f"{each.title} ›", "list", Listing("c", each.id, size).packed(), "") for each in categories
    ]
    return rows_of(doors, 2)


def other_categories(said: Html, categories: Sequence[Category]) -> Screen:
    """Something that leads nowhere, with categories to go on to."""
    return Screen(said, _doors(categories, 8))


def rest(
    stories: Sequence[Story],
    first: int,
    total: int,
    back: Button,
    reader: Reader,
    of: Digest,
) -> Screen:
    """Eight stories of a digest after those shown at once; ``first`` is 0-based."""
    last = first + len(stories)
    head = text(reader.lang, "digest.rest", first=first + 1, last=last, total=total)
    numbered = [(first + n + 1, story) for n, story in enumerate(stories)]
    told = fitted(numbered, of.points, reader, layout=of.layout)
    numbers = [button(str(first + n + 1), "story", of.id, first + n, first) for n in range(len(stories))]
    on = button(plain(reader.lang, "list.older"), "rest", of.id, last) if last < total else None
    return Screen(
        spaced([head, *told]), (*even_rows(numbers), pager(reader.lang, first + 1, last, total, back, on))
    )
