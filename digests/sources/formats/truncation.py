"""Documents that break off: cut by the network, by a full disk, or by the error of a program in their midst.

A parser that forgives calls them well-formed enough, and takes half an entry for a whole one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from digests.model import Problem

CODE = "cut_short"
PROBLEM = Problem("", CODE)
_NAME = r"(?:[A-Za-z][\w.-]*:)?"
_ROOT = re.compile(rf"<({_NAME})(rss|rdf|feed|channel)(?=[\s>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)  # what it names is no element
_ENTRY = re.compile(rf"<{_NAME}(?:item|entry)[\s/>]")
_ENTRY_END = re.compile(rf"</{_NAME}(?:item|entry)\s*>|<{_NAME}(?:item|entry)\b[^<>]*/>")
_CHANNEL = re.compile(r"<(/?)channel[\s>]", re.IGNORECASE)
_MOST_ITEMS = 2_000
_WHITE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def whole_entries(text: str) -> tuple[str, bool]:
    """An XML document up to the last entry that came whole and closed after it, and whether it was cut so.

    It is whole where its root (of RSS its channel, too) is closed after the last entry has begun, whatever
    else is wrong with it. What is no feed is left alone.
    """
    root = _ROOT.search(_COMMENT.sub(lambda found: " " * len(found[0]), text))
    if root is None or _is_closed(without_sections(text, to_end=False), root):
        return text, False
    ends = [found.end() for found in _ENTRY_END.finditer(without_sections(text, to_end=True))]
    kept = text[: ends[-1]] if ends else ""
    return kept + _closing(kept, root), True


def _is_closed(text: str, root: re.Match[str]) -> bool:
    starts = [found.start() for found in _ENTRY.finditer(text)]
    after = starts[-1] if starts else root.end()
    names = [root[0][1:], *(["channel"] if root[2].lower() == "rss" else [])]
    end = "|".join(map(re.escape, names))
    return re.compile(rf"</(?:{end})\s*>", re.IGNORECASE).search(text, after) is not None


def without_sections(text: str, *, to_end: bool) -> str:
    """A text with blanks in place of CDATA, also ``to_end`` where a section is never closed."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        if end < 0 and not to_end:
            break
        stop = end + 3 if end >= 0 else len(text)
        parts += [text[at:start], " " * (stop - start)]
        at = stop
    return "".join([*parts, text[at:]])


def _closing(kept: str, root: re.Match[str]) -> str:
    channels = [found[1] for found in _CHANNEL.finditer(kept)]
    is_open = root[2].lower() != "channel" and channels.count("") > channels.count("/")
    return f"{'</channel>' if is_open else ''}</{root[0][1:]}>"


def whole_items(text: str) -> dict[str, Any]:
    """What came whole of a JSON object that breaks off, and of its list ``items`` the items."""
    found: dict[str, Any] = {}
    try:
        at = _after(text, 0, "{")
        while True:
            key, at = _DECODER.raw_decode(text, at)
            at = _after(text, at, ":")
            if key == "items" and text.startswith("[", at):
                found[key] = []
                at = _read_list(text, _after(text, at, "["), found[key])
            else:
                found[key], at = _DECODER.raw_decode(text, at)
            at = _after(text, at, ",")
    except (ValueError, RecursionError, TypeError):
        return found


def _read_list(text: str, at: int, items: list[Any]) -> int:
    """Read items into a list, no more than are ever used; raise ``ValueError`` where it has no end."""
    while len(items) < _MOST_ITEMS and not text.startswith("]", at):
        item, at = _DECODER.raw_decode(text, at)
        items.append(item)
        at = _after(text, at, ",", "]")
    return _after(text, at, "]")


def _after(text: str, at: int, mark: str, end: str = "") -> int:
    """Where the value after a mark begins; an end is left to be read."""
    at = _white(text, at)
    if end and text.startswith(end, at):
        return at
    if not text.startswith(mark, at):
        raise ValueError(mark)
    return _white(text, at + 1)


def _white(text: str, at: int) -> int:
    found = _WHITE.match(text, at)
    return found.end() if found else at


def is_cut(problems: Sequence[Problem]) -> bool:
    """Whether a document with these problems broke off."""
    return any(problem.code == CODE for problem in problems)
