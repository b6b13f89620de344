"""One story as lines: in a digest, in a list, and wherever else it stands among others."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.chat.reader import Reader
from bot.screens.stories import corrections, telling
from bot.screens.stories.remembered import remembered
from bot.screens.stories.when import when
from bot.telegram.markup import (
    bold,
    hashtag,
    italic,
    lines,
    link,
    quote,
    raw,
    web_address,
)
from bot.texts import Html, plain, text
from digests.model import KeyPoint, Layout, Post, StoredTag, Story, best_points

TITLE, POINT, EDITOR, SOURCE, OTHERS = 250, 300, 500, 60, 120
MOST_TAGS = 6
MOST_SOURCES = 4


def entry(number: int, story: Story, points: int, reader: Reader, layout: Layout = Layout.FOLDED) -> Html:
    """A numbered story as it stands in a digest or a list; of what is rich, this is the plain form."""
    return Html(f"{number}. {_told(story, points, reader, layout)}")


@remembered
def _told(story: Story, points: int, reader: Reader, layout: Layout) -> Html:
    return lines(
        corrections.headline(story, headline(story.post, reader.lang)),
        corrections.told(story, reader),
        _said(story, points, reader, layout),
        origin(story, reader, story.post.tags[:MOST_TAGS]),
    )


def _said(story: Story, points: int, reader: Reader, layout: Layout) -> Html:
    if layout is Layout.HEADLINES or corrections.is_withdrawn(story):
        return Html("")
    return statements(story.post, points, reader.lang, folds=layout is not Layout.OPEN)


def headline(post: Post, lang: str) -> Html:
    """The title, bold and linked."""
    shown = raw(post.title, TITLE) or text(lang, "story.untitled")
    return bold(link(post.link, shown))


def statements(post: Post, points: int, lang: str, *, folds: bool = True) -> Html:
    """An editor's own digest first, then the best points of the story, in a quotation."""
    return quote(said_of(post, points, lang), folds=folds)


def said_of(post: Post, points: int, lang: str) -> list[Html]:
    """The same as lines, each point with a bullet before it."""
    told = post.telling
    if told.points:
        listed = telling.bullets(told, [each for each in told.points if each.rank < points], lang)
    else:
        listed = [_bullet(each) for each in best_points(post.points, points)]
    return list(filter(None, [italic(raw(post.digest, EDITOR)), *listed]))


def _bullet(point: KeyPoint) -> Html:
    said = raw(telling.raised(point.text), POINT)
    return Html(f"• {said}") if said else said


def origin(story: Story, reader: Reader, tags: Sequence[StoredTag] = ()) -> Html:
    """Where it comes from, when, who else tells it, and its tags."""
    post = story.post
    at = when(post.published, reader)
    named = Html("  ").join(_tag(each) for each in tags)
    if post.telling.reports:
        by = [telling.told_by(post.telling, reader.lang), at]
    else:
        by = [_sources(story, reader.lang), at, _others(story, reader.lang)]
    return Html(" · ".join(filter(None, [*by, _again(story, reader.lang), named])))


def _sources(story: Story, lang: str) -> Html:
    """Whose it is: of all that tell it independently some by name."""
    mine = source_of(story.post)
    if story.coverage < 2:
        return mine
    shown = (mine, *(raw(name, SOURCE) for name in story.others))[:MOST_SOURCES]
    key = "story.sources" if len(shown) >= story.coverage else "story.sources_more"
    return text(lang, key, count=story.coverage, names=Html(plain(lang, "when.comma").join(shown)))


def _others(story: Story, lang: str) -> Html:
    """Who carries the same text."""
    if story.coverage > 1 or not story.others:
        return Html("")
    return text(lang, "story.others", names=_names(story.others, lang))


def _again(story: Story, lang: str) -> Html:
    """Why it is told once more."""
    return text(lang, "story.again", count=story.again, now=story.coverage) if story.again else Html("")


def source_of(post: Post) -> Html:
    """The source that the post names, else its category, else the host of its link."""
    category = post.categories[0].title if post.categories else ""
    host = urlsplit(web_address(post.link)).hostname or ""
    return raw(post.source or category or host.removeprefix("www."), SOURCE)


def _tag(tag: StoredTag) -> Html:
    return Html(f"{hashtag(tag.name)} {raw(tag.ticker, 20)}".rstrip())


def _names(names: Sequence[str], lang: str) -> Html:
    return raw(plain(lang, "when.comma").join(names), OTHERS)
