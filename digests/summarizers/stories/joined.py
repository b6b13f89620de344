"""Reports as they are weighed: all of the first one, and of later ones, laid end to end, only what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from digests.model import ReportText
from digests.summarizers.candidates import common_words
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
_FIRST, _LATER, _LATER_UNSPACED = 1_500, 800, 400
_LEAST_LETTERS, _LEAST_WORDS = 10, 5  # of a sentence of a later report, in scripts without blanks and others
_UNITS, _FEWEST = 12, 2  # units of all later reports together, and of each at least


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

    def after(self, report: int) -> Iterator[str]:
        """The sentences of the reports after one."""
        return (
            unit.text for unit, place in zip(self.units, self.places, strict=True) if place.report > report
        )

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
    heard, few = Heard(), max(_FEWEST, _UNITS // max(1, len(reports) - 1))
    for number, report in enumerate(reports):
        opens, lang = not first.units, primary(report.lang) or detect(report.text)
        own = _sentences(report.text, _FIRST if opens else _room(lang), lang)
        news = _adding(own, heard, common_words(lang), len(own) if opens else few)
        _lay(first if opens else later, number, own, news)
        voices.append(Voice(report, lang, phrases(lang), common_words(lang), heard.add(own)))
    return first, later


def _room(lang: str) -> int:
    return _LATER_UNSPACED if lang in NO_SPACES else _LATER


def _sentences(text: str, most: int, lang: str) -> list[Told]:
    """The units of a text's beginning with their figures, without one that was cut."""
    found = units(text[:most], lang, phrases(lang))
    if len(text) > most and found and text[:most].rstrip().endswith(found[-1].sentence.text):
        found = found[:-1]
    return [(unit, figures(unit.text)) for unit in found]


def _adding(own: Sequence[Told], heard: Heard, common: frozenset[str], most: int) -> dict[int, News]:
    """The first ``most`` sentences that add anything, by number."""
    found: dict[int, News] = {}
    for number, told in enumerate(own):
        if len(found) == most:
            break
        news = heard.news(told, common)
        if news.everything or (news.any() and _says(told[0])):
            found[number] = news
    return found


def _says(unit: Unit) -> bool:
    """Whether a sentence is more than a credit or a call: it must say something under others."""
    least = _LEAST_LETTERS if isinstance(unit.tokens, str) else _LEAST_WORDS
    letters = (token for token in unit.tokens if token.isalpha())
    return any(islice(letters, least - 1, None))


def _lay(into: Joined, report: int, own: Sequence[Told], news: Mapping[int, News]) -> None:
    for number, each in news.items():
        into.places.append(Place(report, number, each))
        into.units.append(own[number][0])
