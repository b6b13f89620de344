"""One story: its lines in a list, and its own view."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.chat.keyboards import button, rows_of
from bot.chat.reader import Reader
from bot.telegram.markup import bold, hashtag, italic, lines, link, quote, raw, web_address
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.model import KeyPoint, Post, StoredTag, Story, best_points

TITLE, POINT, EDITOR, SOURCE, OTHERS = 250, 300, 500, 60, 120
MOST_TAGS = 6
MOST_SOURCES = 4
ALL_POINTS = 8


def entry(number: int, story: Story, points: int, reader: Reader) -> Html:
    """A numbered story as it stands in a digest or a list."""
    return lines(
        Html(f"{number}. {headline(story.post, reader.lang)}"),
        statements(story.post, points),
        origin(story, reader, story.post.tags[:MOST_TAGS]),
    )


def headline(post: Post, lang: str) -> Html:
    """The title, bold and linked."""
    shown = raw(post.title, TITLE) or text(lang, "story.untitled")
    return bold(link(post.link, shown))


def statements(post: Post, points: int, *, folds: bool = True) -> Html:
    """An editor's own digest first, then the best key points, in a quotation."""
    listed = [_bullet(each) for each in best_points(post.points, points)]
    return quote(filter(None, [italic(raw(post.digest, EDITOR)), *listed]), folds=folds)


def _bullet(point: KeyPoint) -> Html:
    said = raw(raised(point.text), POINT)
    return Html(f"• {said}") if said else said


def raised(said: str) -> str:
    """A point that lost its first words begins as a sentence does; a name such as iPhone stays as it is."""
    first = said.split(maxsplit=1)[0] if said.strip() else ""
    return said[0].upper() + said[1:] if first.islower() and said[0].islower() else said


def origin(story: Story, reader: Reader, tags: Sequence[StoredTag] = ()) -> Html:
    """Where it comes from, when, who else tells it, and its tags."""
    post = story.post
    at = Html(dates.moment(post.published, reader.now, reader.lang, reader.zone))
    named = Html("  ").join(_tag(each) for each in tags)
    said = [_sources(story, reader.lang), at, _others(story, reader.lang), _again(story, reader.lang), named]
    return Html(" · ".join(filter(None, said)))


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
    return text(lang, "story.again", before=story.again, count=story.coverage) if story.again else Html("")


def source_of(post: Post) -> Html:
    """The source that the post names, else its category, else the host of its link."""
    category = post.categories[0].title if post.categories else ""
    host = urlsplit(web_address(post.link)).hostname or ""
    return raw(post.source or category or host.removeprefix("www."), SOURCE)


def _tag(tag: StoredTag) -> Html:
    return Html(f"{hashtag(tag.name)} {raw(tag.ticker, 20)}".rstrip())


def _names(names: Sequence[str], lang: str) -> Html:
    return raw(plain(lang, "when.comma").join(names), OTHERS)


def view(story: Story, reader: Reader, back: Row) -> Screen:
    """A story opened: all of its points, its tags as buttons, the article, and the way back."""
    post = story.post
    html = lines(
        headline(post, reader.lang),
        origin(story, reader),
        statements(post, ALL_POINTS, folds=False),
        _foot(post, reader.lang),
    )
    address = web_address(post.link)
    original = (Button(plain(reader.lang, "story.original"), url=address),) if address else ()
    return Screen(html, (*tag_buttons(post.tags), (*original, *back)))


def _foot(post: Post, lang: str) -> Html:
    if not post.story:
        return text(lang, "story.not_kept")
    return Html("\n" + text(lang, "digest.foot")) if post.points else Html("")


def tag_buttons(tags: Sequence[StoredTag]) -> tuple[Row, ...]:
    """Each tag as a query that opens below."""
    shown = [button(_label(each), "tag", each.id) for each in tags[:MOST_TAGS]]
    return rows_of(shown, 3)


def _label(tag: StoredTag) -> str:
    return f"#{tag.name}"
