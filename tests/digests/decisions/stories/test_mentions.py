"""What a text names exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.cleaning import folded
from digests.decisions.stories.mentions import days, numeric_codes, quoted, subject

TUESDAY = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("3月9日发布", date(2026, 3, 9)),
        ("9日晚间", date(2026, 3, 9)),
        ("28日", date(2026, 2, 28)),
        ("12月30日", date(2025, 12, 30)),
        ("昨晚公告", date(2026, 3, 9)),
        ("今日", date(2026, 3, 10)),
        ("on monday", date(2026, 3, 9)),
        ("on tuesday", date(2026, 3, 10)),
        ("周日", date(2026, 3, 8)),
    ],
)
def test_a_day_is_the_nearest_of_its_name(text: str, named: date) -> None:
    assert days(text, TUESDAY)[1] == (named.toordinal(),)


def test_dates_are_taken_from_the_text() -> None:
    assert days("公司3月9日公告", TUESDAY)[0] == "公司 公告"


def test_without_a_time_a_day_is_its_number() -> None:
    assert days("3月9日、10日，昨日", None)[1] == (3 * 32 + 9, 10)


def test_a_day_that_no_month_has_is_none() -> None:
    assert days("2月30日", TUESDAY)[1] == ()


def test_names_in_quotation_marks() -> None:
    assert quoted("《流浪地球》") == quoted("“流浪地球”") != quoted("《流浪》")
    assert quoted("《a》") == ()


def test_codes_of_two_markets_are_two() -> None:
    assert numeric_codes("中兴通讯(00763)") != numeric_codes("中兴通讯(000063)")
    assert numeric_codes("甲(600519.sh)") == numeric_codes("甲(600519)")
    assert numeric_codes("Apple (AAPL) and 600519") == ()


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("外交部：坚决反对", "外交部"),
        ("fed: rates stay", "fed"),
        ("没有冒号", ""),
        ("中：很多话", ""),
        ("商务部：好", ""),
    ],
)
def test_of_whom_a_title_speaks(title: str, who: str) -> None:
    assert subject(folded(title)) == who


@given(st.text(), st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))))
def test_any_text_has_mentions(text: str, published: datetime | None) -> None:
    found = days(text, published)[1]
    assert len(found) <= 8 and all(0 <= day < 1 << 32 for day in found)
    assert all(0 <= n < 1 << 32 for n in (*quoted(text), *numeric_codes(text)))
