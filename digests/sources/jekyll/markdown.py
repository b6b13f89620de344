"""Markdown bodies of Jekyll posts to HTML; what Jekyll and kramdown add to Markdown is taken out first."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

# commonmark plus tables and strikethrough; raw HTML passes, it is cleaned with the rest
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$|\{:[^}\n]*\}", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,60}\](?!:)")
_FOOTNOTE_TEXT = re.compile(r"^\[\^[^\]\n]{1,60}\]:[ \t]*", re.MULTILINE)
_HARD_SPACE = re.compile(r"\\\\$", re.MULTILINE)


def without_liquid(body: str) -> str:
    """A body without what Jekyll would fill in."""
    return _LIQUID.sub("", body)


def to_html(body: str) -> str:
    """The HTML of a body without Liquid tags, kramdown attributes and footnote marks."""
    body = _ATTRIBUTES.sub("", without_liquid(body))
    body = _FOOTNOTE_TEXT.sub("", _FOOTNOTE.sub("", body))
    return str(_MARKDOWN.render(_HARD_SPACE.sub("  ", body)))
