"""Frame: where a title's characters and pairs stand in an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.summarizers.frame import frame, pairs_of
from digests.summarizers.places import places_of
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units

FEW = st.text("甲乙丙，", max_size=30)


@given(text=FEW, wanted=st.sets(st.sampled_from("甲乙丁，")))
def test_characters_are_found_where_they_stand(text: str, wanted: set[str]) -> None:
    """Searching for each gives what looking at each would."""
    assert sorted(places_of(text, wanted)) == [at for at, token in enumerate(text) if token in wanted]


@given(text=FEW, title=FEW)
def test_pairs_of_a_title_are_found_where_they_stand(text: str, title: str) -> None:
    """Also where they overlap: 甲甲甲 holds 甲甲 twice."""
    article = units(f"{text}甲乙丙丁戊己庚辛。甲甲甲乙乙，丙丁戊己。", "zh", phrases("zh"))
    counted, known = frame(article, title), set(pairs_of(title))
    assert sorted(counted.titled) == [at for at, pair in enumerate(counted.pairs) if pair in known]
    for number, traits in enumerate(counted.traits):
        held = known.intersection(counted.slice(counted.pairs, number))
        assert traits.near == (len(held) / len(known) if known else 0.0)
