"""Rendering for several transports: each subscriber is written to in the form of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from digests.model import Digest, News, RenderedPart, Subscriber, Week
from digests.ports import AdminRenderer, Renderer


class FullRenderer(Renderer, AdminRenderer, Protocol):
    """All that goes out by a transport."""


class RendererByTransport:
    """Implements the renderers of ``ports`` by those of the transports, which are given by their names.

    Raises ``LookupError`` for a transport that has none here: what is due there stays due.
    """

    def __init__(self, renderers: Mapping[str, FullRenderer]) -> None:
        self._renderers = renderers

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """A digest's messages, in order."""
        return self._of(digest.transport).parts(digest, layout)

    def notice(self, who: Subscriber, key: str, **params: object) -> str:
        """The payload of a notice."""
        return self._of(who.destination.transport).notice(who, key, **params)

    def news(self, who: Subscriber, news: News, now: datetime) -> str:
        """What happened, to an admin."""
        return self._of(who.destination.transport).news(who, news, now)

    def week(self, who: Subscriber, week: Week, now: datetime) -> str:
        """How a week went, to an admin."""
        return self._of(who.destination.transport).week(who, week, now)

    def _of(self, transport: str) -> FullRenderer:
        if transport not in self._renderers:
            raise LookupError(f"no renderer for the transport {transport!r}")
        return self._renderers[transport]
