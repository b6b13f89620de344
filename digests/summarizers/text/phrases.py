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
``pointing``     what points at something that somebody must have named, its name as a group if it has one
``personal``     those that stand for a person, ``persons`` what may be one
``relative``     openings of clauses inside of a sentence that do not state what it states
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
``caption``      a first paragraph that is the caption of a picture, whole
``noise``        what is no news, anywhere in a sentence; in small letters, and plain ones to begin with
``noise_heads``  the same at its beginning
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache

from digests.summarizers.text.phrase_lists import Noise, compiled

_MONTH = " May"


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
    pointing: re.Pattern[str]
    personal: re.Pattern[str]
    persons: re.Pattern[str]
    relative: re.Pattern[str] | None
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
    caption: re.Pattern[str]
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
    return Phrases(**compiled(lang, [field.name for field in fields(Phrases)]))
