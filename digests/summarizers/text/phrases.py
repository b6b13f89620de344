"""The phrases of each language that say where a sentence may be cut, compiled.

``words/phrases/<language>.toml`` holds lists of regular expressions; a list that is missing matches nothing:

``verbs``        finite verbs that come often, as one expression: ``<known>`` in the lists; ``<verb>`` in them
                 is one of these or a regular past
``cuts``         ends of clauses, where a point may end
``loose``        more of them, for a sentence that is too long and has no better place
``labels``       datelines, list marks and rubrics in front of a sentence: taken off
``headings``     a heading with its colon in front of a sentence: taken off
``connectives``  ties to the sentence before: taken off
``sources``      attributions whose speaker does not matter ("It was noted that"): taken off
``adjuncts``     openings with their comma that a sentence reads well without: may be taken off
``preambles``    the same for a sentence that is too long
``subordinate``  openings that promise a main clause: their clause is no end
``speech``       ends of a clause that promises what was said; in small letters
``tells``        clauses that only tell who spoke, where and when; in small letters
``open_ends``    last words that promise more; words, not expressions
``fragments``    whole clauses that promise more
``trailing``     openings of a last clause that may be cut off; where missing, any clause may
``finite``       finite verbs, in small letters; where given, what is cut short must hold one
``turns``        openings that change what stands before them (but, unless): never cut off
``bound``        openings that lean on an earlier sentence (pronouns, "also"): no point begins so
``refers``       openings that stand for what the sentence before names; their points come only under its own
``definite``     the same of things, more loosely
``thing``        one that a sentence before must have named, unless the title does; its words as a group
``speaker``      who said something, where it is a pronoun at its end: the same
``ties``         words inside of a sentence that lean on the one before: taken only right under its point
``personal``     those that stand for a person, ``persons`` what may be one
``unfit``        what no point may hold outside of quotation marks
``leaning``      openings that lean a little ("this decision", a small letter): other points go first
``headless``     openings that lack their subject once they were cut loose
``asides``       brackets that say nothing: taken out
``inserts``      what stands between commas and a sentence that is too long reads well without: taken out
``hedges``       negations and hedges, which nothing that is taken out may hold
``news``         results and decisions: what holds one goes first
``result``       what was made in a period and how it moved: the first of an article goes first of all
``empty``        procedure, where a point ends with it: that something was published, held, discussed
``stale``        formulas and background: what holds one goes last
``noise``        what is no news, anywhere in a sentence; in small letters, and plain ones to begin with
``noise_heads``  the same at its beginning
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, cast

from digests.summarizers.text.first_letters import behind_first_letters
from digests.summarizers.text.sentences import NO_SPACES
from digests.summarizers.text.wordlists import load

_NEVER = re.compile(r"(?!)")
_PLAIN = re.compile(r"(?:[^\\.^$*+?{}\[\]|()](?![*?{]))*")
_OPTIONAL = ("trailing", "finite", "speaker", "result", "thing")  # without the list the rule does not apply
_SMALL = ("finite", "speech")  # looked for in small letters, which takes a fifth of the time
_LONG = ("news", "empty", "stale")  # looked for in whole sentences, many expressions at once
_PLAINLY = ("noise", "tells", "ties")  # rare: looked for by plain letters first
Noise = tuple[tuple[str, re.Pattern[str]], ...]  # by the plain letters that each begins with

_MONTH = " May"
_OPENINGS = ("labels", "connectives", "sources")  # all of which are taken off


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled lists; ``opening`` joins what is taken off in front. Match heads at a position."""

    cuts: re.Pattern[str]
    loose: re.Pattern[str]
    opening: re.Pattern[str]
    headings: re.Pattern[str]
    adjuncts: re.Pattern[str]
    preambles: re.Pattern[str]
    subordinate: re.Pattern[str]
    speech: re.Pattern[str]
    tells: Noise
    open_ends: tuple[str, ...]
    open_letters: frozenset[str]
    fragments: re.Pattern[str]
    trailing: re.Pattern[str] | None
    finite: re.Pattern[str] | None
    turns: re.Pattern[str]
    bound: re.Pattern[str]
    refers: re.Pattern[str]
    definite: re.Pattern[str]
    thing: re.Pattern[str] | None
    speaker: re.Pattern[str] | None
    ties: Noise
    personal: re.Pattern[str]
    persons: re.Pattern[str]
    unfit: re.Pattern[str]
    leaning: re.Pattern[str]
    headless: re.Pattern[str]
    asides: re.Pattern[str]
    inserts: re.Pattern[str]
    hedges: re.Pattern[str]
    news: re.Pattern[str]
    result: re.Pattern[str] | None
    empty: re.Pattern[str]
    stale: re.Pattern[str]
    noise: Noise
    noise_heads: re.Pattern[str]

    def suspects(self, text: str) -> Noise:
        """The noise that may be in a text: of most articles it is next to none, which is quickly told."""
        small = text.lower()
        return tuple((key, pattern) for key, pattern in self.noise if key in small)

    def promises(self, clause: str) -> bool:
        """Whether the last word of a clause promises more; "in May" does not, as "may" would."""
        if clause.endswith(_MONTH):
            return False
        return clause[-1:].lower() in self.open_letters and f" {clause.lower()}".endswith(self.open_ends)

    def strip(self, text: str, start: int = 0) -> int:
        """Position behind all openings that are taken off."""
        while (match := self.opening.match(text, start)) and match.end() > start:
            start = match.end()
        return start


@cache
def phrases(lang: str) -> Phrases:
    """The phrases of a language, its primary subtag given; those of no language for one without a file."""
    known = load(f"phrases/{lang}") if lang in _languages() else load("phrases/any")
    verbs = cast("str", known.get("verbs", ""))
    lists = {name: _expand(value, verbs) for name, value in known.items() if isinstance(value, list)}
    lists["opening"] = [entry for name in _OPENINGS for entry in lists.get(name, [])]
    words = cast("str", known.get("open_ends", "")).split()
    blank = "" if lang in NO_SPACES else " "
    compiled: dict[str, Any] = {
        field.name: _compile(lists.get(field.name), field.name, lang)
        for field in fields(Phrases)
        if field.name not in _PLAINLY
    }
    compiled["open_ends"] = tuple(blank + word for word in words)
    compiled["open_letters"] = frozenset(word[-1] for word in words)
    compiled.update({name: _noise(lists.get(name, [])) for name in _PLAINLY})
    return Phrases(**compiled)


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
    joined = behind_first_letters(entries) if name in _LONG and lang in NO_SPACES else "|".join(entries)
    return re.compile(joined, 0 if name in _SMALL else re.IGNORECASE)
