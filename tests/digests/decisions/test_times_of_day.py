"""Times as people type them."""

from __future__ import annotations

import contextlib
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.times_of_day import MOST_TIMES, parse_times
from digests.errors import BadInput

READ = {
    "8:00, 18.30 2130 8am": "08:00 18:30 21:30",
    "8": "08:00",
    "830": "08:30",
    "0800": "08:00",
    "08:00 + 18:30": "08:00 18:30",
    "8:00;9:00/10:00": "08:00 09:00 10:00",
    "8 pm": "20:00",
    "8 p.m. and 9 a.m.": "09:00 20:00",
    "12am 12pm": "00:00 12:00",
    "20h30 21h": "20:30 21:00",
    "daily at 7:15": "07:15",
    "24:00": "00:00",
    "18:30 8:00 18:30": "08:00 18:30",
    "８：００，１８：３０": "08:00 18:30",
    "早上8点 下午6点半": "08:00 18:30",
    "早上8点下午6点半": "08:00 18:30",
    "每天8点和20点。": "08:00 20:00",
    "八点半、二十一点十五分": "08:30 21:15",
    "十点 十八点零五 二十点": "10:00 18:05 20:00",
    "8点一刻 9点三刻 10点整": "08:15 09:45 10:00",
    "晚上 9 点 30 分": "21:30",
    "中午12点 中午1点": "12:00 13:00",
    "晚上12点": "00:00",
    "晚上1点": "01:00",
    "凌晨12点半": "00:30",
    "上午12点": "12:00",
    "半夜11点 8点 半夜12点": "00:00 08:00 23:00",
    "今早7点 今晚8点": "07:00 20:00",
    "18點30分": "18:30",
    "٨:٠٠": "08:00",
}


@pytest.mark.parametrize("text", READ)
def test_reads(text: str) -> None:
    assert " ".join(f"{at:%H:%M}" for at in parse_times(text)) == READ[text]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ",", "abc", "25:00", "8:60", "8:5", "8 30", "-1", "8:00-10:00", "½", "8.5", "99999"),
        *("8:00 tomorrow", "十十点", "八九点", "8点60分", " ".join(map(str, range(MOST_TIMES + 1)))),
    ],
)
def test_refuses_and_says_what(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_times(text)
    assert (caught.value.code, caught.value.params) == ("bad_time", {"text": text.strip()[:60]})


@given(st.lists(st.times(), min_size=1, max_size=MOST_TIMES), st.sampled_from([" ", ", ", "，", "、", " / "]))
def test_reads_what_is_shown(times: list[time], separator: str) -> None:
    shown = sorted({time(at.hour, at.minute) for at in times})
    assert parse_times(separator.join(f"{at:%H:%M}" for at in times)) == tuple(shown)


@given(st.text() | st.text("0123456789:.点半下午晚十二 am,", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    times: tuple[time, ...] = (time(8),)
    with contextlib.suppress(BadInput):
        times = parse_times(text)
    assert 1 <= len(times) <= MOST_TIMES
    assert list(times) == sorted(set(times))
