"""Lists of feeds at the address of a feed: OPML is no feed, but names some."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from digests.decisions import opml
from digests.decisions.opml import Outline
from digests.errors import BadInput
from digests.sources.encoding import decode

_HEAD = 5_000  # characters in which the first element stands
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIRST = re.compile(r"<([A-Za-z][\w.-]*)")
_RELATIVE = ("/", "./", "../", "?")


def outlines_of(data: bytes, content_type: str, address: str) -> tuple[Outline, ...]:
    """The feeds that a document fetched from ``address`` lists; none of what is no OPML.

    Raises ``BadInput``: ``not_opml`` for a broken list, ``opml_too_long``, ``opml_empty``.
    """
    document = decode(data, content_type).text
    first = _FIRST.search(_COMMENT.sub("", document[:_HEAD]))
    if first is None or first[1].lower() != "opml":
        return ()
    found = opml.read(document.lstrip("\ufeff \t\r\n"))
    if not found:
        raise BadInput("opml_empty")
    return tuple(_absolute(each, address) for each in found)


def _absolute(outline: Outline, address: str) -> Outline:
    """Paths in a list that lies in the web are of its own site, and none of this machine."""
    if not outline.address.startswith(_RELATIVE):
        return outline
    return replace(outline, address=urljoin(address, outline.address))
