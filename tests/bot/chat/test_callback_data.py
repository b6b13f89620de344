"""What buttons send back fits, returns as it was, and is checked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.callback_data import Listing, Tapped, act, cursor_text, name_edition, name_subscriber, unpack
from digests.decisions.cursors import base36
from digests.errors import BadInput
from digests.model import Cursor

BIG = 2**40
LISTINGS = st.builds(
    Listing, st.sampled_from("cta"), st.integers(0, 2**31 - 1), st.integers(1, 20)
) | st.builds(Listing, st.just("q"), st.integers(0, BIG), st.integers(1, 20))
CURSORS = st.builds(
    Cursor,
    st.integers(-(10**9), 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(0, BIG),
    st.booleans(),
    st.integers(0, 1_000_000),
)


@given(LISTINGS, st.none() | CURSORS, st.integers(0, BIG))
def test_what_a_button_sends_back_fits_and_returns(
    listing: Listing, cursor: Cursor | None, post: int
) -> None:
    action, tapped = unpack(act("post", post, listing.packed(), cursor_text(cursor)))
    assert action == "post"
    assert (tapped.big_number(0), Listing.unpacked(tapped.text(1)), tapped.cursor(2)) == (
        post,
        listing,
        cursor,
    )


@given(st.text(max_size=64))
def test_garbage_is_a_dead_button_and_nothing_else(data: str) -> None:
    with pytest.raises(BadInput, match="dead_button"):
        _read(data)


def _read(data: str) -> None:
    _, tapped = unpack(data)
    Listing.unpacked(tapped.text(0))
    tapped.cursor(1)
    tapped.number(2)


@pytest.mark.parametrize("argument", ["-1", "", "x" * 40, "é", "1.0"])
def test_numbers_are_checked(argument: str) -> None:
    for read in (Tapped((argument,)).number, Tapped((argument,)).big_number):
        with pytest.raises(BadInput, match="dead_button"):
            read(0)


def test_numbers_are_such_as_the_database_takes() -> None:
    """PostgreSQL refuses a statement whose number its column could not hold."""
    for most, read in ((2**31 - 1, Tapped.number), (2**63 - 1, Tapped.big_number)):
        assert read(Tapped((base36(most),)), 0) == most
        with pytest.raises(BadInput, match="dead_button"):
            read(Tapped((base36(most + 1),)), 0)
    for kind in "cta":
        with pytest.raises(BadInput, match="dead_button"):
            Listing.unpacked(f"{kind}8{base36(2**31)}")
    assert Listing.unpacked(f"q8{base36(2**63 - 1)}") == Listing("q", 2**63 - 1)


def test_a_button_may_name_whom_it_is_about() -> None:
    assert act("cat", "s", 0, about=37) == "1.cat:s:0@11"
    assert unpack("1.cat:s:0@11") == ("cat", Tapped(("s", "0"), 37))
    assert unpack("1.settings@11") == ("settings", Tapped((), 37))
    assert unpack(act("settings")) == ("settings", Tapped(()))
    assert name_subscriber("1.settings@11", 5) == "1.settings@11", "it names one already"
    for everybodys in ("1.manage:0", "1.place:-1007", "1.topic:-1007:2"):
        assert name_subscriber(everybodys, 5) == everybodys, "it leads to another chat"
    assert name_subscriber("1.topicpause:2", 5) == "1.topicpause:2@5"
    assert name_subscriber("1.settings", 0) == "1.settings"
    for forged in ("1.cat@", "1.cat@-1", "1.cat@@1", "1.cat@1@1", f"1.cat@{base36(2**63)}"):
        with pytest.raises(BadInput, match="dead_button"):
            unpack(forged)


def test_data_that_does_not_fit_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="too long"):
        act("x" * 63)


@given(st.integers(1, BIG), st.integers(0, BIG))
def test_a_button_names_a_digest_beside_the_chat(edition: int, about: int) -> None:
    data = name_edition(name_subscriber("1.time:s:0830:1", about), edition)
    assert name_edition(data, edition + 1) == data, "once is enough"
    assert unpack(data) == ("time", Tapped(("s", "0830", "1"), about, edition))
    assert name_edition(name_subscriber("1.editions", about), edition).partition("@")[0] == "1.editions"
