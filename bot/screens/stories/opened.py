"""A story opened: its points, its reports page by page, and the ways on and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.chat.keyboards import Span, button, rows_of, turning
from bot.chat.reader import Reader
from bot.screens.stories import corrections, telling
from bot.screens.stories.story import MOST_TAGS, headline, origin, statements
from bot.telegram.markup import (
    entities,
    length,
    lines,
    web_address,
)
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT, Button, Row, Screen
from bot.texts import Html, plain, text
from digests.model import Post, StoredTag, Story
from digests.services.stories.told_stories import ALONE, Opened

ALL_POINTS = 8
Way = Callable[[str, int], Button]
"""Makes the button with a label that leads to the page of reports which begins at a number."""


def view(
    story: Story,
    reader: Reader,
    back: Row,
    opened: Opened = ALONE,
    way: Way | None = None,
    bell: Row = (),
) -> Screen:
    """A story opened: its points, a page of its reports, its tags, and ways on and back.

    ``bell`` follows the story; beside it stands what is related.
    """
    post = story.post
    address = web_address(post.link)
    original = (Button(plain(reader.lang, "story.original"), url=address),) if address else ()
    more = (button(plain(reader.lang, "story.related"), "related", post.id),) if opened.related else ()
    tags = tag_buttons(opened.tags or post.tags)
    html = next(each for each in _views(story, reader, opened.first) if _fits(each))
    return Screen(
        html, (_turn(post, reader.lang, opened.first, way), *tags, (*bell, *more), (*original, *back))
    )


def _views(story: Story, reader: Reader, first: int) -> Iterator[Html]:
    """The view with fewer and fewer points; its reports come after the points, from ``first`` on."""
    post = story.post
    told = Html(f"\n{telling.reports(post.telling, first, reader)}" if post.telling.reports else "")
    for points in range(0 if first else ALL_POINTS, -1, -1):
        yield lines(
            corrections.headline(story, headline(post, reader.lang)),
            corrections.told(story, reader),
            origin(story, reader),
            Html("") if first else statements(post, points, reader.lang, folds=False),
            told,
            _foot(post, reader.lang),
        )


def _fits(html: Html) -> bool:
    return length(html) <= MAX_TEXT and entities(html) <= MAX_ENTITIES


def _turn(post: Post, lang: str, first: int, way: Way | None) -> Row:
    total = len(post.telling.reports)
    if way is None or total <= telling.PAGE:
        return ()
    return turning(lang, Span(first, min(telling.PAGE, total - first), total, telling.PAGE), way)


def _foot(post: Post, lang: str) -> Html:
    if not post.story:
        return text(lang, "story.not_kept")
    return Html("\n" + text(lang, "digest.foot")) if telling.known(post) else Html("")


def tag_buttons(tags: Sequence[StoredTag]) -> tuple[Row, ...]:
    """Each tag as a query that opens below."""
    shown = [button(_label(each), "tag", each.id) for each in tags[:MOST_TAGS]]
    return rows_of(shown, 3)


def _label(tag: StoredTag) -> str:
    return f"#{tag.name}"
