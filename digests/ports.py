"""The plugs that the steps see; each is one small Protocol, with its table where it is implemented."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from digests.model import (
    Batch,
    Destination,
    Digest,
    Feed,
    KeyPoint,
    News,
    Part,
    Progress,
    RenderedPart,
    ReportText,
    StoryPoint,
    Subscriber,
    Week,
)


class Source(Protocol):
    """Reads one kind of feed."""

    def read(self, feed: Feed, state: str) -> AsyncIterator[Batch]:
        """Yield what has changed since ``state`` in batches; raise ``SourceError`` when nothing can be read.

        The last batch carries the new state, so that a reading that broke off is taken up again.
        """
        ...


class ArticlePages(Protocol):
    """Reads the web pages behind entries."""

    async def text(self, feed: Feed, link: str) -> str:
        """The article's paragraphs, "" when the page holds none; raise ``SourceError`` or ``BadInput``."""
        ...


class Summarizer(Protocol):
    """Condenses one article. Plain and synchronous: it runs in a worker process."""

    def __call__(self, title: str, text: str, lang: str, n_points: int) -> Sequence[KeyPoint]:
        """At most ``n_points`` points in the order of the article, ranked."""
        ...


class Summaries(Protocol):
    """Runs the configured summarizer away from the event loop; never raises, never returns nothing."""

    @property
    def version(self) -> str:
        """Name and version of the summarizer: results of another version are made again."""
        ...

    async def condense(self, articles: Sequence[tuple[str, str, str]]) -> list[tuple[KeyPoint, ...]]:
        """Points for each (title, text, language)."""
        ...

    @property
    def stories_version(self) -> str:
        """The same for points over all reports of a story."""
        ...

    async def condense_stories(
        self, stories: Sequence[Sequence[ReportText]]
    ) -> list[tuple[StoryPoint, ...] | None]:
        """Points over the reports of each story, the earliest report first; None where it failed."""
        ...


class Renderer(Protocol):
    """Gives what goes out the form that a transport carries."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """A digest's messages, in order.

        ``layout`` says how many stories each message has, where they were sent before: they keep to it.
        """
        ...

    def notice(self, who: Subscriber, key: str, **params: object) -> str:
        """The payload of a notice to a subscriber: the sentence ``key``, and what can be done about it."""
        ...


class AdminRenderer(Protocol):
    """The same for what those who run the bot are told; ``who`` is the admin, with language and zone."""

    def news(self, who: Subscriber, news: News, now: datetime) -> str:
        """What happened."""
        ...

    def week(self, who: Subscriber, week: Week, now: datetime) -> str:
        """How a week went."""
        ...


class Transport(Protocol):
    """Carries parts to destinations, within the limits of whoever receives them.

    It alone reads their addresses, of up to 500 characters, and is given only its own.
    """

    @property
    def name(self) -> str:
        """What destinations call it: up to 20 letters, in the database for ever."""
        ...

    def silent(self) -> float:
        """Seconds until anything may be sent at all, 0 when that is now."""
        ...

    def wait(self, destination: Destination) -> float:
        """Seconds until the limits of this destination alone would let something through."""
        ...

    async def turn(self, destination: Destination, part: Part) -> None:
        """Wait until the limits have a place for a part, and take it; raise ``Busy`` when that is long."""
        ...

    async def send(self, destination: Destination, part: Part) -> str:
        """Send one part; raise ``DeliveryError``. Returns the message's id there, of 1 to 250 characters."""
        ...

    @property
    def edits(self) -> bool:
        """Whether it can change what it has sent; where not, what was wrong is only told afterwards."""
        ...

    async def edit(self, destination: Destination, message: str, part: Part) -> None:
        """Change a message that it has sent; one that says so already is left, and that is no failure.

        It waits for the limits by itself, behind whatever else is sent. Raises ``DeliveryError``:
        ``MessageGone`` when there is nothing left to be changed.
        """
        ...


class ProgressDisplay(Protocol):
    """Shows how a broadcast fares, where it was confirmed."""

    async def show(self, progress: Progress) -> bool:
        """Show it in place of what was there; False when it did not come through and is to be tried again."""
        ...


class Queue(Protocol):
    """Decides where and how soon a step runs; the rows in the database say what there is to do."""

    def wake(self, step: str) -> None:
        """Have ``step`` look soon for what is due; asking again while it waits changes nothing."""
        ...
