"""A young store: a city's name or a weekday that strangers share makes them neither same nor related."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import judge
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.story_index import StoryIndex

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
STRANGERS = {
    "Fire destroys warehouse in Lisbon": "A fire destroyed a warehouse near the docks of Lisbon on Monday. "
    "Forty firefighters fought the flames for six hours. Nobody was hurt, the fire service said.",
    "Lisbon council approves new cycle lanes": "The city council of Lisbon approved a plan for 40 kilometres "
    "of new cycle lanes. Work is to begin in autumn and will cost 12 million euros, the mayor said.",
    "Startup from Lisbon raises 30 million": "A payments company founded in Lisbon has raised 30 million "
    "dollars from investors to enter the German market, it said.",
    "Museum in Lisbon shows lost paintings": "Paintings that were thought lost since the war are shown in a "
    "museum of Lisbon from Friday. They were found in a cellar.",
    "Lisbon airport workers to strike on Friday": "Ground staff at Lisbon airport will strike on Friday over "
    "pay, their union announced. Airlines expect delays.",
}
FIRE = "Fire destroys warehouse in Lisbon"
CAUSE = "Short circuit caused fire at Lisbon docks"
CAUSED = "The fire in a warehouse at the docks of Lisbon was caused by a short circuit, investigators said."


def article(title: str, body: str, hours: int = 0) -> Prepared:
    return prepare(title, body, NOW + timedelta(hours=hours), "en")


@pytest.mark.parametrize("bodies", [True, False])
def test_one_city_makes_nothing_related(bodies: bool) -> None:
    index = StoryIndex()
    for n, (title, body) in enumerate(STRANGERS.items(), 1):
        made = article(title, body if bodies else "", n)
        decided = index.decide(made)
        assert (decided.story, decided.related) == (None, ())
        index.add(n, n, made)


@pytest.mark.parametrize("bodies", [True, False])
def test_what_shares_more_is_found(bodies: bool) -> None:
    index = StoryIndex()
    for n, (title, body) in enumerate(STRANGERS.items(), 1):
        index.add(n, n, article(title, body if bodies else "", n))
    decided = index.decide(article(CAUSE, CAUSED if bodies else "", 8))
    assert decided.story == 1 or 1 in dict(decided.related)


def test_a_store_that_knows_what_is_rare_judges_by_that() -> None:
    frequencies = Frequencies()
    a, b = article(FIRE, ""), article("Startup from Lisbon raises 30 million", "")
    for one in (a, b):
        frequencies.add(one)
    assert judge(a, b, frequencies).grade == ""
    for n in range(weights.FEW):
        frequencies.add(article(f"Town {n} counts {n} houses", ""))
    assert judge(a, b, frequencies).grade
