"""Hand-written edges: a source that yields what it is told, a transport that fails as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from digests.errors import DeliveryError, SourceError, Unreadable
from digests.model import (
    NO_ACCESS,
    Access,
    Batch,
    Destination,
    Digest,
    Entry,
    Feed,
    KeyPoint,
    Part,
    RenderedPart,
    ReportText,
    Story,
    StoryPoint,
    Subscriber,
)
from digests.sources.probe import Probe


class FakeSource:
    """Yields the batches given for an address; an error given instead is raised."""

    def __init__(self) -> None:
        self.batches: dict[str, list[Batch | SourceError | Exception]] = {}
        self.states: list[str] = []
        self.looks: dict[str, Probe | Exception] = {}
        self.accesses: list[Access] = []
        self.refused: dict[str, SourceError] = {}
        self.looking: asyncio.Event | None = None

    def says(self, address: str, *entries: Entry, **values: object) -> None:
        """The next readings of this address find these entries."""
        self.batches[address] = [Batch(entries=entries, **values)]  # type: ignore[arg-type]

    async def probe(self, address: str, access: Access = NO_ACCESS) -> Probe:
        """What a first look at an address finds; with ``looking`` set it takes until then."""
        self.accesses.append(access)
        if self.looking is not None:
            await self.looking.wait()
        found = self.looks.get(address, Unreadable("not_a_feed"))
        if isinstance(found, Exception):
            raise found
        return found

    def check(self, address: str) -> None:
        """Every address would be fetched, but those of ``refused``."""
        if error := self.refused.get(address):
            raise error

    async def read(self, feed: Feed, state: str) -> AsyncIterator[Batch]:
        """Replay."""
        self.states.append(state)
        for one in self.batches.get(feed.address, []):
            if isinstance(one, Exception):
                raise one
            yield one


class FirstSentences:
    """Takes lines of the text as points; counts how often it was asked."""

    version = "lines-1"
    stories_version = "lines-stories-1"

    def __init__(self) -> None:
        self.asked = 0

    async def condense(self, articles: Sequence[tuple[str, str, str]]) -> list[tuple[KeyPoint, ...]]:
        """The first three lines of each."""
        self.asked += len(articles)
        return [
            tuple(KeyPoint(line, n, 0, n) for n, line in enumerate(text.split("\n")[:3]))
            for _, text, _ in articles
        ]

    async def condense_stories(
        self, stories: Sequence[Sequence[ReportText]]
    ) -> list[tuple[StoryPoint, ...] | None]:
        """The first line of each report."""
        self.asked += len(stories)
        return [
            tuple(StoryPoint(each.text.split("\n")[0], each.id, n) for n, each in enumerate(reports))
            for reports in stories
        ]


def _told(story: Story) -> str:
    return "\n".join([story.post.title, *_amended(story)])


def _amended(story: Story) -> list[str]:
    return [f"{a.before} -> {a.after}" for each in story.corrections for a in each.amendments]


class TitlesRenderer:
    """One part a story: its title."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """Titles, and what was corrected."""
        stories = [story for section in digest.sections for story in section.stories]
        apart = [RenderedPart(f"+ {one.post.title}", reply_to=one.post.id) for one in digest.followed]
        amended = [each for one in digest.corrected for each in _amended(one)]
        told = [RenderedPart(_told(story), 1) for story in stories]
        return [*told, *(RenderedPart(f"! {each}") for each in amended), *apart]

    def notice(self, who: Subscriber, key: str, **params: object) -> str:
        """Its key and values."""
        return f"{who.language} {key} {who.id} {params}"


class FakeTransport:
    """Remembers what arrived; ``plan`` maps a payload to the errors that come before it arrives.

    ``refuses`` maps an address to the error that whatever is sent there meets.
    """

    name = "telegram"

    def __init__(self) -> None:
        self.arrived: list[tuple[Destination, Part]] = []
        self.plan: dict[str, list[DeliveryError]] = {}
        self.refuses: dict[str, DeliveryError] = {}
        self.turns: dict[str, list[DeliveryError]] = {}
        self.waits: dict[str, float] = {}
        self.silence = 0.0
        self.calls = 0
        self.edits = True
        self.changed: list[tuple[str, str, str]] = []

    def silent(self) -> float:
        """As it is set."""
        return self.silence

    def wait(self, destination: Destination) -> float:
        """As it is set for the address."""
        return self.waits.get(destination.address, 0.0)

    async def turn(self, destination: Destination, part: Part) -> None:
        """There is room, unless ``turns`` says otherwise, but others come first."""
        await asyncio.sleep(0)
        if errors := self.turns.get(part.payload):
            raise errors.pop(0)

    async def send(self, destination: Destination, part: Part) -> str:
        """Fail as planned, else accept."""
        self.calls += 1
        if errors := self.plan.get(part.payload):
            raise errors.pop(0)
        if error := self.refuses.get(destination.address):
            raise error
        self.arrived.append((destination, part))
        return str(len(self.arrived))

    async def edit(self, destination: Destination, message: str, part: Part) -> None:
        """Fail as planned, else change what arrived."""
        self.calls += 1
        if errors := self.plan.get(part.payload):
            raise errors.pop(0)
        if error := self.refuses.get(destination.address):
            raise error
        self.changed.append((destination.address, message, part.payload))

    @property
    def payloads(self) -> list[str]:
        """What arrived, in order."""
        return [part.payload for _, part in self.arrived]


class FakeQueue:
    """Remembers which steps were woken."""

    def __init__(self) -> None:
        self.woken: list[str] = []

    def wake(self, step: str) -> None:
        """Remember it."""
        self.woken.append(step)
