"""Documents to feeds: RSS 0.9x, 1.0 and 2.0, RDF and Atom by feedparser, JSON Feed by our own reader.

feedparser is kept from what it does badly: it gets clean UTF-8 and not too many entries, neither sanitises
nor resolves links (the cleaner does, faster), and its reading of odd dates is not believed.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timezone
from html import escape, unescape
from html.entities import html5
from typing import Any

import feedparser

from digests.errors import Unreadable
from digests.sources import clean, dates, encoding, jsonfeed
from digests.sources.entries import MOST, ParsedFeed, Stated, feed_of
from digests.sources.links import canonical_link
from digests.sources.text import one_line, printable
from digests.sources.wishes import wishes_of

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
_AMPERSAND = re.compile(
    r"&(?:#(?P<number>[xX][0-9A-Fa-f]{1,8}|[0-9]{1,9});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_ENTRY_START = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]")
_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*[\s/>]|!--)", re.IGNORECASE)
_HTML = re.compile(  # possessive: how comments are told apart must not be tried in every way
    r"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_DATES = ("published", "created", "updated")
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
# 50,000 entries take feedparser 15 s; this many take it 0.6 s.
_MOST_READ = 4 * MOST


def parse(data: bytes, content_type: str, address: str, now: datetime) -> ParsedFeed:
    """Read a document fetched from ``address``; raise ``Unreadable`` when no feed is in it."""
    decoded = encoding.decode(data, content_type)
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if not text:
        raise Unreadable("empty_answer")
    if text.startswith(("{", "[")):
        return replace(jsonfeed.parse(text, address, now), encoding=decoded.encoding)
    return replace(parse_xml(text, address, now), wishes=wishes_of(text), encoding=decoded.encoding)


def parse_xml(text: str, address: str, now: datetime) -> ParsedFeed:
    """Read an RSS, RDF or Atom document."""
    if _HTML.match(text):
        raise Unreadable("not_a_feed")
    text = mend(_DECLARATION.sub("", printable(text), count=1))
    text, left_out = shorten_document(text)
    parsed = _parsed(text.encode())
    version = _value(parsed, "version")
    if not version and not parsed.entries:
        raise Unreadable("not_a_feed")
    title = clean.line_of(_value(parsed.feed, "title"))
    base = canonical_link(_value(parsed.feed, "link"), address)
    zone = dates.zone_of(_value(parsed.feed, "language"), title)
    context = _Context(base or address, title, now, zone, version.startswith("atom"))
    stated = [_stated(entry, context) for entry in parsed.entries]
    return feed_of(title, _FORMATS.get(version, "RSS"), stated, base, left_out)


def _parsed(document: bytes) -> Any:
    try:
        return feedparser.parse(
            document, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:  # it knows many broken documents, but not all
        raise Unreadable("broken_feed", reason=type(error).__name__) from error


def shorten_document(text: str) -> tuple[str, int]:
    """A document with absurdly many entries without those in its middle: the newest stand at either end."""
    starts = [found.start() for found in _ENTRY_START.finditer(text)]
    if len(starts) <= _MOST_READ:
        return text, 0
    half = _MOST_READ // 2
    return text[: starts[half]] + text[starts[-half] :], len(starts) - _MOST_READ


def mend(text: str) -> str:
    """A document whose ampersands XML allows, so that feedparser need not fall back to its lenient reader.

    Bare ones are escaped (the lenient reader makes ``R&D;`` of ``R&D``), names of HTML become characters,
    references to surrogates and controls go: feedparser raises on the first, XML forbids both.
    """
    parts: list[str] = []
    at = 0
    # By hand: an expression would look for the end of each of 500,000 sections that are never closed.
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [_AMPERSAND.sub(_mended, text[at:start]), text[start : end + 3]]
        at = end + 3
    return "".join([*parts, _AMPERSAND.sub(_mended, text[at:])])


def _mended(found: re.Match[str]) -> str:
    number, name = found["number"], found["name"]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        allowed = code in (9, 10, 13) or (0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF)
        return found.group() if allowed else ""
    if name and name not in _OF_XML:
        return escape(html5[f"{name};"]) if f"{name};" in html5 else found.group()
    return found.group() if name else "&amp;"


@dataclass(frozen=True, slots=True)
class _Context:
    """What the entries of one document share; ``zone`` is for dates without an offset."""

    base: str
    title: str
    now: datetime
    zone: timezone
    is_atom: bool


def _stated(entry: Mapping[str, Any], context: _Context) -> Stated:
    enclosure: Mapping[str, Any] = next(iter(entry.get("enclosures") or ()), {})
    link = _value(entry, "feedburner_origlink") or _link(entry) or _value(enclosure, "href")
    title = _title(entry, context.is_atom)
    return Stated(
        guid=one_line(_value(entry, "id")),
        link=canonical_link(link, _base_of(entry, context.base)),
        title=title,
        text=_without_heading(_text(entry), title),
        published=_published(entry, context.now, context.zone),
        source=_source(entry, title) or context.title,
        tags=[clean.line_of(_value(tag, "label") or _value(tag, "term")) for tag in entry.get("tags") or ()],
    )


def _link(entry: Mapping[str, Any]) -> str:
    """The link; feedparser takes any guid for one unless told otherwise, also ``7`` and ``post-7``."""
    link = _value(entry, "link")
    is_guid = entry.get("guidislink") and link == _value(entry, "id")
    return link if not is_guid or "://" in link else ""


def _source(entry: Mapping[str, Any], title: str) -> str:
    """The feed that an entry was taken from; forums name the thread itself there."""
    source = clean.line_of(_value(entry.get("source") or {}, "title"))
    return source if source != title else ""


def _without_heading(text: str, title: str) -> str:
    """A text without its title as first paragraph, where more follows."""
    first, line_end, rest = text.partition("\n")
    return rest if line_end and first == title else text


def _base_of(entry: Mapping[str, Any], base: str) -> str:
    """What relative links of an entry hang on: its ``xml:base``, else the feed's page."""
    details = (entry.get("title_detail"), entry.get("summary_detail"), *(entry.get("content") or ()))
    return next((canonical_link(b, base) for d in details if d and (b := _value(d, "base"))), "") or base


