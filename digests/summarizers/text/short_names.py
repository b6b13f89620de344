"""Names in Chinese that say only a part of what an earlier sentence gave in full.

A surname in Latin letters ("Novak" of "Tina Novak"), and the short title of a document (《办法》 for
《结算办法》).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)*(?![A-Za-z ])")
_TITLED = re.compile("《([^《》]{2,60})》")
_HINT = re.compile("[A-Z][a-z]")  # of Latin names; one set of characters is looked for quickly

Place = tuple[int, int, int]


def in_full(text: str) -> Iterator[str]:
    """What is named there in full: titles in their marks, and of Latin names the last word."""
    if "《" in text:
        yield from (match.group() for match in _TITLED.finditer(text))
    if " " in text and _HINT.search(text):
        yield from (name.rpartition(" ")[2] for name in _LATIN.findall(text) if " " in name)


def in_short(text: str, number: int, first: Mapping[str, int]) -> Iterator[Place]:
    """Start, end and the introducing unit of each name of unit ``number`` that says only a part.

    ``first``: of names in full (``in_full``), the unit that first gives them.
    """
    for match in [*_LATIN.finditer(text), *(_TITLED.finditer(text) if "《" in text else ())]:
        unit = _introduces(match.group(), first)
        if unit is not None and unit < number:
            yield match.start(), match.end(), unit


def _introduces(name: str, first: Mapping[str, int]) -> int | None:
    """The unit that gives a name in full, if this is not all of it."""
    if not name.startswith("《"):
        return first.get(name)
    longer = (unit for full, unit in first.items() if name[1:-1] in full and full != name)
    return next(longer, None)
