"""The blocks of a rich message as the Bot API shows them, out of tags that were found to be in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.formatting.rich_html import BOXES, HEADINGS, STYLES, TEXTS, Node, broken
from bot.sandbox.state import Json

_INLINE = frozenset(STYLES.values())
_TIME = re.compile(r"r|w?[dD]?[tT]?")


def blocks_of(children: Iterable[Node | str]) -> Iterator[Json]:
    """Blocks; text that stands between them is a paragraph."""
    loose: list[Node | str] = []
    for each in children:
        if isinstance(each, str) or each.tag in STYLES:
            loose.append(each)
            continue
        yield from _paragraph(loose)
        loose = []
        if each.tag != "summary":
            yield _block(each)
    yield from _paragraph(loose)


def _paragraph(loose: list[Node | str]) -> Iterator[Json]:
    if any(not isinstance(each, str) or each.strip() for each in loose):
        yield {"type": "paragraph", "text": _text(loose)}


def _block(node: Node) -> Json:
    if node.tag == "hr":
        return {"type": "divider"}
    if node.tag in TEXTS:
        size = {"size": HEADINGS[node.tag]} if node.tag in HEADINGS else {}
        return {"type": TEXTS[node.tag], "text": _text(node.children)} | size
    if node.tag in ("ul", "ol"):
        items = [each for each in node.children if isinstance(each, Node)]
        return {"type": "list", "items": [_item(node.tag, n, each) for n, each in enumerate(items, 1)]}
    found: Json = {"type": BOXES[node.tag], "blocks": list(blocks_of(node.children))}
    if node.tag == "details":
        summaries = [each for each in node.children if isinstance(each, Node) and each.tag == "summary"]
        if len(summaries) != 1:
            raise broken('Tag "details" must have one tag "summary"')
        found["summary"] = _text(summaries[0].children)
        found |= {"is_open": True} if "open" in node.attributes else {}
    return found


def _item(parent: str, number: int, node: Node) -> Json:
    return {"label": "•" if parent == "ul" else f"{number}.", "blocks": list(blocks_of(node.children))}


def _text(children: Iterable[Node | str]) -> list[Any]:
    return [each if isinstance(each, str) else _styled(each) for each in children]


def _styled(node: Node) -> Json:
    found: Json = {"type": STYLES[node.tag], "text": _text(node.children)}
    if node.tag == "a":
        found["url"] = node.attributes.get("href") or ""
    if node.tag == "tg-time":
        unix, form = node.attributes.get("unix") or "", node.attributes.get("format") or ""
        if not (unix.isascii() and unix.isdecimal() and _TIME.fullmatch(form)):
            raise broken("Invalid date format specified")
        found |= {"unix_time": int(unix), "date_time_format": form}
    return found


def flat(shown: object) -> str:
    """The text of blocks, one below the other, or that of a styled text."""
    if isinstance(shown, str):
        return shown
    if isinstance(shown, list):
        stacked = any(isinstance(each, dict) and each.get("type") not in _INLINE for each in shown)
        return ("\n" if stacked else "").join(map(flat, shown))
    if not isinstance(shown, dict):
        return ""
    parts = [shown.get(name) for name in ("summary", "text", "items", "blocks")]
    return "\n".join(flat(each) for each in parts if each)


def count(shown: object) -> int:
    """Blocks, items of lists and what is nested among them."""
    if isinstance(shown, list):
        return sum(map(count, shown))
    if not isinstance(shown, dict):
        return 0
    return 1 + count(shown.get("items")) + count(shown.get("blocks"))
