"""What must hold of every entry, whatever a stranger wrote; and every reading that there is, by a number."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.sandbox.formatting.html import parse_html
from bot.telegram import markup
from digests.decisions.intake import decide
from digests.decisions.normalize import normalize
from digests.errors import DigestbotError
from digests.model import Entry
from digests.sources import clean_html
from digests.sources.formats.feed import parse
from digests.sources.jekyll import finews, front_matter
from digests.sources.jekyll.post import read_with_date
from digests.sources.web import page

NOW = datetime(2026, 3, 10, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
ADDRESS = "https://feeds.example/dir/feed.xml"
_FORBIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def no_language(text: str) -> str:
    return ""


def shown(entry: Entry) -> str:
    """An entry as a message shows it."""
    head = markup.bold(markup.link(entry.link, markup.raw(entry.title)))
    about = [markup.italic(markup.raw(text)) for text in (entry.source, entry.digest)]
    tags = [markup.hashtag(tag.name) for tag in entry.tags]
    return "\n".join([head, *about, *tags, markup.quote(map(markup.raw, entry.text.split("\n")))])


def check(entry: Entry) -> None:
    """An entry can be stored, and Telegram takes what it is shown as, with no markup but ours."""
    tidied = normalize(entry)
    if tidied is None:
        return
    assert normalize(tidied) == tidied
    assert tidied.uid
    said = [tidied.title, tidied.text, tidied.source, tidied.digest, *(tag.name for tag in tidied.tags)]
    for text in said:
        text.encode()
        assert not _FORBIDDEN & set(text)
        assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in text)
    assert tidied.link == "" or tidied.link.startswith(("http://", "https://"))
    assert tidied.published is None or tidied.published.tzinfo is not None
    _, entities = parse_html(shown(tidied))
    assert {entity.type for entity in entities} <= {
        *("bold", "italic", "text_link", "url", "hashtag", "blockquote", "expandable_blockquote")
    }
    decide([entry], {}, NOW, fresh_left=None, detect=no_language)


def feed(data: bytes, content_type: str = "application/xml") -> Sequence[Entry]:
    """The entries of a document; none of what is refused with a reason."""
    with suppress(DigestbotError):
        return parse(data, content_type, ADDRESS, NOW).entries
    return ()


def _post(data: bytes) -> Iterable[Entry]:
    post = read_with_date("2024-01-01-a.md", data, ZONE)[0]
    return [post] if isinstance(post, Entry) else []


def _news(data: bytes) -> Iterable[Entry]:
    post = read_with_date("2021-12-08-202112082206672930.md", data, ZONE, is_finews=True)[0]
    return [post] if isinstance(post, Entry) else []


def _text(read: Callable[[str], str]) -> Callable[[bytes], Iterable[Entry]]:
    def reading(data: bytes) -> Iterable[Entry]:
        said = read(data.decode("utf-8", "replace"))
        return [Entry("1", said[:100].replace("\n", " "), said)]

    return reading


def _page(data: bytes) -> Iterable[Entry]:
    return [Entry("1", "x", "", link=found) for found in page.feeds_of(data, "text/html", ADDRESS)]


READINGS: tuple[Callable[[bytes], Iterable[Entry]], ...] = (
    feed,
    lambda data: feed(data, "text/xml; charset=gbk"),
    lambda data: feed(b'{"version":"https://jsonfeed.org/version/1.1","items":[' + data + b"]}"),
    lambda data: feed(b"<rss version='2.0'><channel><item>" + data + b"</item></channel></rss>"),
    lambda data: feed(b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + data + b"</entry></feed>"),
    _post,
    _news,
    lambda data: _post(b"---\n" + data + b"\n---\nText."),
    _text(clean_html.text_of),
    _text(clean_html.line_of),
    _text(clean_html.plain),
    _text(lambda text: "\n".join(finews.read(text).paragraphs)),
    _text(lambda text: str(front_matter.split(text)[1])),
    _page,
)


def run(data: bytes) -> None:
    """The first byte chooses the reading of the others; raises where something does not hold."""
    if data:
        for entry in READINGS[data[0] % len(READINGS)](data[1:]):
            check(entry)
