"""What runs in a worker process: plain functions from bytes to values that pickle.

Parsers (feedparser, selectolax, PyYAML, markdown-it) are imported inside these functions, so that the process
that only hands over the work stays small.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from digests.decisions.intake import Detect, traits_of
from digests.decisions.normalize import normalize
from digests.model import Entry, Problem
from digests.sources.entries import ParsedFeed

if TYPE_CHECKING:
    from digests.sources.jekyll.post import Withheld
    from digests.sources.jekyll.site import Site

# What a worker imports before its first task.
MODULES = ("digests.sources.formats.feed", "digests.sources.jekyll.post", "digests.decisions.intake")
MEMORY = 40 << 20  # bytes that reading one document may take; real ones of 5 MB take 23

Parsed: TypeAlias = "Entry | Problem | Withheld"


def parse_posts(
    files: Sequence[tuple[str, bytes]],
    zone: str,
    is_finews: bool,
    detect: Detect,
    now: datetime | None = None,
) -> list[Parsed]:
    """Read Jekyll posts (path, bytes); a post that makes a parser fail is a problem of that one file.

    With ``now``, posts of a later date are problems until then. A date that is not understood is one, too.
    Entries come tidied and with their traits: there may be thousands, and the process that stores them has
    one core for all it does.
    """
    from zoneinfo import ZoneInfo

    from digests.sources.jekyll.post import read_with_date

    results: list[Parsed] = []
    for path, data in files:
        try:
            post, unread = read_with_date(path, data, ZoneInfo(zone), is_finews=is_finews, now=now)
            results += [_with_traits(post, detect), *_unread(path, unread)]
        except Exception as error:  # whatever a stranger's file provokes must not take the others with it
            results.append(Problem(path, "unreadable_post", {"reason": type(error).__name__}))
    return results


def _with_traits(parsed: Parsed, detect: Detect) -> Parsed:
    tidied = normalize(parsed) if isinstance(parsed, Entry) else None
    return replace(tidied, traits=traits_of(tidied, detect)) if tidied else parsed


def _unread(path: str, stated: str) -> list[Problem]:
    from digests.sources import dates

    return [replace(problem, place=path) for problem in dates.problems_of([stated] if stated else [])]


def parse_site(config: bytes) -> Site:
    """What a Jekyll site's ``_config.yml`` states."""
    from digests.sources.jekyll.site import site_of

    return site_of(config)


def parse_feed(
    data: bytes, content_type: str, address: str, now: datetime, shared: Set[str] = frozenset()
) -> ParsedFeed:
    """Read a fetched document; raise ``Unreadable`` when no feed is in it."""
    from digests.sources.formats.feed import parse

    return parse(data, content_type, address, now, shared)


def parse_page(data: bytes, content_type: str, address: str) -> list[str]:
    """The addresses of the feeds that a web page names, best first."""
    from digests.sources.web.page import feeds_of

    return feeds_of(data, content_type, address)


def parse_article(data: bytes, content_type: str, address: str) -> str:
    """The text of the article in a web page; "" when there is none."""
    from digests.sources.web.extract import article_of

    return article_of(data, content_type)
