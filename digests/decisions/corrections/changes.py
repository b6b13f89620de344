"""What has changed of an article since it was told, in a way that its readers must know.

Its title says something else; a figure in one of its points is another one now; the source itself says that
something was wrong. What is reworded, added or left out without that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from digests.decisions.corrections.figures import words
from digests.decisions.corrections.nearest import Sentences
from digests.decisions.corrections.wording import says_other
from digests.model import Amendment, AmendmentKind, Told, ToldReport

MOST = 3
"""Amendments of one correction: more of them are another article."""

_MOST_SENTENCES = 400
_LONGEST = 4_000  # characters of a sentence: more of them are no sentence, and to find their words takes long
_NOTE = re.compile(
    r"\W*(?:更正|勘误|撤稿|撤回|编者更正|更正声明|更正启事|致歉|本[文报].{0,8}(?:更正|修正|勘误|撤回|撤稿|撤下)"
    r"|此前(?:报道|版本).{0,12}(?:有误|错误|更正|不实)"
    r"|corrections?\b\W|clarification\W|retract(?:ion|ed)\b"
    r"|editor['’]s note\W.{0,80}(?:correct|retract|withdr|error|wrong)"
    r"|(?:this|the|an) (?:earlier |previous |original )?(?:article|story|report|version)\b.{0,60}"
    r"(?:corrected|retracted|withdrawn|removed|misstated|misidentified|incorrectly|wrongly|erroneously|mistakenly))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。！？!?\n]+?(?:[。！？!?\n]+|[.;；](?=\s)|$)")


def changes(told: Told, title: str, text: str) -> tuple[Amendment, ...]:
    """What changed that matters, at most ``MOST``: the title, then figures, then the source's own note."""
    found = [*_title(told, title), *_figures(told, text), *_notes(told, text)]
    return tuple(found[:MOST])


def withdrawn(told: Told) -> tuple[Amendment, ...]:
    """The source has taken the article back."""
    return (Amendment(AmendmentKind.WITHDRAWN, told.title, ""),)


def changes_of_report(report: ToldReport, text: str) -> tuple[Amendment, ...]:
    """The same of a report whose points stood beside a post: nobody was told its title."""
    return _of(report, [*_figures(report.told, text), *_notes(report.told, text)])


def withdrawn_report(report: ToldReport) -> tuple[Amendment, ...]:
    """The source has taken back a report: its points hold no more, the story goes on."""
    return _of(report, [Amendment(AmendmentKind.WITHDRAWN, each, "") for each in report.told.points])


def _of(report: ToldReport, found: Sequence[Amendment]) -> tuple[Amendment, ...]:
    return tuple(replace(each, source=report.source, since=report.since) for each in found[:MOST])


def _title(told: Told, title: str) -> Iterator[Amendment]:
    if told.title and title and says_other(told.title, title):
        yield Amendment(AmendmentKind.TITLE, told.title, title)


# --------------------------------------------------------------------------- figures


def _figures(told: Told, text: str) -> Iterator[Amendment]:
    """Points whose sentence stands in the new text with other figures."""
    new = _new(told.text, text)
    if not told.points or not new:
        return
    sentences, whole = Sentences(new), _joined(words(text))
    told_so = set[str]()  # two points may be made of one sentence
    for point in told.points:
        said = words(point)
        if not said or _joined(said) in whole:
            continue
        if (after := sentences.nearest(said)) and after not in told_so:
            told_so.add(after)
            yield Amendment(AmendmentKind.FIGURE, point, after)


def _new(before: str, text: str) -> list[tuple[str, list[str]]]:
    """The sentences that did not stand in the text before, with their words."""
    earlier = _sentences(before)
    same, then = set(earlier), {tuple(words(each)) for each in earlier}
    now = [(each, words(each)) for each in _sentences(text) if each not in same]
    return [(each, found) for each, found in now if tuple(found) not in then]


def _joined(found: Sequence[str]) -> str:
    return f" {' '.join(found)} "


# --------------------------------------------------------------------------- the source's own words


def _notes(told: Told, text: str) -> Iterator[Amendment]:
    """A paragraph, new in the text, in which the source says that it was wrong."""
    notes = [each for each in text.split("\n") if _NOTE.match(each)]
    before = {tuple(words(each)) for each in told.text.split("\n")} if notes else set()
    new = (each for each in notes if tuple(words(each)) not in before)
    yield from (Amendment(AmendmentKind.NOTE, "", each.strip()) for each in islice(new, 1))


def _sentences(text: str) -> list[str]:
    found = (match[0].strip() for match in _SENTENCE.finditer(text))
    return [each for each in islice(found, _MOST_SENTENCES) if len(each) <= _LONGEST]
