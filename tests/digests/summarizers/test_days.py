"""Of which day a report speaks, and what lies before it."""

from __future__ import annotations

import pytest

from digests.summarizers.days import led_to, own_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5月9日，大桥关闭。", 5 * 31 + 9),
        ("4月16日大桥被撞，5月9日关闭。", 5 * 31 + 9),
        ("5月9日宣布，大桥将于6月1日关闭，直到2025年3月13日。", 5 * 31 + 9),
        ("大桥关闭。", None),
        ("。" * 600 + "5月9日大桥关闭。", None),
        ("12月31日大桥关闭。", 12 * 31 + 31),
        ("15月9日", None),
        ("。" * 596 + "5月9日大桥关闭。", 5 * 31 + 9),
        ("。" * 597 + "5月9日大桥关闭。", None),
    ],
)
def test_the_day_of_an_event(text: str, day: int | None) -> None:
    assert own_day(text) == day


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("4月16日，渡船撞上大桥", True),
        ("2018年4月16日晚间，渡船撞上大桥", True),
        ("5月8日，渡船撞上大桥", False),
        ("5月7日，渡船撞上大桥", True),
        ("5月9日，大桥关闭", False),
        ("5月10日，大桥开放", False),
        ("4月16日，渡船撞上大桥，5月9日大桥关闭", False),
        ("8月20日，大桥开放", False),
        ("11月9日，渡船撞上大桥", True),  # half a year before
        ("11月8日，大桥开放", False),  # half a year ahead
        ("去年3月，渡船撞上大桥", True),
        ("去年3月，渡船撞上大桥，5月9日大桥关闭", False),
        ("渡船撞上大桥", False),
    ],
)
def test_what_lies_days_before_led_to_the_event(text: str, before: bool) -> None:
    assert led_to(text, 5 * 31 + 9) is before
    assert led_to(text, None) is False


def test_the_turn_of_the_year_lies_between_two_days() -> None:
    assert led_to("12月20日，渡船撞上大桥", 1 * 31 + 3)
    assert not led_to("1月3日，渡船撞上大桥", 12 * 31 + 31)
    assert led_to("12月30日，渡船撞上大桥", 1 * 31 + 1)
    assert not led_to("12月31日，渡船撞上大桥", 1 * 31 + 1)
