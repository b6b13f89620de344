"""Telegram's rich HTML (Bot API 10.1): blocks that hold the inline markup of classic messages, and sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.telegram.markup import length
from bot.telegram.screen import MAX_BLOCKS, MAX_RICH
from bot.texts import Html

_BLOCK = re.compile(r"<(?:p|h[1-6]|hr|ul|li|details|footer)\b")
_ITEM = re.compile(r"<li>")


def paragraphs(lines: Iterable[Html]) -> Html:
    """A paragraph for each line that is not empty."""
    return Html("".join(f"<p>{each}</p>" for line in lines for each in line.split("\n") if each))


def heading(inner: Html, size: int) -> Html:
    """A heading of one of six sizes, 1 being the largest."""
    return Html(f"<h{size}>{inner}</h{size}>") if inner else inner


def listed(items: Iterable[Html]) -> Html:
    """A list with bullets, "" without any."""
    inner = "".join(f"<li>{each}</li>" for each in items if each)
    return Html(f"<ul>{inner}</ul>") if inner else Html("")


def folded(summary: Html, inside: Html) -> Html:
    """A line that unfolds to what stands inside."""
    return Html(f"<details><summary>{summary}</summary>{inside}</details>")


def footer(inner: Html) -> Html:
    """Small print at the end."""
    return Html(f"<footer>{inner}</footer>") if inner else inner


def fits(html: Html) -> bool:
    """Whether it keeps the limits of a message; an item of a list holds a paragraph, so it counts twice."""
    blocks = len(_BLOCK.findall(html)) + len(_ITEM.findall(html))
    return length(html) <= MAX_RICH and blocks <= MAX_BLOCKS
