"""What the entries of RSS and Atom state, from what feedparser makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from html import unescape
from typing import Any

from digests.sources import captions, clean_html, dates
from digests.sources.formats.entry_text import text_of, value_of
from digests.sources.links import canonical_link
from digests.sources.stated import Stated
from digests.sources.text import one_line

_PAGES = ("", "text/html", "application/xhtml+xml", "html", "text")
_MEDIA = ("image/", "audio/", "video/")
_DATES = ("published", "created", "updated")


@dataclass(frozen=True, slots=True)
class Context:
    """What the entries of one document share; ``zone`` is for dates without an offset.

    ``unread`` collects the dates that were not understood of entries that have no other.
    """

    base: str
    title: str
    now: datetime
    zone: tzinfo
    is_atom: bool
    language: str = ""
    unread: list[str] = field(default_factory=list)


def stated(entry: Mapping[str, Any], context: Context) -> Stated:
    """What an entry says, as feedparser hands it on."""
    enclosure: Mapping[str, Any] = next(iter(entry.get("enclosures") or ()), {})
    link = value_of(entry, "feedburner_origlink") or _link(entry) or value_of(enclosure, "href")
    link = canonical_link(link, _base_of(entry, context.base))
    title, text = _title(entry, context.is_atom), text_of(entry, is_atom=context.is_atom)
    return Stated(
        guid=one_line(value_of(entry, "id")),
        link=link,
        title=title or ("" if text else captions.of_feed(entry, link)),
        text=_without_heading(text, title),
        published=_published(entry, context),
        source=_source(entry, title) or context.title,
        tags=[_tag(tag) for tag in entry.get("tags") or ()],
    )


def _tag(tag: Mapping[str, Any]) -> str:
    return clean_html.line_of(value_of(tag, "label") or value_of(tag, "term"))


def _link(entry: Mapping[str, Any]) -> str:
    """The first link to a page, else to another form of it; then a guid that is an address.

    Several may be stated: other languages, other forms, pictures. feedparser hands on the last that has a
    text, also of an enclosure, and takes any guid for one unless told otherwise, also ``7`` and ``post-7``.
    """
    links = [each for each in entry.get("links") or () if value_of(each, "href").strip()]
    others = [each for each in links if value_of(each, "rel") in ("", "alternate")]
    pages = [each for each in others if value_of(each, "type").partition(";")[0].lower() in _PAGES]
    for each in (*pages, *others):
        if not value_of(each, "type").lower().startswith(_MEDIA):
            return value_of(each, "href")
    guid = value_of(entry, "id")
    return guid if entry.get("guidislink") and "://" in guid else ""


def _source(entry: Mapping[str, Any], title: str) -> str:
    """The feed that an entry was taken from; forums name the thread itself there."""
    source = clean_html.line_of(value_of(entry.get("source") or {}, "title"))
    return source if source != title else ""


def _without_heading(text: str, title: str) -> str:
    """A text without its title as first paragraph, where more follows."""
    first, line_end, rest = text.partition("\n")
    return rest if line_end and first == title else text


def _base_of(entry: Mapping[str, Any], base: str) -> str:
    """What relative links of an entry hang on: its ``xml:base``, else the feed's page."""
    details = (entry.get("title_detail"), entry.get("summary_detail"), *(entry.get("content") or ()))
    return next((canonical_link(b, base) for d in details if d and (b := value_of(d, "base"))), "") or base


def _title(entry: Mapping[str, Any], is_atom: bool) -> str:
    """Atom says whether a title is plain, and then a ``<`` is a ``<``; RSS leaves it to be guessed."""
    value = value_of(entry, "title")
    if value.startswith("<![CDATA["):  # of a template that wraps twice
        value = value.removeprefix("<![CDATA[").removesuffix("]]>")
    kind = value_of(entry.get("title_detail") or {}, "type")
    return one_line(unescape(value)) if is_atom and kind == "text/plain" else clean_html.line_of(value)


def _published(entry: Mapping[str, Any], context: Context) -> datetime | None:
    """When an entry was published, else updated; ``None`` when no date of it can be believed."""
    keys = entry.keys()  # feedparser's "get" answers for other keys, too
    stated = [text for key in _DATES if key in keys and (text := value_of(entry, key).strip())]
    return dates.first(stated, context.zone, context.language, context.now, context.unread)
