"""The text of an entry: which of those that it states, and whether it is HTML, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from digests.sources import clean_html

# Elements that texts are made of: ``vector<int>`` and ``<stdio.h>`` are none.
_BLOCKS = "p|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|pre|blockquote|section|article|figure|center"
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|nobr|q|s|samp|small|span|strike|"
    "strong|style|script|sub|sup|svg|math|time|tt|u|var|wbr|iframe|video|audio|object|embed|form|input|noscript"
)
_MARKUP = re.compile(rf"<(?:/?(?:{_BLOCKS}|{_INLINE})(?=[\s/>])|!--)", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])", re.IGNORECASE)
# What is called plain is HTML all the same where it has ends of elements, or elements that have none.
_SURELY_MARKUP = re.compile(
    rf"</(?:{_BLOCKS}|a|b|i|em|strong|span|code)\s*>|<(?:br|hr)\s*/?>|<img\s[^<>]*\bsrc=", re.IGNORECASE
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def text_of(entry: Mapping[str, Any], *, is_atom: bool) -> str:
    """The fullest of an entry's contents and its summary."""
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    texts = (_body(value_of(detail, "value"), value_of(detail, "type"), is_atom) for detail in details)
    return max((*texts, clean_html.plain(value_of(entry, "yandex_full-text"))), key=len, default="")


def _body(value: str, kind: str, is_atom: bool) -> str:
    """Plain text is often declared as HTML, and HTML as plain text; Atom's word has more weight than RSS's.

    Where there are only elements inside lines, blank lines end paragraphs, as in plain text.
    """
    markup = _SURELY_MARKUP if is_atom and kind == "text/plain" else _MARKUP
    if not markup.search(value) and not kind.endswith("xml"):
        return clean_html.plain(value)
    return clean_html.text_of(value if _BLOCK.search(value) else _BLANK_LINE.sub("<p>", value))


def value_of(holder: Mapping[str, Any], key: str) -> str:
    """A text by its key; "" where there is none, or something else."""
    value = holder.get(key)
    return value if isinstance(value, str) else ""
