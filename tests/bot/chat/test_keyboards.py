from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.keyboards import even_rows, last_page, pager, shorten
from bot.telegram.screen import MAX_ROW, Button


@pytest.mark.parametrize(("total", "first"), [(0, 0), (1, 0), (10, 0), (11, 10), (20, 10), (21, 20)])
def test_where_the_last_page_begins(total: int, first: int) -> None:
    assert last_page(total, 10) == first


@given(st.integers(0, 40))
def test_rows_are_even(count: int) -> None:
    rows = even_rows([Button(str(n), "d") for n in range(count)])
    assert [each.text for row in rows for each in row] == [str(n) for n in range(count)]
    lengths = [len(row) for row in rows]
    assert not lengths or max(lengths) <= MAX_ROW
    assert not lengths or max(lengths) - min(lengths) < len(lengths) + 1


def test_a_list_of_one_page_needs_no_pager() -> None:
    assert pager("en", 1, 3, 3, None, None) == ()
    assert [b.text for b in pager("en", 1, 8, 23, None, Button("›", "x"))] == ["1–8 / 23", "›"]


def test_labels_are_never_empty_nor_long() -> None:
    assert shorten(" \n ") == "·"
    assert len(shorten("x" * 100)) == 40
