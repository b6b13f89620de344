"""What buttons send back: ``1.action:argument:argument``, at most 64 bytes.

Behind an ``@`` stands the subscriber that the action is about where that is not the chat with the button,
behind a ``#`` before it the edition where it is not the first digest.
The number is the version of this form. Buttons live in chats for years; one of another version, or one
that names what is gone, is answered as dead, with the nearest way on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from digests.decisions.cursors import base36, pack_cursor, unpack_cursor
from digests.errors import BadInput
from digests.model import Cursor

VERSION = "1"
EVERYBODYS = ("manage", "place", "topic")
"""The actions that lead from the screens of one chat to others that somebody looks after."""
EDITIONS = "editions"
"""The action that leads from the screens of one edition to the list of all digests of a chat."""
MAX_DATA = 64
MOST, MOST_OF_MANY = 2**31 - 1, 2**63 - 1  # what the columns of ids hold


def act(action: str, *arguments: str | int, about: int = 0) -> str:
    """Callback data; whole numbers are written in base 36. ``about`` is a subscriber, 0 for the chat's."""
    parts = [base36(each) if isinstance(each, int) else each for each in arguments]
    data = name_subscriber(f"{VERSION}.{':'.join([action, *parts])}", about)
    if len(data.encode()) > MAX_DATA:
        raise ValueError(f"callback data too long: {data}")
    return data


def name_subscriber(data: str, about: int) -> str:
    """Callback data that names whom it is about, unless it does already, or is about nobody in particular."""
    action = data.removeprefix(f"{VERSION}.").partition(":")[0]
    return data if "@" in data or action in EVERYBODYS or not about else f"{data}@{base36(about)}"


def name_edition(data: str, edition: int) -> str:
    """Callback data that names the digest it is about, unless it does already, or is about all of them."""
    said, at, about = data.partition("@")
    if "#" in said or said == f"{VERSION}.{EDITIONS}":
        return data
    return f"{said}#{base36(edition)}{at}{about}"


@dataclass(frozen=True, slots=True)
class Tapped:
    """The arguments of a tapped button, and the subscriber and the edition that it names, 0 for none."""

    arguments: tuple[str, ...]
    about: int = 0
    edition: int = 0

    def text(self, place: int) -> str:
        """An argument; ``BadInput("dead_button")`` when it is not there."""
        if place >= len(self.arguments):
            raise BadInput("dead_button")
        return self.arguments[place]

    def number(self, place: int) -> int:
        """A whole number from 0 on that the id of a feed, a category or a tag may be.

        ``BadInput("dead_button")`` when it is none: PostgreSQL refuses a statement with a larger one.
        """
        return _whole(self.text(place), MOST)

    def big_number(self, place: int) -> int:
        """The same for what there is more of: posts, digests, deliveries, subscribers, drafts, queries."""
        return _whole(self.text(place), MOST_OF_MANY)

    def optional(self, place: int) -> int:
        """A whole number that buttons of before did not have, 0 where it is not there."""
        return self.number(place) if place < len(self.arguments) else 0

    def cursor(self, place: int) -> Cursor | None:
        """A place in a list, None for its beginning."""
        packed = self.text(place)
        return unpack_cursor(packed) if packed else None


def _whole(text: str, most: int) -> int:
    try:
        number = int(text, 36)
    except ValueError as error:
        raise BadInput("dead_button") from error
    if not 0 <= number <= most:
        raise BadInput("dead_button")
    return number


def unpack(data: str) -> tuple[str, Tapped]:
    """The action and its arguments; ``BadInput("dead_button")`` for data of another version."""
    version, dot, rest = data.partition(".")
    if version != VERSION or not dot:
        raise BadInput("dead_button")
    said, at, about = rest.partition("@")
    said, hash_, edition = said.partition("#")
    action, *arguments = said.split(":")
    named = Tapped((about, edition))
    return action, Tapped(
        tuple(arguments), named.big_number(0) if at else 0, named.big_number(1) if hash_ else 0
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: category ``c``, tag ``t``, query ``q``, related ``r``, top ``p``, saved ``s``, all ``a``."""

    kind: str
    target: int = 0
    size: int = 8

    def packed(self) -> str:
        """As an argument of a button."""
        return f"{self.kind}{base36(self.size)}{base36(self.target)}"

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """The inverse of ``packed``; ``BadInput("dead_button")`` for anything else."""
        try:
            target = _whole(text[2:], MOST_OF_MANY if text[0] in "qr" else MOST)
            found = cls(text[0], target, int(text[1], 36))
        except (ValueError, IndexError) as error:
            raise BadInput("dead_button") from error
        if found.kind not in "ctqrpsa" or not 1 <= found.size <= MOST_A_PAGE:
            raise BadInput("dead_button")
        return found


MOST_A_PAGE = 20


def cursor_text(cursor: Cursor | None) -> str:
    """A cursor as an argument, "" for the beginning."""
    return pack_cursor(cursor) if cursor else ""