def _title(entry: Mapping[str, Any], is_atom: bool) -> str:
    """Atom says whether a title is plain, and then a ``<`` is a ``<``; RSS leaves it to be guessed."""
    value = _value(entry, "title")
    if value.startswith("<![CDATA["):  # of a template that wraps twice
        value = value.removeprefix("<![CDATA[").removesuffix("]]>")
    kind = _value(entry.get("title_detail") or {}, "type")
    return one_line(unescape(value)) if is_atom and kind == "text/plain" else clean.line_of(value)


def _text(entry: Mapping[str, Any]) -> str:
    """The fullest of an entry's contents and its summary."""
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    texts = (_body(_value(detail, "value"), _value(detail, "type")) for detail in details)
    return max((*texts, clean.plain(_value(entry, "yandex_full-text"))), key=len, default="")


def _body(value: str, kind: str) -> str:
    """Plain text is often declared as HTML, and HTML as plain text."""
    return clean.text_of(value) if _MARKUP.search(value) or kind.endswith("xml") else clean.plain(value)


def _published(entry: Mapping[str, Any], now: datetime, zone: timezone) -> datetime | None:
    """When an entry was published, else updated; ``None`` when no date of it can be believed."""
    for key in _DATES:
        if f"{key}_parsed" not in entry.keys():  # noqa: SIM118 - feedparser's "in" answers for other keys, too
            continue
        stated, parsed = _value(entry, key), entry.get(f"{key}_parsed")
        if parsed and dates.is_plausible(stated):
            moment = dates.at_home(datetime.fromtimestamp(timegm(parsed), UTC), stated, zone)
            if sane := dates.sane(moment, now):
                return sane
    return None


def _value(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
