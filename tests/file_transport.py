"""A second transport, as small as one can be: an address is a folder, and each part becomes a file in it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from digests.decisions.rates.rates import OVERALL, Limit, Rates
from digests.errors import DeliveryError, MessageGone, Refused, Temporary
from digests.model import Destination, Digest, News, Part, RenderedPart, Subscriber, Week

FILE = "file"
FAST = Limit(1000, 1000)


class FileTransport:
    """Writes files, ``limit`` of them a second into all folders together.

    A folder that is not there is a refusal; a disk that fails is trouble that may pass. ``opened`` holds
    everything up until it is set, and ``fails`` is what each send meets.
    """

    name = FILE
    edits = False

    def __init__(self, limit: Limit = FAST) -> None:
        self.opened = asyncio.Event()
        self.opened.set()
        self.fails: DeliveryError | None = None
        self.silence = 0.0
        self._limit = limit
        self._rates = Rates()

    def silent(self) -> float:
        """As it is set."""
        return self.silence

    def wait(self, destination: Destination) -> float:
        """No folder has a limit of its own."""
        return 0.0

    async def turn(self, destination: Destination, part: Part) -> None:
        """Wait for the limit."""
        clock = asyncio.get_running_loop().time
        while wait := self._rates.wait({OVERALL: self._limit}, clock()):
            await asyncio.sleep(wait)
        self._rates.take({OVERALL: self._limit}, clock())

    async def send(self, destination: Destination, part: Part) -> str:
        """Write a file, named by how many there are."""
        await self.opened.wait()
        if self.fails:
            raise self.fails
        try:
            return _write(Path(destination.address), part.payload)
        except FileNotFoundError as error:
            raise Refused("not_found") from error
        except OSError as error:
            raise Temporary("disk", detail=type(error).__name__) from error

    async def edit(self, destination: Destination, message: str, part: Part) -> None:
        """Nobody asks for it, since it says that it cannot."""
        raise MessageGone("cannot_edit")


def _write(folder: Path, text: str) -> str:
    name = f"{len(list(folder.iterdir())) + 1}.txt"
    (folder / name).write_text(text, "utf-8")
    return name


class FileRenderer:
    """Plain text, one part for all."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """A line a story."""
        titles = [f"* {one.post.title}" for each in digest.sections for one in each.stories]
        return [RenderedPart("\n".join(titles), len(titles))]

    def notice(self, who: Subscriber, key: str, **params: object) -> str:
        """The key of a notice."""
        return f"! {key}"

    def news(self, who: Subscriber, news: News, now: datetime) -> str:
        """What kinds of things happened."""
        return " ".join(each.event.kind for each in news.happenings)

    def week(self, who: Subscriber, week: Week, now: datetime) -> str:
        """All of it."""
        return str(week)


def written(folder: Path) -> list[str]:
    """What arrived in a folder, in order."""
    return [(folder / f"{n}.txt").read_text("utf-8") for n in range(1, len(list(folder.iterdir())) + 1)]
