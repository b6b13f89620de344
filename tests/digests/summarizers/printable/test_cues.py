"""The pieces of a stretch that weigh by where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.summarizers.printable.cues import CLOSING, OPENING, at_closing, at_opening, plain


def test_which_figure_it_is_says_nothing() -> None:
    assert plain("2028年增长7.5%") == "0000年增长0.0%"
    assert plain("1234567890") == "0000000000"
    assert plain("一月x_y") == "一月x_y", "nothing else is changed"


def test_runs_of_up_to_three_characters_and_the_ends_are_pieces() -> None:
    assert at_opening("公司") == ["^", "公", "司", "^公", "公司", "^公司"]
    assert at_closing("增长") == ["增", "长", "$", "增长", "长$", "增长$"]
    assert at_opening("00") == ["^", "0", "^0", "00", "^00"], "each once"


def test_nine_characters_open_and_six_close_since_the_weights_were_learned_of_so_many() -> None:
    opening, closing = at_opening("一二三四五六七八九十"), at_closing("一二三四五六七")
    assert "七八九" in opening
    assert "十" not in opening
    assert "二三四" in closing
    assert "一" not in closing


@given(st.text(min_size=1, max_size=40))
def test_only_what_stands_at_an_end_counts_there(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert all(piece in "^" + text[:OPENING] for piece in at_opening(text))
    assert all(piece in text[-CLOSING:] + "$" for piece in at_closing(text))
    assert at_opening(text) == at_opening(text[:OPENING])
    assert at_closing(text) == at_closing(text[-CLOSING:])
