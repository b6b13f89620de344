"""One file of a Jekyll site's ``_posts`` to an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from digests.model import CategoryName, Entry, Problem, Tag
from digests.sources import clean_html, dates, encoding
from digests.sources.jekyll import file_names, finews, front_matter, markdown
from digests.sources.jekyll.front_matter import Header
from digests.sources.links import canonical_link
from digests.sources.text import one_line, title_from

_TITLE_IN_NAME = re.compile(r"(?:(?:\d{4}|\d{2})-\d{1,2}-\d{1,2}(?!\d))?-?(?P<slug>.*)")
_OFFSET = re.compile(r"[+-]\d{2}:?\d{2}")  # what is left of a date that its program did not know


@dataclass(frozen=True, slots=True)
class Withheld:
    """A post that its site does not show (``published: false``): if we have it, it is gone."""

    uid: str


def read_with_date(
    path: str, data: bytes, zone: ZoneInfo, *, is_finews: bool = False, now: datetime | None = None
) -> tuple[Entry | Problem | Withheld, str]:
    """Read one post, and the date that its header states where that was not understood.

    ``path`` is relative to the posts' folder; ``zone`` is for dates that name none. With ``now``, a post of a
    later date is a problem until then: its site does not show it either.
    """
    if not file_names.is_readable(path):
        return Problem(path, "unknown_markup", {"suffix": PurePosixPath(path).suffix}), ""
    header, body = front_matter.split(encoding.decode(data).text.replace("\0", ""))
    if header is None:
        return Problem(path, "no_front_matter"), ""
    if not front_matter.is_published(header):
        return Withheld(file_names.identity(path)), ""
    stated = front_matter.text(header, "date")
    at = published(path, stated, zone)
    if now is not None and at is not None and at > now:
        return Problem(path, "future_post", {"date": f"{at:%Y-%m-%d %H:%M %z}"}), ""
    entry = _of_finews(path, header, body) if is_finews or finews.is_marked(body) else None
    entry = entry or _of_any_site(path, header, body)
    title = clean_html.line_of(front_matter.text(header, "title"))
    entry = replace(
        entry,
        title=title or title_from(entry.text) or title_from(entry.digest) or _title_in(path),
        published=at,
    )
    is_unread = bool(stated) and not _OFFSET.fullmatch(stated) and dates.read(stated, zone) is None
    return (entry if entry.text or title else Problem(path, "empty_post")), stated if is_unread else ""


def published(path: str, stated: str, zone: ZoneInfo) -> datetime | None:
    """When a post was published: as its header says, else its name, else the news site's number in it."""
    return dates.read(stated, zone) or dates.digits(file_names.day(path), zone)


def _of_finews(path: str, header: Header, body: str) -> Entry:
    reading = finews.read(body)
    slugs = front_matter.labels(header, "category", "categories")
    labels = front_matter.labels(header, "tag", "tags")
    return Entry(
        uid=file_names.identity(path),
        title="",
        text="\n".join(reading.paragraphs),
        link=canonical_link(reading.link),
        source=reading.source,
        digest=reading.digest,
        categories=tuple(finews.category(slug, labels, reading) for slug in slugs[:1]),
        tags=_unique((*(Tag(name) for name in labels), *reading.tags)),
    )


def _of_any_site(path: str, header: Header, body: str) -> Entry:
    slugs = front_matter.labels(header, "category", "categories")
    labels = front_matter.labels(header, "tag", "tags")
    digest = front_matter.text(header, "excerpt", "description", "summary")
    return Entry(
        uid=file_names.identity(path),
        title="",
        text=clean_html.text_of(
            markdown.without_liquid(body) if file_names.is_html(path) else markdown.to_html(body)
        ),
        link=canonical_link(front_matter.text(header, "canonical_url", "link", "url")),
        source=one_line(front_matter.text(header, "source")),
        digest=clean_html.line_of(digest),
        categories=tuple(CategoryName(slug, slug) for slug in map(one_line, slugs) if slug),
        tags=_unique(tuple(Tag(name) for name in map(one_line, labels) if name)),
        lang=front_matter.text(header, "lang", "language").lower().split("-")[0].split("_")[0],
    )


def _unique(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """Each label once; the one with a ticker wins over its namesake without."""
    found: dict[str, Tag] = {}
    for tag in tags:
        if tag.key and (tag.key not in found or tag.ticker):
            found[tag.key] = tag
    return tuple(found.values())


def _title_in(path: str) -> str:
    found = _TITLE_IN_NAME.fullmatch(PurePosixPath(path).stem)
    return one_line((found["slug"] if found else "").replace("-", " "))
