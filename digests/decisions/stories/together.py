"""Terms as people read them: characters that stand together in both articles are one word, not four."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import is_character


def together(terms: Sequence[str], a: Prepared, b: Prepared) -> tuple[str, ...]:
    """The terms in their order, where a character is a part of a word the word, once."""
    characters = [term for term in terms if len(term) == 1 and is_character(ord(term))]
    words = _words(characters, _said(a), _said(b)) if characters else []
    shown = [next((word for word in words if term in word), term) for term in terms]
    return tuple(dict.fromkeys(shown))


def _words(characters: Sequence[str], mine: str, theirs: str) -> list[str]:
    """What both say in these characters alone, the longest first."""
    runs = re.findall(f"[{re.escape(''.join(characters))}]{{2,}}", mine)
    found = {word for run in runs for word in _parts(run) if word in theirs}
    return sorted(found, key=lambda word: (-len(word), word))


def _parts(run: str) -> list[str]:
    return [run[start:end] for start in range(len(run)) for end in range(start + 2, len(run) + 1)]


def _said(prepared: Prepared) -> str:
    """The characters of an article, with a gap for whatever is none."""
    return " ".join(
        "".join(chr(unit) if is_character(unit) else " " for unit in part)
        for part in (prepared.title, prepared.body)
    )
