"""A digest as rich messages: each story a line that unfolds to its key points and to where it is from.

It is the second form of the same messages: which stories stand in which one is decided by the classic form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.chat.reader import Reader
from bot.screens.digests.parts import SECTION, below, reader_of
from bot.screens.stories import corrections
from bot.screens.stories.story import MOST_TAGS, TITLE, origin, said_of
from bot.telegram.markup import link, raw
from bot.telegram.rich_markup import fits, folded, footer, heading, listed, paragraphs
from bot.texts import Html, text
from digests.model import Digest, Story

_BULLET = "• "


def message(digest: Digest, head: Html, first: int, count: int, foot: Html, *, last: bool) -> Html:
    """The ``count`` stories from the 0-based ``first`` on, with as many points as there is room for.

    ``last``: what a digest ends with stands here. "" where there is no room even without points.
    """
    for points in range(digest.points, -1, -1):
        stories = _stories(replace(digest, points=points), first, count)
        html = Html(
            "".join([_head(head), *stories, *([paragraphs(below(digest)), footer(foot)] if last else [])])
        )
        if fits(html):
            return html
    return Html("")


def _head(head: Html) -> Html:
    title, *rest = head.split("\n")
    return Html(heading(Html(title), 3) + paragraphs(map(Html, rest)))


def _stories(digest: Digest, first: int, count: int) -> Iterator[Html]:
    reader = reader_of(digest)
    number = 0
    for section in digest.sections:
        for place, story in enumerate(section.stories):
            number += 1
            if not first < number <= first + count:
                continue
            if place == 0 and len(digest.sections) > 1:
                yield heading(raw(section.title, SECTION), 4)
            yield _story(number, story, digest.points, reader)


def _story(number: int, story: Story, points: int, reader: Reader) -> Html:
    """Its title to be tapped; the link stands inside, where a tap does not unfold anything."""
    lang, post = reader.lang, story.post
    title = raw(post.title, TITLE) or text(lang, "story.untitled")
    said = [] if corrections.is_withdrawn(story) else said_of(post, points, lang)
    told = [Html(each.removeprefix(_BULLET)) for each in said if each.startswith(_BULLET)]
    others = [each for each in said if not each.startswith(_BULLET)]
    source = origin(story, reader, post.tags[:MOST_TAGS])
    original = link(post.link, text(lang, "story.original"))
    inside = [
        paragraphs([corrections.told(story, reader), *others]),
        listed(told),
        paragraphs([source, original]),
    ]
    return folded(Html(f"{number}. {corrections.headline(story, title)}"), Html("".join(inside)))
