"""What a stretch points at without naming it: "this measure", "Mr Varel", "behind him"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = 5  # of a word by which it is found again


def unnamed(text: str, title: str, pointing: re.Pattern[str]) -> Iterator[str]:
    """What points in it at something that neither the title nor the text in front names.

    ``title``: in small letters; ``pointing``: what points at something, with its name as a group, if it has
    one (phrases.py).
    """
    for match in pointing.finditer(text):
        name = match[match.lastindex][:_LETTERS].lower() if match.lastindex else ""
        if not (name and (name in title or name in text[: match.start()].lower())):
            yield match.group()
