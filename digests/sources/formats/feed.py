"""Documents to feeds: RSS 0.9x, 1.0 and 2.0, RDF and Atom by feedparser, JSON Feed by our own reader.

feedparser is kept from what it does badly: it gets clean UTF-8 and not too many entries, neither sanitises
nor resolves links (the cleaner does, faster), and its reading of odd dates is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from datetime import datetime
from typing import Any

import feedparser

from digests.errors import Unreadable
from digests.sources import clean_html, dates, encoding
from digests.sources.entries import ParsedFeed, feed_of
from digests.sources.formats import jsonfeed, truncation
from digests.sources.formats.entry_text import value_of
from digests.sources.formats.excess import without_excess
from digests.sources.formats.feed_entries import Context, stated
from digests.sources.formats.fetch_hints import fetch_hints
from digests.sources.formats.repair import mend, shorten_document
from digests.sources.links import canonical_link
from digests.sources.text import printable

_FORMATS = {
    "rss090": "RSS 0.90",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss10": "RSS 1.0",
    "rss20": "RSS 2.0",
    "rss": "RSS",
    "atom01": "Atom 0.1",
    "atom02": "Atom 0.2",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
    "atom": "Atom",
    "cdf": "CDF",
}
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HTML = re.compile(  # possessive: how comments are told apart must not be tried in every way
    r"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def parse(
    data: bytes, content_type: str, address: str, now: datetime, shared: Set[str] = frozenset()
) -> ParsedFeed:
    """Read a document fetched from ``address``; raise ``Unreadable`` when no feed is in it.

    ``shared`` are guids and links that earlier documents gave to several entries.
    """
    decoded = encoding.decode(data, content_type)
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if not text:
        raise Unreadable("empty_answer")
    if text.startswith(("{", "[")):
        return replace(jsonfeed.parse(text, address, now, shared), encoding=decoded.encoding)
    return replace(parse_xml(text, address, now, shared), wishes=fetch_hints(text), encoding=decoded.encoding)


def parse_xml(text: str, address: str, now: datetime, shared: Set[str] = frozenset()) -> ParsedFeed:
    """Read an RSS, RDF or Atom document."""
    if _HTML.match(text):
        raise Unreadable("not_a_feed")
    text = mend(_DECLARATION.sub("", printable(text), count=1))
    text, is_cut = truncation.whole_entries(text)
    text, left_out = shorten_document(text)
    text, excess = without_excess(text)
    parsed = _parsed(text.encode())
    version = value_of(parsed, "version")
    if is_cut and not parsed.entries:
        raise Unreadable(truncation.CODE)
    if not version and not parsed.entries:
        raise Unreadable("not_a_feed")
    title = clean_html.line_of(value_of(parsed.feed, "title"))
    base = canonical_link(value_of(parsed.feed, "link"), address)
    language = value_of(parsed.feed, "language")
    zone = dates.zone_of(language, title)
    context = Context(base or address, title, now, zone, version.startswith("atom"), language)
    entries = [stated(entry, context) for entry in parsed.entries]
    feed = feed_of(title, _FORMATS.get(version, "RSS"), entries, base, left_out, shared)
    problems = (truncation.PROBLEM,) if is_cut else feed.problems
    return replace(feed, problems=(*problems, *excess, *dates.problems_of(context.unread)))


def _parsed(document: bytes) -> Any:
    try:
        return feedparser.parse(
            document, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:  # it knows many broken documents, but not all
        raise Unreadable("broken_feed", reason=type(error).__name__) from error
