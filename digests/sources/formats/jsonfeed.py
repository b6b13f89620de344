"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import replace
from datetime import datetime
from typing import Any

from digests.errors import Unreadable
from digests.sources import captions, clean_html, dates
from digests.sources.entries import MOST, ParsedFeed, feed_of
from digests.sources.formats import truncation
from digests.sources.formats.feed_entries import Context
from digests.sources.links import canonical_link
from digests.sources.stated import Stated
from digests.sources.text import one_line

_VERSION = "jsonfeed.org/version/"


def parse(text: str, address: str, now: datetime, shared: Set[str] = frozenset()) -> ParsedFeed:
    """Read a JSON Feed, of one that breaks off the whole items; raise ``Unreadable`` when it is none."""
    try:
        document, is_cut = json.loads(text), False
    except (ValueError, RecursionError):
        document, is_cut = truncation.whole_items(text), True
        if not document.get("items"):
            raise Unreadable("broken_json") from None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise Unreadable("not_a_feed")
    version = _text(document, "version")
    if _VERSION not in version:
        raise Unreadable("not_a_feed")
    title = one_line(_text(document, "title"))
    items = [item for item in document["items"] if isinstance(item, dict)][: 4 * MOST]
    home = canonical_link(_text(document, "home_page_url"), address)
    language = _text(document, "language")
    context = Context(home or address, title, now, dates.zone_of(language, title), False, language)
    stated = [_stated(item, context) for item in items]
    feed = feed_of(title, f"JSON Feed {_number(version)}", stated, home, shared=shared)
    problems = (truncation.PROBLEM,) if is_cut else feed.problems
    return replace(feed, problems=(*problems, *dates.problems_of(context.unread)))


def _number(version: str) -> str:
    number = one_line(version.partition(_VERSION)[2])[:10]
    return "1.0" if number == "1" else number


def _stated(item: dict[str, Any], context: Context) -> Stated:
    links = (canonical_link(_text(item, key), context.base) for key in ("url", "external_url"))
    link = next(filter(None, links), "")
    html, plain = _text(item, "content_html"), _text(item, "content_text") or _text(item, "summary")
    title, body = (
        one_line(_text(item, "title")),
        clean_html.text_of(html) if html else clean_html.plain(plain),
    )
    tags = item.get("tags")
    return Stated(
        guid=one_line(_text(item, "id")),
        link=link,
        title=title or ("" if body else captions.of_json(item, link)),
        text=body,
        published=_date(item, context),
        source=context.title,
        tags=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
    )


def _date(item: dict[str, Any], context: Context) -> datetime | None:
    stated = [text for key in ("date_published", "date_modified") if (text := _text(item, key).strip())]
    return dates.first(stated, context.zone, context.language, context.now, context.unread)


def _text(item: dict[str, Any], key: str) -> str:
    """The value as text: ids and dates may be numbers, though the format forbids it."""
    value = item.get(key)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
