"""Articles as they are compared and stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.prepared import UNDATED, VERSION, Prepared, prepare
from tests.digests.decisions.stories.telling import NOW, told


@given(st.text(), st.text(), st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))))
def test_what_is_packed_is_unpacked(title: str, text: str, published: datetime | None) -> None:
    made = prepare(title, text, published)
    assert Prepared.unpack(made.pack()) == made


def test_an_article_takes_a_kilobyte() -> None:
    text = "".join(chr(0x4E00 + n * 37 % 3000) for n in range(2000))
    assert len(told("标题" * 10, text).pack()) < 1300


@pytest.mark.parametrize(
    "data", [b"", b"x", bytes([VERSION + 1]) + told("一个标题").pack()[1:], told("一个标题").pack()[:-3]]
)
def test_what_is_no_article_of_this_version_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="pack|version"):
        Prepared.unpack(data)


def test_names_are_not_stored() -> None:
    made = told("words of 2026")
    assert "words" in made.names.values()
    assert Prepared.unpack(made.pack()).names == {}


def test_times() -> None:
    assert prepare("a", "", None).seconds == UNDATED
    assert prepare("a", "", NOW.replace(tzinfo=None)).seconds == told("a").seconds
    assert prepare("a", "", NOW.astimezone(timezone(timedelta(hours=8)))).seconds == told("a").seconds


@pytest.mark.parametrize(
    ("title", "unspaced"),
    [
        ("央行宣布降息", True),
        ("Bank cuts rates", False),
        ("日銀が利上げ", True),
        ("ZTE 中兴", True),
        ("", False),
    ],
)
def test_scripts(title: str, unspaced: bool) -> None:
    assert told(title).unspaced is unspaced


def test_only_the_beginning_is_read() -> None:
    assert told("标题", "甲" * 400 + "乙").body == told("标题", "甲" * 400).body
    assert told("标题", "甲" * 400 + "乙").text == 401
