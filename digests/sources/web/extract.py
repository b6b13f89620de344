"""The article in a web page, without what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG

from digests.decisions.excerpts import holds
from digests.sources import clean, encoding
from digests.sources.text import collapse, printable
from digests.sources.web import structured_data

# Below this many characters trafilatura takes the text of the whole page as one paragraph, headings and all.
# Its 250 are two sentences of English, but most of a short article in Chinese: only where there is nothing.
_CONFIG = deepcopy(DEFAULT_CONFIG)
_CONFIG["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"
_ITEM = re.compile(r"^\s*- ")  # as it writes items of lists


def article_of(data: bytes, content_type: str) -> str:
    """Paragraphs, headings and items of lists, joined by line feeds; "" when there is no article.

    Comments and tables are none. What a page states in JSON-LD counts where it does not show it: its text
    comes in later, by a script, or only for subscribers.
    """
    tree = trafilatura.load_html(printable(encoding.decode(data, content_type).text))
    if tree is None:
        return ""
    stated = structured_data.article_body(_json_ld(tree))
    shown = _shown(tree)
    return shown if not stated or holds(shown, stated) else stated


def _json_ld(tree: Any) -> Iterator[str]:
    """The scripts of this kind, which are taken out of the tree: trafilatura would take them for text."""
    for script in list(tree.iter("script")):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""
            script.drop_tree()


def _shown(tree: Any) -> str:
    """What stands in the page; each line that trafilatura gives is a paragraph."""
    found = trafilatura.extract(
        tree, include_comments=False, include_tables=False, deduplicate=False, config=_CONFIG
    )
    lines = (collapse(_ITEM.sub("", line)) for line in (found or "").split("\n"))
    return "\n".join(clean.trim_teasers([line for line in lines if line]))
