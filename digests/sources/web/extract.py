"""The article in a web page, without what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG

from digests.decisions.full_text.excerpts import holds
from digests.sources import clean_html, encoding
from digests.sources.text import collapse, printable, unwrap
from digests.sources.web import structured_data

# Below this many characters trafilatura takes the text of the whole page as one paragraph, headings and all.
# Its 250 are two sentences of English, but most of a short article in Chinese: only where there is nothing.
_CONFIG = deepcopy(DEFAULT_CONFIG)
_CONFIG["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"
_PARTED = "boolean(.//h1|.//h2|.//h3|.//h4|.//h5|.//h6|.//p[2])"
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
    return shown if holds(shown, stated) else stated


def _json_ld(tree: Any) -> Iterator[str]:
    """The scripts of this kind, which are taken out of the tree: trafilatura would take them for text."""
    for script in list(tree.iter("script")):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""
            script.drop_tree()


def _shown(tree: Any) -> str:
    """What stands in the page; each line that trafilatura gives is a paragraph."""
    _prepare(tree)
    found = trafilatura.extract(
        tree, include_comments=False, include_tables=False, deduplicate=False, config=_CONFIG
    )
    lines = (collapse(_ITEM.sub("", line)) for line in (found or "").split("\n"))
    return "\n".join(clean_html.trim_teasers([line for line in lines if line]))


def _prepare(tree: Any) -> None:
    """Undo what trafilatura would make one line: lists of headings and paragraphs, wrapped Chinese."""
    for listed in list(tree.iter("ul", "ol")):
        if any(item.xpath(_PARTED) for item in listed.findall("li")):
            _dissolve(listed)
    for node in tree.iter():
        node.text, node.tail = unwrap(node.text or ""), unwrap(node.tail or "")


def _dissolve(listed: Any) -> None:
    """Let what stands in a list stand in its place; items of one paragraph become such."""
    for item in listed.findall("li"):
        if item.xpath(_PARTED):
            item.drop_tag()
        else:
            item.tag = "p"
    if listed.getparent() is not None:
        listed.drop_tag()
