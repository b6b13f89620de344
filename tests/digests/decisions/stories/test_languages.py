"""Events told twice in other words, and strangers and forms: 60 pairs a language, made for this test.

Before ``|`` and after it stands a headline each; ``=`` marks two fillings of one form. Strangers are
headlines of two events in a row.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import judge
from digests.decisions.stories.prepared import Prepared
from tests.digests.decisions.stories.telling import told

LEAST_FOUND = {"ja": 24, "fr": 24, "ru": 24, "ar": 24}  # of thirty, as same or related


def pairs(language: str) -> tuple[list[list[Prepared]], list[list[Prepared]]]:
    """Thirty pairs of one event each, thirty of two."""
    lines = (Path(__file__).parent / "languages" / f"{language}.txt").read_text("utf-8").splitlines()
    events = [_told(line) for line in lines if not line.startswith("=")]
    forms = [_told(line[1:]) for line in lines if line.startswith("=")]
    strangers = [[one[0], other[1]] for one, other in zip(events[::2], events[1::2], strict=True)]
    return events, [*forms, *strangers]


def _told(line: str) -> list[Prepared]:
    return [told(title.strip(), hours=hours) for hours, title in enumerate(line.split("|"))]


@pytest.mark.parametrize("language", LEAST_FOUND)
def test_languages(language: str) -> None:
    same, others = pairs(language)
    assert (len(same), len(others)) == (30, 30)
    known = Frequencies()
    for pair in (*same, *others[:15]):
        for each in pair:
            known.add(each)
    merged = [pair for pair in others if judge(*pair, known).grade == "same"]
    assert merged == []
    found = [judge(*pair, known).grade for pair in same]
    assert len(found) - found.count("") >= LEAST_FOUND[language], found
