"""The header of a Jekyll post: YAML between ``---`` lines, read as far as it can be.

Every scalar stays the text that somebody wrote (YAML's ``BaseLoader``): a title ``yes``, a tag ``12:30`` or
``2024-02-30`` must not become a boolean, a number of seconds or a ValueError.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where PyYAML was built with it

Header = dict[str, str | list[str]]

_OPENING = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*)|)$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<item>.*)$")
_NULL = "~"
_COMMA = re.compile(r"\s*[,，、]\s*")
# Headers of real posts stay under 10 kB. PyYAML recurses at each level, and its C part has no limit.
_LONGEST = 64_000
_DEEPEST = 50


def split(text: str) -> tuple[Header | None, str]:
    """The header and the body of a post; no header is ``None``.

    Blank lines and a byte order mark may stand before the first ``---``. A header that is never closed ends
    with its last line that looks like one.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if not opening:
        return None, text
    closing = _CLOSING.search(text, opening.end())
    if closing:
        return parse(text[opening.end() : closing.start()]), text[closing.end() :]
    end = _last_header_line(text, opening.end())
    return (parse(text[opening.end() : end]), text[end:]) if end > opening.end() else (None, text)


def parse(header: str) -> Header:
    """The scalars and lists of scalars of a header, keys in lower case; what is no YAML is read by lines."""
    loaded = _load(header)
    return _plain(loaded) if loaded is not None else _by_lines(header[:_LONGEST])


def text(header: Header, *keys: str) -> str:
    """The first of the keys that holds text."""
    for key in keys:
        value = header.get(key, "")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def labels(header: Header, singular: str, plural: str) -> list[str]:
    """Categories or tags as Jekyll takes them: a list as it is, text under the plural key by spaces.

    Text with commas is split at these: no Jekyll rule, but what its writers mean.
    """
    value = header.get(plural) or header.get(singular) or []
    if isinstance(value, list):
        found = value
    elif _COMMA.search(value):
        found = _COMMA.split(value)
    else:
        found = value.split() if header.get(plural) else [value]
    return list(dict.fromkeys(label for item in found if (label := item.strip().lstrip("#").strip())))


def is_published(header: Header) -> bool:
    """Whether the post is to be shown: neither ``published: false`` nor a draft."""
    return text(header, "published").lower() not in ("false", "no", "off") and (
        text(header, "draft").lower() not in ("true", "yes", "on")
    )


def _load(header: str) -> dict[object, object] | None:
    """The mapping in a YAML text; None when it holds none, or nests too deeply to be looked at."""
    if len(header) > _LONGEST or any(
        header.count(opening) > _DEEPEST for opening in ("[", "{", "- -", "? ?")
    ):
        return None
    try:
        loaded = yaml.load(header, _BaseLoader)  # noqa: S506 - BaseLoader makes nothing but text
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _plain(loaded: dict[object, object]) -> Header:
    header: Header = {}
    for key, value in loaded.items():
        if not isinstance(key, str):
            continue
        if isinstance(value, str):
            header[key.lower()] = "" if value == _NULL else value
        elif isinstance(value, list):
            header[key.lower()] = [item for item in value if isinstance(item, str) and item != _NULL]
    return header


def _by_lines(header: str) -> Header:
    """Key by key: each that is good YAML alone is read so, any other as the text that stands there."""
    found: Header = {}
    for key, lines in _keyed(header):
        loaded = _load("\n".join(lines))
        found.update(_plain(loaded) if loaded is not None else {key.lower(): _literal(lines)})
    return found


def _keyed(header: str) -> list[tuple[str, list[str]]]:
    """The lines of each key; a line that opens no key belongs to the one before."""
    keyed: list[tuple[str, list[str]]] = []
    for line in header.split("\n"):
        if found := _KEY.match(line):
            keyed.append((found["key"], [line]))
        elif keyed and line.strip() and not line.lstrip().startswith("#"):
            keyed[-1][1].append(line)
    return keyed


def _literal(lines: list[str]) -> str | list[str]:
    """What somebody meant by lines that are no YAML, such as a title with bare quotes inside quotes."""
    items = [_ITEM.match(line) for line in lines[1:]]
    if items and all(items):
        return [_unquoted(item["item"]) for item in items if item]
    return _unquoted(" ".join(line.strip() for line in lines).partition(":")[2])


def _unquoted(value: str) -> str:
    value = value.strip()
    for quote in "\"'":
        if len(value) > 1 and value.startswith(quote) and value.endswith(quote):
            return value[1:-1].strip()
    return value


def _last_header_line(text: str, start: int) -> int:
    end = start
    for line in text[start : start + _LONGEST].splitlines(keepends=True):
        bare = line.rstrip("\n")
        if not (_KEY.match(bare) or _ITEM.match(bare)):
            break
        end += len(line)
    return end
