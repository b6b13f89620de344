"""Whether a sentence states something by itself, and not only in clauses that hang on another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digests.summarizers.text.main_clause import states
from digests.summarizers.text.phrases import phrases

FRENCH = phrases("fr")
HANGS = "Une mesure qui fermera le port"


@pytest.mark.parametrize(
    "text",
    [
        "La ville ferme le port",
        "La ville ferme le port qui coûte cher",
        "La ville, qui perd le port, ferme le pont",
        "Quand la mer monte, la ville ferme le port",
        "LA VILLE FERME LE PORT",
        '"Le port ferme", selon la mairie',
    ],
)
def test_a_verb_in_front_of_or_behind_such_clauses_states(text: str) -> None:
    assert states(text, FRENCH)


@pytest.mark.parametrize(
    "text",
    [
        HANGS,
        HANGS.upper(),
        "Quand la ville ferme le port",
        "Un port que la ville ferme, dont le maire rêve",
        "Un port, que la ville ferme, et un pont",
        "La colère des marins de Varel",
    ],
)
def test_a_verb_within_them_does_not(text: str) -> None:
    assert not states(text, FRENCH)


@pytest.mark.parametrize(("opens", "closes"), [('"', '"'), ("“", "”"), ("«", "»")])
def test_what_is_only_quoted_at_length_is_stated_by_nobody(opens: str, closes: str) -> None:
    long = "le port ferme lundi et le pont ferme mard"[:40]
    assert not states(f"Un cri, {opens}{long}{closes}, dans la nuit", FRENCH)
    assert states(f"Un cri, {opens}{long[:-1]}{closes}, dans la nuit", FRENCH), "a few words are part of it"
    assert states(f"Le maire affirme : {opens}{long}{closes}", FRENCH)


def test_where_a_language_has_no_such_lists_every_sentence_states() -> None:
    assert states(HANGS, replace(FRENCH, relative=None))
    assert states(HANGS, replace(FRENCH, finite=None))
    assert states("A measure that will close the harbour", phrases("en"))
