"""French points: whole, with what they speak of, and without headings that were glued to them."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.reference import Leans, pointed
from digests.summarizers.text.main_clause import states
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units

FERRY = "La traversée du fleuve coûte deux euros depuis lundi."


@pytest.mark.parametrize(
    "text",
    [
        "Une mesure qui ferme le port pendant trois mois",
        "Une lettre dans laquelle la mairie promet deux bateaux",
        "Alors que la crue monte depuis lundi",
        "S'il admet que le port est fermé",
        "Les marins que la mairie emploie",
        '"Le port doit rouvrir avant la fin de la semaine prochaine"',
    ],
)
def test_what_only_hangs_on_a_clause_states_nothing(text: str) -> None:
    assert not states(text, phrases("fr"))


@pytest.mark.parametrize(
    "text",
    [
        "Une mesure, qui coûte cher, ferme le port pendant trois mois",
        "Alors que la crue monte, la mairie ferme le port",
        "La mairie promet que deux bateaux partiront lundi",
        '"Le port doit rouvrir avant la fin de la semaine prochaine", dit la mairie',
        "Les marins commencent lundi",
    ],
)
def test_a_main_clause_states_something(text: str) -> None:
    assert states(text, phrases("fr"))


def test_other_languages_have_no_list_of_such_clauses() -> None:
    assert states("A measure that closes the harbour", phrases("en"))


def test_such_a_sentence_gives_way_to_one_that_states_something() -> None:
    empty = "Une mesure qui risque de fermer le port, la gare et le pont pendant trois mois."
    assert key_points("", f"{empty} {FERRY}", "fr", 1) == [FERRY[:-1]]


def test_what_points_back_is_taken_only_under_its_sentence() -> None:
    known = phrases("fr")
    article = units(f"{FERRY} Ce tarif vaut aussi le dimanche. Un pont ouvre en mai.", "fr", known)
    whole = (0, len(article[1].text))
    assert pointed(article, 1, known, "")(*whole) == Leans(0, strictly=True)
    assert pointed(article, 1, known, "un nouveau tarif")(*whole) is None
    assert pointed(article, 1, known, "")(10, len(article[1].text)) is None
    assert pointed(article, 2, known, "")(0, 20) is None


def test_where_the_sentence_before_gives_no_point_nothing_explains_it() -> None:
    known = phrases("fr")
    article = units("Que faire ? Ce tarif vaut aussi le dimanche.", "fr", known)
    assert pointed(article, 0, known, "")(0, 30) == Leans(-1, strictly=True)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "Une enquête ouverte en 2016Le parquet a saisi deux bateaux du port.",
            "Le parquet a saisi deux bateaux du port",
        ),
        ("Un long voyage, du port à la villeEn tout, il a duré deux mois.", "il a duré deux mois"),
        (
            "LE PORT FERMEPlus tard, la police contrôle deux bateaux.",
            "Plus tard, la police contrôle deux bateaux",
        ),
        ('- "Choix facile" -La mairie a élu son maire lundi.', "La mairie a élu son maire lundi"),
        ("• Le port en 2030La mairie promet deux bateaux neufs.", "La mairie promet deux bateaux neufs"),
    ],
)
def test_a_heading_glued_in_front_is_taken_off(text: str, point: str) -> None:
    assert key_points("", text, "fr", 1)[0].endswith(point)
    assert "FERMEP" not in key_points("", text, "fr", 1)[0]


def test_no_point_ends_in_front_of_whom_its_sentence_is_about() -> None:
    text = (
        "Après deux ans de travaux dans le port de la ville et sur les deux rives du grand fleuve, le maire "
        "a annoncé lundi, dans une lettre aux habitants du quartier, la reprise des traversées du soir."
    )
    assert not any(point.endswith("fleuve") for point in key_points("", text, "fr", 3))
