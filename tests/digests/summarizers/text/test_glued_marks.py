"""Where a quote or a mark has lost the line end or the blank behind it, and where it has not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summarizers.text.glued import glued_stop, unglued, with_their_quotes
from digests.summarizers.text.sentences import sentences

LEFT, SAID = 'Le maire est parti."', 'Je le sais", dit-elle.'
MENDED = ["Le maire est parti.", '"Je le sais", dit-elle.']


def test_a_quote_goes_back_to_the_line_that_it_opens() -> None:
    assert with_their_quotes([LEFT, SAID]) == MENDED
    assert with_their_quotes(["Varel", LEFT, SAID, LEFT, SAID]) == ["Varel", *MENDED, *MENDED]
    assert [each.text for each in sentences(f"{LEFT}\n{SAID}", "fr")] == MENDED


@pytest.mark.parametrize(
    ("above", "own"),
    [
        ('Il lit "Le port', 'du nord" depuis lundi.'),  # it was opened there, and goes on
        ('Il a dit "non."', 'Une vis de 3" suffit.'),  # it was opened and closed
        (LEFT, 'Il a dit "non".'),  # nothing lacks one below
        (LEFT, "Il revient lundi."),
        (LEFT, '"Il revient lundi.'),  # that one has its own
        ('He said: "It was dark. "I saw nothing."', 'He adds: "We left. "It was late."'),  # each goes on
    ],
)
def test_a_quote_stays_where_the_next_line_does_not_lack_it(above: str, own: str) -> None:
    assert with_their_quotes([above, own]) == [above, own]


def test_the_first_line_has_none_above_it() -> None:
    assert with_their_quotes([SAID, LEFT]) == [SAID, LEFT]
    assert with_their_quotes([LEFT]) == [LEFT]
    assert with_their_quotes([]) == []


@given(st.lists(st.text('"aB. ', min_size=1, max_size=8), max_size=5))
def test_no_character_is_lost_or_changes_its_order(lines: list[str]) -> None:
    found = with_their_quotes(lines)
    assert len(found) == len(lines)
    assert "".join(found) == "".join(lines)


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Cinq morts cette saison", '"Ce jour-là", dit-il, "le port ferme."'),
        ("Le port en deuil !", '"Tout va bien", dit-il.'),
        ("Le mot du maire…", '"C\'était lundi", dit-il.'),
        ('Un port "pas neutre"', "Si la mer monte, il ferme."),
        ('Un port sans bateaux"', 'Pourtant, il reste "ouvert".'),
        ('Un port sans bateaux"', '"Venez", dit-il.'),
        ('Un port sans bateaux"', '"M. Varel part", dit-il.'),
    ],
)
def test_a_heading_ends_in_front_of_a_quote_that_is_closed_later_and_behind_its_own(
    heading: str, rest: str
) -> None:
    assert unglued(heading + rest) == [heading, rest]


@pytest.mark.parametrize(
    "line",
    [
        "Le port ferme lundi.",
        'Il a dit "Le port ferme" et "Le pont aussi" hier.',
        'Une planche de 12"x3" suffit.',
        '"Le port ferme", dit-il.',
        'Le sigle "PORT"SNCF',
    ],
)
def test_a_line_without_a_glued_heading_stays_one(line: str) -> None:
    assert unglued(line) == [line]


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("Le port ferme", ".", "Le pont aussi"),
        ("Fermé en 2016", ".", "Le pont aussi"),
        ("Une hausse de 12%", ".", "Le pont aussi"),
        ("Le port (au nord)", ".", "Le pont aussi"),
        ('Le port "au nord"', ".", "Le pont aussi"),
        ("Le port “au nord”", ".", "Le pont aussi"),
        ("Où est le port ", "?", "Le pont aussi"),
        ("Sauvez le port ", "!", "Le pont aussi"),
        ("Le port ferme", ".", "“Le pont aussi"),
        ("Le port ferme", ".", "“le pont aussi"),
        ("Le port ferme", ".", "• le pont"),
        ("Le port ferme", ".", "Élan au pont"),
        ("Le port ferme", ".", "Comment donc"),  # not .com
    ],
)
def test_a_sentence_ends_although_the_blank_is_lost(before: str, mark: str, after: str) -> None:
    assert glued_stop(before + mark + after, len(before), len(before + mark))


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("Booking", ".", "Com"),
        ("Booking", ".", "COM"),
        ("The U.S", ".", "Navy ships"),
        ("J", ".", "Varel"),  # an initial
        ("", ".", "Net"),
        ("Le port ", ".", "Le pont"),  # only what asks or cries has a blank in front of it
        ("port/", "?", "Page"),  # an address
        ("port_", ".", "Value"),  # code
        ("Le port ferme", ".", "le pont"),
        ("Le port ferme", ".", "SNCF"),
        ("Le port ferme", ".", ""),
    ],
)
def test_what_belongs_to_a_name_an_address_or_code_ends_none(before: str, mark: str, after: str) -> None:
    assert not glued_stop(before + mark + after, len(before), len(before + mark))
