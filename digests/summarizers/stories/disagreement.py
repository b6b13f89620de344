"""Where reports state the same with different figures: two sources disagree, or one corrects itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from digests.model import StatedFigure
from digests.summarizers.stories.casualties import Kind
from digests.summarizers.stories.figures import agree
from digests.summarizers.stories.given import Given
from digests.summarizers.stories.joined import Joined
from digests.summarizers.stories.wording import alike

_MOST = 3  # figures beside a point
_OF_A_TIME = "%"  # what rose by so much did so in a day or in a year, as another sentence says: not compared
# What was done with an amount stands behind it ("23人死亡"), of money in front of it ("净利润3亿元"):
# there the words must agree; in front, so many of them.
_MONEY, _TAIL = frozenset("$€£¥元") | {"美元", "港元", "欧元", "日元"}, 2
# Two clauses of the same words speak of different things where they name another number or another time.
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*|[一二三四五六七八九十]")
_TIMES = re.compile(
    r"[昨今前明去上下初底末]|至少|\b(?:yesterday|today|last|previous|earlier|next|since|year|month|week|quarter"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)


class Disagreements:
    """Figures of a story that others contradict."""

    def __init__(self, story: Sequence[Joined]) -> None:
        self._others: dict[tuple[int, int, int], list[Given]] = defaultdict(list)
        tolls = list(_tolls(story))
        counted = {_key(each) for pair in tolls for each in pair}
        pairs = (pair for pair in _pairs(story) if not counted.intersection(map(_key, pair)))
        for one, other in chain(tolls, (pair for pair in pairs if _contradict(*pair))):
            self._others[_key(one)].append(other)
            self._others[_key(other)].append(one)

    def disputed(self, joined: Joined, unit: int, start: int, end: int) -> tuple[StatedFigure, ...]:
        """What reports say of a figure in a stretch of a sentence, the earliest first; none if all agree."""
        place = joined.places[unit]
        for amount in place.news.figures:
            own = Given(joined, unit, place.report, amount)
            others = self._others.get(_key(own), []) if start <= amount.start and amount.end <= end else []
            if others:
                found: dict[int, Given] = {}
                for each in sorted([own, *others], key=lambda given: (given.report, given.unit)):
                    found.setdefault(each.report, each)
                return tuple(StatedFigure(each.voice.report.id, each.said) for each in found.values())[:_MOST]
        return ()


def _key(given: Given) -> tuple[int, int, int]:
    return given.report, given.joined.places[given.unit].number, given.amount.start


def _pairs(story: Sequence[Joined]) -> Iterator[tuple[Given, Given]]:
    """Amounts of the same measure that two reports give."""
    by_measure: dict[str, list[Given]] = defaultdict(list)
    for joined in story:
        for unit, place in enumerate(joined.places):
            for amount in (each for each in place.news.figures if each.measure != _OF_A_TIME):
                by_measure[amount.measure].append(Given(joined, unit, place.report, amount))
    for given in by_measure.values():
        for one, other in combinations(given, 2):
            if one.report != other.report and not agree(one.amount, other.amount):
                yield one, other


def _tolls(story: Sequence[Joined]) -> Iterator[tuple[Given, Given]]:
    """Numbers of the dead, or of the injured, that two reports give, of which one names no event of its own.

    Who gives two of them says which was when.
    """
    found: dict[Kind, dict[int, list[Given]]] = {"dead": defaultdict(list), "hurt": defaultdict(list)}
    for joined in story:
        for unit, place in enumerate(joined.places):
            for given in (Given(joined, unit, place.report, each) for each in place.news.figures):
                if kind := given.casualties:
                    found[kind][place.report].append(given)
    for reports in found.values():
        sure = [given for given in reports.values() if len({each.amount.value for each in given}) == 1]
        for one, other in combinations(sure, 2):
            yield from ((a, b) for a in one for b in other if _is_opposed(a, b))


def _is_opposed(one: Given, other: Given) -> bool:
    if agree(one.amount, other.amount):
        return False
    if one.voice.figures.holds(other.amount) or other.voice.figures.holds(one.amount):
        return False
    return one.names_nothing or other.names_nothing


def _contradict(one: Given, other: Given) -> bool:
    """Whether they state the same; a report that gives both figures speaks of two things."""
    if one.voice.figures.holds(other.amount) or other.voice.figures.holds(one.amount):
        return False
    (before, behind), (others_before, others_behind) = one.around, other.around
    mine, theirs = f"{before} {behind}", f"{others_before} {others_behind}"
    if not _same_but(mine, theirs) or not alike({*one.words(mine), ""}, {*other.words(theirs), ""}):
        return False  # "" stands for what they count, which is the same
    said, others = one.words(behind), other.words(others_behind)
    if one.amount.measure in _MONEY or not (said or others):
        said, others = one.words(before)[-_TAIL:], other.words(others_before)[-_TAIL:]
    return len(set(said).intersection(others)) * 2 > min(len(set(said)), len(set(others)))


def _same_but(one: str, other: str) -> bool:
    """Whether two clauses without their amounts name the same numbers and times."""
    return all(set(p.findall(one.lower())) == set(p.findall(other.lower())) for p in (_NUMBERS, _TIMES))
