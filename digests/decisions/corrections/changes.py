"""What has changed of an article since it was told, in a way that its readers must know.

Its title says something else; a figure in one of its points is another one now; the source itself says that
something was wrong. What is reworded, added or left out without that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice

from digests.decisions.corrections.figures import masked, words
from digests.decisions.corrections.wording import says_other
from digests.model import Amendment, AmendmentKind, Told, ToldReport

MOST = 3
"""Amendments of one correction: more of them are another article."""

_ALIKE = 0.85  # of a point's words that stand in the same order around the figures of a sentence
_NEAR = 0.6  # of its different words: only such a sentence is worth comparing word by word
_LONGEST = 400  # words of a sentence: what is longer is a list or a broken text
_MOST_SENTENCES = 400
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
    then = {tuple(words(each)) for each in _sentences(told.text)}
    now = [(each, words(each)) for each in _sentences(text)]
    new = [(each, found) for each, found in now if tuple(found) not in then]
    whole = _joined(words(text))
    told_so = set[str]()  # two points may be made of one sentence
    for point in told.points:
        said = words(point)
        if said and _joined(said) not in whole and (after := _replaced(said, new)) and after not in told_so:
            told_so.add(after)
            yield Amendment(AmendmentKind.FIGURE, point, after)


def _joined(found: Sequence[str]) -> str:
    return f" {' '.join(found)} "


def _replaced(said: list[str], new: Sequence[tuple[str, list[str]]]) -> str:
    """The sentence that says the same with other figures, "" when there is none."""
    best, share, meant = "", _ALIKE, set(masked(said))
    for sentence, found in new:
        if len(found) > _LONGEST or len(meant & set(masked(found))) < _NEAR * len(meant):
            continue
        alike, differs = _compared(said, found)
        if differs and alike >= share:
            best, share = sentence.strip(), alike
    return best


def _compared(said: list[str], found: list[str]) -> tuple[float, bool]:
    """How much of what was said stands there, figures apart, and whether one of these is another now."""
    matcher = SequenceMatcher(None, masked(said), masked(found), autojunk=False)
    same, differs = 0, False
    for i, j, size in matcher.get_matching_blocks():
        same += size
        pairs = zip(said[i : i + size], found[j : j + size], strict=True)
        differs = differs or any(one != other for one, other in pairs)
    return same / len(said), differs


# --------------------------------------------------------------------------- the source's own words


def _notes(told: Told, text: str) -> Iterator[Amendment]:
    """A paragraph, new in the text, in which the source says that it was wrong."""
    before = {tuple(words(each)) for each in told.text.split("\n")}
    for paragraph in text.split("\n"):
        if _NOTE.match(paragraph) and tuple(words(paragraph)) not in before:
            yield Amendment(AmendmentKind.NOTE, "", paragraph.strip())
            return


def _sentences(text: str) -> list[str]:
    found = (match[0].strip() for match in _SENTENCE.finditer(text))
    return list(islice(found, _MOST_SENTENCES))
