"""Zones as people type them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.zones import city, find_zone, likely_zones, meant_zones, near_zones
from digests.errors import BadInput


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("上海", "Asia/Shanghai"),
        ("上海市", "Asia/Shanghai"),
        ("北京", "Asia/Shanghai"),
        ("Berlin", "Europe/Berlin"),
        ("柏林", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("纽约", "America/New_York"),
        ("  NEW   YORK ", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        ("asia/kathmandu", "Asia/Kathmandu"),
        ("ＵＴＣ＋８", "Etc/GMT-8"),
        ("GMT-5", "Etc/GMT+5"),
        ("+8", "Etc/GMT-8"),
        ("utc", "Etc/UTC"),
        ("UTC+0", "Etc/UTC"),
        ("北京时间", "Asia/Shanghai"),
        ("上海市时区", "Asia/Shanghai"),
        ("Berlin time", "Europe/Berlin"),
        ("印度", "Asia/Kolkata"),
    ],
)
def test_what_people_type(text: str, zone: str) -> None:
    assert find_zone(text) == zone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nowhere at all",
        "west",
        "center",
        "general",
        "act",
        "UTC+15",
        "UTC-13",
        "UTC+5:30",
        "../../etc/passwd",
    ],
)
def test_what_is_no_zone(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        find_zone(text)
    assert caught.value.code == "unknown_zone"


def test_near_names() -> None:
    assert near_zones("Berln")[0] == "Europe/Berlin"
    assert "America/New_York" in near_zones("new yrok")
    assert near_zones("qqqqzzzz") == ()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("洛杉机", "America/Los_Angeles"),
        ("洛杉", "America/Los_Angeles"),
        ("东京都", "Asia/Tokyo"),
        ("我在北京", "Asia/Shanghai"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("i live in new york city", "America/New_York"),
        ("los", "America/Los_Angeles"),
        ("Asia/Shangai", "Asia/Shanghai"),
        ("Amesterdam", "Europe/Amsterdam"),
    ],
)
def test_a_city_is_near_that_the_text_begins_or_holds(text: str, zone: str) -> None:
    assert near_zones(text) == (zone,)


@pytest.mark.parametrize(
    "text",
    ["hello", "banana", "digest", "usa", "EST", "hk", "x", "a", "page", "other", "新能源", "早上"],
)
def test_no_city_is_near_to_other_words(text: str) -> None:
    assert near_zones(text) == ()


def test_every_zone_is_found_by_its_own_name() -> None:
    for zone in available_timezones():
        if "/" in zone and not zone.startswith("posix"):
            assert find_zone(zone) == zone


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_real_zone_or_a_refusal(text: str) -> None:
    try:
        assert ZoneInfo(find_zone(text))
    except BadInput:
        near_zones(text)


def test_cities_in_the_readers_language() -> None:
    assert city("Asia/Shanghai", "zh") == "上海"
    assert city("Europe/Berlin", "en") == "Berlin"
    assert city("Etc/GMT-8", "en") == "UTC+8"
    assert city("Etc/UTC", "en") == "UTC"


def test_likely_zones_begin_with_the_installations_own() -> None:
    assert likely_zones("zh", "Asia/Shanghai") == ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei")
    assert likely_zones("en", "Asia/Tokyo")[0] == "Asia/Tokyo"
    assert len(likely_zones("en", "Asia/Tokyo")) == 3


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berln", "Europe/Berlin"),
        ("shanhai", "Asia/Shanghai"),
        ("Tokio", "Asia/Tokyo"),
        ("lodnon", "Europe/London"),
        ("乌鲁木其", "Asia/Urumqi"),
    ],
)
def test_a_city_is_meant_with_one_slip(text: str, zone: str) -> None:
    assert meant_zones(text)[0] == zone


@pytest.mark.parametrize(
    "text",
    [
        "snow",
        "market",
        "hello there",
        "new",
        "新能源",
        "上诲",
        "ai",
        "",
        "climate",
        "page",
        "network",
        "units",
        "being",
        "北京车展",
    ],
)
def test_other_words_mean_no_city(text: str) -> None:
    assert meant_zones(text) == ()


def test_no_more_zones_are_meant_than_asked_for() -> None:
    assert meant_zones("Barceloma") == ("Europe/Madrid",)
    assert meant_zones("Samarkan") == ("Asia/Samarkand", "Europe/Samara")
    assert meant_zones("Samarkan", 1) == ("Asia/Samarkand",)
