"""What is stored of a weighed article, to hold it in memory again: its array, and what it is found by.

How rare terms are changes from hour to hour, and an article is weighed once, when it is added. Stored as it
is then, a restart need not weigh it again, and decides by the same numbers as before.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple, Self

from digests.decisions.stories.weighed import SIZE, Head

VERSION = 1
"""To be raised when an article is weighed in another way: what is stored by an older one is weighed anew."""
_HEAD = 2


class Stored(NamedTuple):
    """The array of an article, and the keys under which it is listed."""

    numbers: array[int]
    keys: array[int]

    def pack(self) -> bytes:
        """To be stored, 1 KB at most; carries ``VERSION``."""
        return (array("I", (VERSION, len(self.keys))) + self.keys + self.numbers).tobytes()

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """What was packed. Raises ``ValueError`` for another version, or for what is none."""
        whole = array("I", data)
        if len(whole) < _HEAD or whole[0] != VERSION:
            raise ValueError(f"not stored as version {VERSION}")
        keys, numbers = whole[_HEAD : _HEAD + whole[1]], whole[_HEAD + whole[1] :]
        if len(numbers) < SIZE or len(numbers) != Head._make(numbers[:SIZE]).facts:
            raise ValueError("a weighed article that breaks off")
        return cls(numbers, keys)
