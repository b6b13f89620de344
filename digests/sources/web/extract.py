"""The article in a web page, without what surrounds it."""

from __future__ import annotations

import trafilatura

from digests.sources import clean, encoding
from digests.sources.text import printable


def article_of(data: bytes, content_type: str) -> str:
    """Paragraphs joined by line feeds; "" when there is no article. Comments and tables are none."""
    html = printable(encoding.decode(data, content_type).text)
    found = trafilatura.extract(html, include_comments=False, include_tables=False, deduplicate=False)
    return clean.plain(found or "")
