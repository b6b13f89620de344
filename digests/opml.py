"""OPML 2.0: lists of feeds in folders, as feed readers exchange them. Pure; folders become categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import quoteattr

from digests.errors import BadInput

MOST = 20_000
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list; ``category`` is the folder that it lies in, "" for none."""

    address: str
    title: str = ""
    category: str = ""


def read(document: str) -> tuple[Outline, ...]:
    """The feeds of a document, each address once; raises ``BadInput("not_opml")``.

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
        if name.lower() == "outline" and address and len(self.found) < MOST:
            folder = next(filter(None, reversed(self.folders)), "") or _first_category(stated)
            self.found.setdefault(address, Outline(address, "" if title == address else title, folder))
        self.folders.append(title if name.lower() == "outline" and not address else "")

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.folders.pop()

    def refuse(self, *_declared: object) -> None:
        """An entity is declared."""
        raise BadInput("not_opml", line=1)


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
            '<opml version="2.0">',
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
        f" xmlUrl={_quoted(feed.address)}/>"
        for feed in feeds
    )
    return f"    <outline text={_quoted(name)}>\n{inner}\n    </outline>" if name else inner


def _quoted(value: str) -> str:
    """An attribute's value in double quotes, without what XML cannot hold."""
    return quoteattr(_NOT_XML.sub("", value), {'"': "&quot;"})
