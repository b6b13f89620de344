"""Reports as they are weighed: all of the first one, and of later ones, laid end to end, only what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from digests.model import ReportText
from digests.summarizers.keypoints import common_words
from digests.summarizers.stories.figures import Figures, figures
from digests.summarizers.stories.novelty import Heard, News, Told
from digests.summarizers.text.language import detect, primary
from digests.summarizers.text.phrases import Phrases, phrases
from digests.summarizers.text.sentences import NO_SPACES
from digests.summarizers.units import Unit, units

Each = TypeVar("Each")

MOST_REPORTS = 12  # of a story that points are made of: the first ones and the last two
_LAST = 2
# Characters of a report that are looked at: news says first what matters. Of a later one fewer, of which
# those of a script without blanks say as much as twice as many others.
_FIRST, _LATER, _LATER_UNSPACED = 2_000, 800, 500
_UNITS = 3  # of a later report


class Place(NamedTuple):
    """Where a unit comes from: its report and its place there, both by number, and what of it is new."""

    report: int
    number: int
    news: News


class Voice(NamedTuple):
    """What is known of a report: its language with its phrases and empty words, and all of its figures."""

    report: ReportText
    lang: str
    known: Phrases
    common: frozenset[str]
    figures: Figures


class Joined(NamedTuple):
    """Units of one or several reports with their places, and all reports of the story."""

    units: list[Unit]
    places: list[Place]
    voices: list[Voice]

    def voice(self, unit: int) -> Voice:
        """The report of a unit."""
        return self.voices[self.places[unit].report]

    def follows(self, unit: int, other: int) -> bool:
        """Whether a unit stood right behind another in one report."""
        here, there = self.places[unit], self.places[other]
        return (here.report, here.number) == (there.report, there.number + 1)


def telling(reports: Sequence[Each]) -> list[Each]:
    """As many of a story's reports as points are made of."""
    if len(reports) <= MOST_REPORTS:
        return list(reports)
    return [*reports[: MOST_REPORTS - _LAST], *reports[-_LAST:]]


def join(reports: Sequence[ReportText]) -> tuple[Joined, Joined]:
    """The first report that states anything, and what the others add to those before them."""
    voices: list[Voice] = []
    first, later = Joined([], [], voices), Joined([], [], voices)
    heard = Heard()
    for number, report in enumerate(reports):
        lang = primary(report.lang) or detect(report.text)
        common = common_words(lang)
        own = _sentences(report.text, _room(lang) if first.units else _FIRST, lang)
        into = later if first.units else first
        for place, unit in _adding(number, own, heard, common, all_of_it=into is first):
            into.places.append(place)
            into.units.append(unit)
        figures = heard.add(own) if own else Figures()
        voices.append(Voice(report, lang, phrases(lang), common, figures))
    return first, later


def _room(lang: str) -> int:
    return _LATER_UNSPACED if lang in NO_SPACES else _LATER


def _sentences(text: str, most: int, lang: str) -> list[Told]:
    """The units of a text's beginning with their figures, without one that was cut."""
    found = units(text[:most], lang, phrases(lang))
    return [(unit, figures(unit.text)) for unit in (found[:-1] if len(text) > most else found)]


def _adding(
    report: int, own: Sequence[Told], heard: Heard, common: frozenset[str], *, all_of_it: bool
) -> Iterator[tuple[Place, Unit]]:
    room = len(own) if all_of_it else _UNITS
    for number, told in enumerate(own):
        news = heard.news(told, common) if room else News()
        if room and (all_of_it or news.any()):
            yield Place(report, number, news), told[0]
            room -= 1
