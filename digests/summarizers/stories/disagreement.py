"""Where reports of other sources state the same with another figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digests.model import Figure
from digests.summarizers.stories.figures import Amount, agree, figures
from digests.summarizers.stories.joined import Joined, Voice
from digests.summarizers.stories.wording import alike, content

_MOST = 3  # figures beside a point
_CLAUSE = re.compile(r"[，。；：、！？…]|[,;:.!?](?=\s|$)")
# Two clauses of the same words speak of different things where they name another number or another time.
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十]")
_TIMES = re.compile(
    r"[昨今前明去上下]|初|底|末|至少|\b(?:yesterday|today|last|previous|earlier|next|since|year|month|week|quarter"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


def disagreeing(text: str, voice: Voice, story: Sequence[Joined]) -> tuple[Figure, ...]:
    """What this and other reports say where they give another figure; none where all agree.

    The earliest first. A report that gives both figures speaks of two things.
    """
    for amount in figures(text):
        found = {voice.report.id: text[amount.start : amount.end]}
        for other, said in _others(_clause(text, amount), amount, voice, story):
            found.setdefault(other, said)
        if len(found) > 1:
            order = [each.report.id for each in story[0].voices]
            return tuple(Figure(n, found[n]) for n in order if n in found)[:_MOST]
    return ()


def _others(clause: str, amount: Amount, voice: Voice, story: Sequence[Joined]) -> Iterator[tuple[int, str]]:
    words = content(clause, voice.lang, voice.common)
    for unit, other, theirs in _figures(story, voice):
        if other.measure != amount.measure or agree(other, amount):
            continue
        said = _clause(unit, other)
        apart = theirs.figures.holds(amount) or voice.figures.holds(other)
        if not apart and _same_but(clause, said) and alike(words, content(said, theirs.lang, theirs.common)):
            yield theirs.report.id, unit[other.start : other.end]


def _figures(story: Sequence[Joined], voice: Voice) -> Iterator[tuple[str, Amount, Voice]]:
    """The figures that reports of other sources were the first to give, with their sentences."""
    for joined in story:
        for number, (unit, place) in enumerate(zip(joined.units, joined.places, strict=True)):
            theirs = joined.voice(number)
            if place.news.figures and theirs.report.source != voice.report.source:
                yield from ((unit.text, each, theirs) for each in place.news.figures)


def _clause(text: str, amount: Amount) -> str:
    """The clause around an amount, without it."""
    before = max((match.end() for match in _CLAUSE.finditer(text, 0, amount.start)), default=0)
    after = _CLAUSE.search(text, amount.end)
    return f"{text[before : amount.start]} {text[amount.end : after.start() if after else len(text)]}"


def _same_but(one: str, other: str) -> bool:
    """Whether two clauses without their amounts name the same numbers and times."""
    return all(set(p.findall(one.lower())) == set(p.findall(other.lower())) for p in (_NUMBERS, _TIMES))
