"""What a page states of its article for machines: ``articleBody`` in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from digests.sources import clean_html
from digests.sources.text import collapse, printable

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
_DEEPEST = 6
_MARKUP = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|b|i|em|strong|a|span|blockquote)\b[^<>]*>", re.IGNORECASE
)


def article_body(scripts: Iterator[str]) -> str:
    """The longest body of an article in JSON-LD scripts, its paragraphs joined by line feeds; "" for none."""
    bodies = (_paragraphs(body) for script in scripts for body in _bodies(_loaded(script), 0))
    return max(bodies, key=len, default="")


def _loaded(script: str) -> object:
    """A broken script states nothing; line feeds inside of strings are common."""
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _bodies(node: object, depth: int) -> Iterator[str]:
    if isinstance(node, list) and depth < _DEEPEST:
        for each in node:
            yield from _bodies(each, depth + 1)
    if isinstance(node, dict) and depth < _DEEPEST:
        body = node.get("articleBody") or (node.get("text") if _is_article(node) else "")
        if isinstance(body, str):
            yield body
        for name in _NESTED:
            yield from _bodies(node.get(name), depth + 1)


def _is_article(node: dict[str, object]) -> bool:
    kinds = node.get("@type")
    return any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _paragraphs(body: str) -> str:
    """Publishers put plain text there, or HTML, or HTML escaped once more."""
    if "&lt;" in body:
        body = unescape(body)
    if _MARKUP.search(body):
        return clean_html.text_of(body)
    lines = (collapse(line) for line in printable(unescape(body)).split("\n"))
    return "\n".join(line for line in lines if line)
