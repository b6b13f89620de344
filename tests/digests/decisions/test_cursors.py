"""Cursors survive a button, and what is no cursor is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.cursors import LONGEST, pack_cursor, unpack_cursor
from digests.errors import BadInput
from digests.model import Cursor

years = datetime(1900, 1, 1), datetime(2999, 1, 1)  # noqa: DTZ001  (hypothesis adds the zone itself)
instants = st.datetimes(*years, timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)
cursors = st.builds(
    Cursor, instants, st.integers(0, 2**61), before=st.booleans(), position=st.integers(0, 10**6)
)


@given(cursors)
def test_a_cursor_comes_back_and_fits_beside_a_prefix(cursor: Cursor) -> None:
    packed = pack_cursor(cursor)
    assert unpack_cursor(packed) == cursor
    assert len(packed.encode()) <= LONGEST <= 64 - 24


@given(st.text(max_size=64))
def test_garbage_is_refused_and_never_raises_otherwise(text: str) -> None:
    with suppress(BadInput):
        assert isinstance(unpack_cursor(text), Cursor)


@pytest.mark.parametrize("text", ["", ">", ">zzzzzzzzzzzz.1.1", ">1.1", "<1.1.1.1", ">1.1.1 ", ">A.1.1"])
def test_these_are_no_cursors(text: str) -> None:
    with pytest.raises(BadInput):
        unpack_cursor(text)
