"""What admins look at before it is done. Buttons are too small to carry it, so they carry its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbits
from typing import Generic, TypeVar

from digests.errors import BadInput
from digests.services.notes import Notes

_FOR = timedelta(days=2)
_BITS = 48  # of a number: nobody meets one by chance, and ten characters of a button hold it

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed that is about to be added, as far as it was chosen; ``every`` are seconds, 0 for its own.

    ``address`` may hold a login, ``teasers`` says that full text would help.
    """

    address: str
    title: str
    teasers: bool = False
    category: str = ""
    every: int = 0
    full_text: bool = False


class Drafts(Generic[T]):
    """Values of one kind by number, for two days. ``write`` and ``read`` make them text and back."""

    def __init__(
        self,
        notes: Notes,
        kind: str,
        now: Callable[[], datetime],
        write: Callable[[T], str],
        read: Callable[[str], T],
    ) -> None:
        self._notes = notes
        self._kind = kind
        self._now = now
        self._write = write
        self._read = read

    async def put(self, value: T) -> int:
        """Keep a value; the number that finds it again."""
        number = randbits(_BITS)
        await self._keep(number, value)
        return number

    async def get(self, number: int) -> T:
        """A value; ``BadInput("dead_draft")`` when it is not known any more."""
        return self._known(await self._notes.get(self._name(number), self._now()))

    async def change(self, number: int, value: T) -> T:
        """Put another value in its place."""
        await self.get(number)
        await self._keep(number, value)
        return value

    async def take(self, number: int) -> T:
        """A value, which is thereby used: a second tap must not do the same again."""
        return self._known(await self._notes.take(self._name(number), self._now()))

    async def _keep(self, number: int, value: T) -> None:
        await self._notes.put(self._name(number), self._write(value), self._now(), _FOR)

    def _known(self, kept: str | None) -> T:
        if kept is None:
            raise BadInput("dead_draft")
        return self._read(kept)

    def _name(self, number: int) -> str:
        return f"{self._kind}:{number}"
