"""OPML 2.0: lists of feeds in folders, as feed readers exchange them. Pure; folders become categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import quoteattr

from digests.errors import BadInput

MOST = 20_000
# Settings of ours, in a namespace as OPML 2.0 asks of extensions; other programs pass over them.
_NAMESPACE = "urn:digestbot:opml"
_SLUG, _INTERVAL, _FULL_TEXT = "digestbot:category", "digestbot:interval", "digestbot:fulltext"
_SHORTEST, _LONGEST = 60, 604_800  # seconds, as feeds take them
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; ``category`` is the folder that it lies in, "" for none.

    ``slug`` names that category where the list was written by us. ``every`` are the seconds between fetches
    that an admin chose, 0 for none.
    """

    address: str
    title: str = ""
    category: str = ""
    slug: str = ""
    every: int = 0
    full_text: bool = False


def read(document: str) -> tuple[Outline, ...]:
    """The feeds of a document, each address once; raises ``BadInput``: ``not_opml``, ``opml_too_long``.

    Documents that declare entities are refused: no feed reader writes any, and they can be made to explode.
    """
    reading = _Reading()
    parser = ParserCreate("utf-8")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.EntityDeclHandler = reading.refuse
    try:
        parser.Parse(document.encode("utf-8", "replace"), True)
    except ExpatError as error:
        raise BadInput("not_opml", line=error.lineno) from None
    if not reading.is_opml:
        raise BadInput("not_opml", line=1)
    return tuple(reading.found.values())


class _Reading:
    """Collects outlines; ``folders`` holds for each open element the name of its folder, "" for none."""

    def __init__(self) -> None:
        self.is_opml = False
        self.found: dict[str, Outline] = {}
        self.folders: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A feed has an address; an outline that has none is a folder."""
        stated = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        title = stated.get("title") or stated.get("text", "")
        address = stated.get("xmlurl", "")
        if not self.folders:
            self.is_opml = name.lower() == "opml"
        if name.lower() == "outline" and address:
            folder = next(filter(None, reversed(self.folders)), "") or _first_category(stated)
            named = Outline(address, "" if title == address else title, folder)
            self.found.setdefault(address, _with_settings(named, stated))
            if len(self.found) > MOST:
                raise BadInput("opml_too_long", most=MOST)
        self.folders.append(title if name.lower() == "outline" and not address else "")

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.folders.pop()

    def refuse(self, *_declared: object) -> None:
        """An entity is declared."""
        raise BadInput("not_opml", line=1)


def _with_settings(outline: Outline, stated: Mapping[str, str]) -> Outline:
    """What we wrote ourselves once; values that cannot be are none."""
    written = stated.get(_INTERVAL, "")
    seconds = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0
    every = seconds if _SHORTEST <= seconds <= _LONGEST else 0
    slug, full_text = stated.get(_SLUG, "")[:100], stated.get(_FULL_TEXT, "").lower() == "true"
    return replace(outline, slug=slug, every=every, full_text=full_text)


def _first_category(stated: Mapping[str, str]) -> str:
    """The last step of the first path in ``category="/news/tech,/other"``."""
    return stated.get("category", "").partition(",")[0].strip("/ ").rpartition("/")[2]


def write(title: str, outlines: Iterable[Outline]) -> str:
    """A document; feeds of one category stand in one folder, those without at the end."""
    ordered = sorted(outlines, key=lambda each: (not each.category, each.category))
    body = [_folder(name, list(feeds)) for name, feeds in groupby(ordered, key=lambda each: each.category)]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<opml version="2.0" xmlns:digestbot="{_NAMESPACE}">',
            f"  <head><title>{_quoted(title)[1:-1]}</title></head>",
            "  <body>",
            *body,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def _folder(name: str, feeds: list[Outline]) -> str:
    indent = "    " if not name else "      "
    inner = "\n".join(
        f"{indent}<outline type={_quoted('rss')} text={_quoted(feed.title or feed.address)}"
        f" xmlUrl={_quoted(feed.address)}{_settings(feed)}/>"
        for feed in feeds
    )
    return f"    <outline text={_quoted(name)}>\n{inner}\n    </outline>" if name else inner


def _settings(feed: Outline) -> str:
    """What differs from what every feed has."""
    said = {
        "digestbot:category": feed.slug,
        "digestbot:interval": str(feed.every or ""),
        "digestbot:fullText": "true" if feed.full_text else "",
    }
    return "".join(f" {name}={_quoted(value)}" for name, value in said.items() if value)


def _quoted(value: str) -> str:
    """An attribute's value in double quotes, without what XML cannot hold."""
    return quoteattr(_NOT_XML.sub("", value), {'"': "&quot;"})
