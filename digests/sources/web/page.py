"""The feeds that a web page names."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from digests.sources import encoding
from digests.sources.links import canonical_link
from digests.sources.text import printable

_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|xml)|text/xml", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feed|feeds|rdf|index\.xml|feed\.json)(?:[/._?&=-]|$)", re.IGNORECASE
)
_COMMENTS = re.compile(r"comments?", re.IGNORECASE)
_MOST = 10


def feeds_of(data: bytes, content_type: str, address: str) -> list[str]:
    """Addresses in ``link rel=alternate``, else of links that look like feeds; not those of comments only."""
    tree = LexborHTMLParser(printable(encoding.decode(data, content_type).text))
    base_node = tree.css_first("base[href]")
    base = canonical_link((base_node.attributes.get("href") or "") if base_node else "", address) or address
    named = [
        (node.attributes.get("href") or "", node.attributes.get("title") or "")
        for node in tree.css("link[rel~=alternate i][href],link[rel~=feed i][href]")
        if _TYPE.match(node.attributes.get("type") or "") or node.attributes.get("rel") == "feed"
    ]
    if not named:
        links = (node.attributes.get("href") or "" for node in tree.css("a[href]"))
        named = [(href, "") for href in links if _LOOKS_LIKE_FEED.search(href)]
    articles = [pair for pair in named if not _COMMENTS.search(" ".join(pair))]
    found = (canonical_link(href, base).partition("#")[0] for href, _ in articles or named)
    return list(dict.fromkeys(link for link in found if link))[:_MOST]
