"""Headings that lost their line end, and sentences that lost the blank between them."""

from __future__ import annotations

import pytest

from digests.summarizers.text.sentences import split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('Cinq morts cette saison"Ce jour-là, tout va bien", dit-il.', ["Cinq morts cette saison", '"Ce']),
        ('Un port "pas neutre"Si la mer monte, il ferme.', ['Un port "pas neutre"', "Si la mer"]),
        ('Un port sans bateaux"Pourtant, il reste "ouvert".', ['Un port sans bateaux"', "Pourtant,"]),
        ('Les mots ont un sens""M. Varel, venez", dit-il.', ['Les mots ont un sens"', '"M. Varel']),
        ("Où en est l'enquête ?Quatre marins parlent.", ["Où en est l'enquête ?", "Quatre marins"]),
        ("Selon les sondages.• Le port", ["Selon les sondages.", "• Le port"]),
        ('Un cri "Au port..."Varel est parti.', ['Un cri "Au port..."', "Varel est"]),
    ],
)
def test_they_are_parted(text: str, pieces: list[str]) -> None:
    found = split(text, "fr")
    assert len(found) == len(pieces)
    assert all(own.startswith(piece) for own, piece in zip(found, pieces, strict=True))


@pytest.mark.parametrize(
    "text", ['He said "I am" and "You are" there.', 'A 12"x3" board.', "Ask Booking.Com or the U.S.Navy now."]
)
def test_what_is_one_stays_one(text: str) -> None:
    assert split(text, "en") == [text]


def test_a_line_of_headings_alone_is_parted_quickly() -> None:
    assert len(split('Un port"Le pont' * 3_000, "fr")) == 3_001
