from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.texts import dates

NOW = datetime(2021, 12, 27, 10, 0, tzinfo=UTC)  # 18:00 in Shanghai, a Monday
SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (datetime(2021, 12, 27, 8, 31, tzinfo=UTC), "今天 16:31", "today 16:31"),
        (datetime(2021, 12, 26, 8, 31, tzinfo=UTC), "昨天 16:31", "yesterday 16:31"),
        (datetime(2021, 12, 26, 16, 30, tzinfo=UTC), "今天 00:30", "today 00:30"),
        (datetime(2021, 12, 28, 0, 0, tzinfo=UTC), "明天 08:00", "tomorrow 08:00"),
        (datetime(2021, 12, 22, 8, 31, tzinfo=UTC), "周三 16:31", "Wed 16:31"),
        (datetime(2021, 12, 31, 8, 31, tzinfo=UTC), "周五 16:31", "Fri 16:31"),
        (datetime(2021, 5, 25, 8, 31, tzinfo=UTC), "5月25日", "25 May"),
        (datetime(2020, 12, 27, 8, 31, tzinfo=UTC), "2020年12月27日", "27 Dec 2020"),
    ],
)
def test_a_moment_in_the_readers_words(at: datetime, zh: str, en: str) -> None:
    assert dates.moment(at, NOW, "zh", SHANGHAI) == zh
    assert dates.moment(at, NOW, "en", SHANGHAI) == en


def test_the_day_is_that_of_the_readers_zone() -> None:
    at = datetime(2021, 12, 27, 2, 0, tzinfo=UTC)
    assert dates.moment(at, NOW, "en", "America/New_York") == "yesterday 21:00"
    assert dates.heading(at, "zh", SHANGHAI) == "12月27日 周一"
    assert dates.heading(at, "en", "America/New_York") == "Sun 26 Dec"


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (5, "刚刚", "just now"),
        (250, "4 分钟前", "4 min ago"),
        (7300, "2 小时前", "2 h ago"),
        (3e5, "3 天前", "3 d ago"),
    ],
)
def test_how_long_ago(seconds: float, zh: str, en: str) -> None:
    at = NOW - timedelta(seconds=seconds)
    assert dates.ago(at, NOW, "zh") == zh
    assert dates.ago(at, NOW, "en") == en


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (range(1, 8), "每天", "every day"),
        (range(1, 6), "一至五", "Mon–Fri"),
        ((6, 7), "六、日", "Sat, Sun"),
        ((3, 1, 5), "一、三、五", "Mon, Wed, Fri"),
        ((4,), "四", "Thu"),
    ],
)
def test_weekdays(days: range | tuple[int, ...], zh: str, en: str) -> None:
    assert dates.weekdays(tuple(days), "zh") == zh
    assert dates.weekdays(tuple(days), "en") == en


def test_delivery_times() -> None:
    assert dates.clock((time(8), time(18, 30))) == "08:00, 18:30"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "1 s"), (44.4, "44 s"), (119, "119 s"), (120, "2 min"), (3599, "1 h"), (3900, "1 h 5 min")],
)
def test_how_long_one_has_to_wait(seconds: float, expected: str) -> None:
    assert dates.duration(timedelta(seconds=seconds), "en") == expected
