"""The lists of phrases of a language, read and compiled: what each is for stands in phrases.py."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, cast

from digests.summarizers.text.first_letters import behind_first_letters
from digests.summarizers.text.sentences import NO_SPACES
from digests.summarizers.text.wordlists import load

Noise = tuple[tuple[str, re.Pattern[str]], ...]  # by the plain letters that each begins with

_NEVER = re.compile(r"(?!)")
_PLAIN = re.compile(r"(?:[^\\.^$*+?{}\[\]|()](?![*?{]))*")
_OPTIONAL = (
    "trailing",
    "finite",
    "speaker",
    "result",
    "thing",
    "relative",
)  # without the list the rule does not apply
_SMALL = ("finite", "speech")  # looked for in small letters, which takes a fifth of the time
LONG = ("news", "empty", "stale")  # looked for in whole sentences, many expressions at once
_PLAINLY = ("noise", "tells", "ties")  # rare: looked for by plain letters first
_OPENINGS = ("labels", "connectives", "sources")  # all of which are taken off


def compiled(lang: str, names: Collection[str]) -> dict[str, Any]:
    """The lists of these names, of a language or, where it has no file, of none."""
    known = load(f"phrases/{lang}") if lang in _languages() else load("phrases/any")
    verbs = cast("str", known.get("verbs", ""))
    lists = {name: _expand(value, verbs) for name, value in known.items() if isinstance(value, list)}
    lists["opening"] = [entry for name in _OPENINGS for entry in lists.get(name, [])]
    words = cast("str", known.get("open_ends", "")).split()
    blank = "" if lang in NO_SPACES else " "
    found: dict[str, Any] = {
        name: _compile(lists.get(name), name, lang) for name in names if name not in _PLAINLY
    }
    found["open_ends"] = tuple(blank + word for word in words)
    found["open_letters"] = frozenset(word[-1] for word in words)
    found.update({name: _noise(lists.get(name, [])) for name in _PLAINLY})
    return found


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.stem for path in (Path(__file__).parent / "words" / "phrases").glob("*.toml"))


def _expand(entries: list[str], verbs: str) -> list[str]:
    """With the verbs that come often in their places."""
    return [each.replace("<verb>", rf"(?:{verbs}|\w{{2,}}ed)").replace("<known>", verbs) for each in entries]


def _noise(entries: list[str]) -> Noise:
    """Compiled by their plain letters: to look for these takes a tenth of the time."""
    by_key: dict[str, list[str]] = {}
    for entry in entries:
        by_key.setdefault(_literal(entry), []).append(entry)
    return tuple((key, re.compile("|".join(own), re.IGNORECASE)) for key, own in by_key.items())


def _literal(entry: str) -> str:
    """The plain letters that an expression begins with."""
    match = _PLAIN.match(entry)
    return match.group() if match else ""


def _compile(entries: list[str] | None, name: str, lang: str) -> re.Pattern[str] | None:
    if not entries:
        return None if name in _OPTIONAL else _NEVER
    joined = behind_first_letters(entries) if name in LONG and lang in NO_SPACES else "|".join(entries)
    return re.compile(joined, 0 if name in _SMALL else re.IGNORECASE)
