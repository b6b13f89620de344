"""The page that a post links to, in one spelling: what two feeds that carry one article have in common."""

from __future__ import annotations

import re
from datetime import timedelta

from digests.model import Post

_AGAIN = timedelta(hours=72)  # what a page says changes: a column's, for one

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^\s/]+\.[^\s/]+/\S+)", re.IGNORECASE)


def page_named(text: str) -> str:
    """The page whose address a text is, as people type it, spelled as above without ``www.``; "" for none."""
    found = _ADDRESS.fullmatch(text.strip())
    return permalink(f"https://{found[1]}") if found else ""


def permalink(link: str) -> str:
    """A link without its scheme, fragment and last slash; empty for the front page of a site.

    Aggregators link to the comments below an article (``#comments``), or by http where its feed says https.
    """
    page = link.partition("#")[0].partition("://")[2].rstrip("/")
    return page if "/" in page or "?" in page else ""


def same_page(a: Post, b: Post) -> bool:
    """Whether two feeds link to one page within 72 hours; one feed that does so means two things."""
    page = permalink(a.link)
    near = abs(a.published - b.published) <= _AGAIN
    return bool(page) and page == permalink(b.link) and a.feed_id != b.feed_id and near
