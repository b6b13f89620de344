"""An article as the comparison needs it, from its text or from what is stored."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import accumulate
from struct import Struct, error
from typing import Self

import numpy as np

from digests.decisions.stories import mentions
from digests.decisions.stories.cleaning import headline, opening
from digests.decisions.stories.facts import facts
from digests.decisions.stories.terms import BREAK, WORD, read
from digests.decisions.stories.weights import BODY, MOST_SUBJECT, TITLE, UNSPACED_FROM

VERSION = 2
UNDATED = -(1 << 62)
_HEAD = Struct("<BBqII6H")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Terms of the title and of the body's beginning, in order, and what the text names exactly.

    ``seconds`` is the time of publication (Unix), ``UNDATED`` without one; ``length`` the characters of title
    and text, ``text`` those of the text. ``facts`` are exact figures and
    names of a text in words. ``names`` says what a term stands for, while the text is at hand.
    """

    seconds: int
    length: int
    text: int
    unspaced: bool
    title: array[int]
    body: array[int]
    days: tuple[int, ...]
    quoted: tuple[int, ...]
    codes: tuple[int, ...]
    subject: tuple[int, ...]
    facts: tuple[int, ...]
    names: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)

    def pack(self) -> bytes:
        """To be stored, about 1 KB; carries ``VERSION``."""
        exact = (self.days, self.quoted, self.codes, self.subject, self.facts)
        sizes = map(len, (self.title, *exact))
        head = _HEAD.pack(VERSION, self.unspaced, self.seconds, self.length, self.text, *sizes)
        parts = (array("I", part).tobytes() for part in (self.title, self.body, *exact))
        return head + zlib.compress(b"".join(parts), 1)

    @classmethod
    def unpack(cls, data: bytes) -> Self:
        """What was packed. Raises ``ValueError`` for another version, or for what is none."""
        try:
            version, unspaced, seconds, length, text, *sizes = _HEAD.unpack_from(data)
            if version != VERSION:
                raise ValueError(f"packed as version {version}, not {VERSION}")
            numbers = array("I", zlib.decompress(data[_HEAD.size :]))
        except (error, zlib.error) as failure:
            raise ValueError("not a packed article") from failure
        body = len(numbers) - sum(sizes)
        if body < 0:
            raise ValueError("a packed article that breaks off")
        sizes.insert(1, body)
        ends = accumulate(sizes)
        title, rest, *exact = [numbers[end - size : end] for end, size in zip(ends, sizes, strict=True)]
        days, quoted, codes, subject, facts_ = [tuple(each) for each in exact]
        return cls(seconds, length, text, bool(unspaced), title, rest, days, quoted, codes, subject, facts_)


def prepare(title: str, text: str, published: datetime | None, lang: str = "") -> Prepared:
    """An article as the comparison needs it; of any text, also an empty one."""
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    names: dict[int, str] = {}
    head, head_days = mentions.days(headline(title)[:TITLE], published)
    begin, body_days = mentions.days(opening(text, BODY), published)
    terms, rest = read(head, names), read(begin, names)
    both = f"{head}\n{begin}"
    return Prepared(
        seconds=UNDATED if published is None else int(published.timestamp()),
        length=len(title) + len(text),
        text=len(text),
        unspaced=_unspaced(terms, rest),
        title=terms,
        body=rest,
        days=tuple(dict.fromkeys(head_days + body_days)),
        quoted=mentions.quoted(both),
        codes=mentions.numeric_codes(both),
        subject=tuple(dict.fromkeys(unit for unit in read(mentions.subject(head)) if unit))[:MOST_SUBJECT],
        facts=facts(text),
        names=names,
    )


def _unspaced(*parts: array[int]) -> bool:
    """Whether two terms in five at least are characters of scripts without spaces."""
    numbers = np.concatenate([np.asarray(part, np.uint32) for part in parts])
    said = numbers[numbers > BREAK]
    return len(said) > 0 and int(np.count_nonzero(said < WORD)) >= UNSPACED_FROM * len(said)
