"""Dates of feeds: the moment that is written, or none; never another day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Problem
from digests.sources import dates
from digests.sources.dates import names
from tests.digests.sources import date_names

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def read(text: str, language: str = "") -> str:
    """What is read of a date whose feed is at home in UTC, or in China where its language is Chinese."""
    found = dates.read(text, dates.zone_of(language, ""), language)
    return found.isoformat() if found else ""


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # numbers, the year first
        ("2026/11/29 8:30:00", "zh-cn", "2026-11-29T08:30:00+08:00"),
        ("2026.11.29", "zh", "2026-11-29T00:00:00+08:00"),
        ("2026年11月29日", "zh-Hant", "2026-11-29T00:00:00+08:00"),
        ("26年11月9日 8点", "zh", "2026-11-09T08:00:00+08:00"),
        ("2026. 11. 29. 오전 8:30", "ko", "2026-11-29T08:30:00+00:00"),
        ("2026 11 29", "", "2026-11-29T00:00:00+00:00"),
        ("２０２６／１１／２９　８：３０", "", "2026-11-29T08:30:00+00:00"),
        ("2026−11−29", "", "2026-11-29T00:00:00+00:00"),
        ("令和元年5月1日", "ja", "2019-05-01T00:00:00+00:00"),
        ("民國115年11月29日", "", "2026-11-29T00:00:00+00:00"),
        ("2026/11-29", "", ""),
        ("2026-13-01", "", ""),
        ("2026-00-10", "", ""),
        ("2026-02-29", "", ""),
        ("2024-02-29", "", "2024-02-29T00:00:00+00:00"),
        ("2026-11-291", "", ""),
        ("12026-11-29", "", ""),
        ("2026-11-29 - 2026-12-01", "", ""),
        ("2026-11-29 soon", "", ""),
        # nothing between numbers
        ("20261129", "", "2026-11-29T00:00:00+00:00"),
        ("20240230", "", ""),
        ("202611290830", "", "2026-11-29T08:30:00+00:00"),
        ("20261129083005", "", "2026-11-29T08:30:05+00:00"),
        ("20261129T083005.123Z", "zh", "2026-11-29T08:30:05+00:00"),
        ("20261129 083005 +0330", "", "2026-11-29T08:30:05+03:30"),
        ("20261129T2500", "", ""),
        ("1764491405", "zh", "2025-11-30T08:30:05+00:00"),
        ("1764491405.75", "", "2025-11-30T08:30:05+00:00"),
        ("1764491405123", "", "2025-11-30T08:30:05+00:00"),
        ("176449140", "", ""),
        ("17644914051", "", ""),
        # numbers, the year last
        ("29.11.2026 08:30", "", "2026-11-29T08:30:00+00:00"),
        ("05.11.2026", "en-us", "2026-11-05T00:00:00+00:00"),
        ("29/11/2026", "en-us", "2026-11-29T00:00:00+00:00"),
        ("11/29/2026", "en-gb", "2026-11-29T00:00:00+00:00"),
        ("12/13/2026", "", "2026-12-13T00:00:00+00:00"),
        ("13/12/2026", "", "2026-12-13T00:00:00+00:00"),
        ("11/11/2026", "", "2026-11-11T00:00:00+00:00"),
        ("12/11/2026", "en-us", "2026-12-11T00:00:00+00:00"),
        ("11/12/2026", "en-gb", "2026-12-11T00:00:00+00:00"),
        ("12/12/2026", "", "2026-12-12T00:00:00+00:00"),
        ("05/11/2026", "", ""),
        ("05/11/2026", "en", ""),
        ("05/11/2026", "zh", ""),
        ("05/11/2026", "en_US", "2026-05-11T00:00:00+00:00"),
        ("05/11/2026", "en-GB", "2026-11-05T00:00:00+00:00"),
        ("05-11-2026", "nl-BE", "2026-11-05T00:00:00+00:00"),
        ("05-11.2026", "nl", ""),
        # names
        ("Nov 5, 2026 8:30 am", "", "2026-11-05T08:30:00+00:00"),
        ("Sun, 29 Nov 26 08:30 GMT", "", "2026-11-29T08:30:00+00:00"),
        ("29 Nov 49", "", "2049-11-29T00:00:00+00:00"),
        ("29 Nov 50", "", "1950-11-29T00:00:00+00:00"),
        ("2026-Nov-29", "", "2026-11-29T00:00:00+00:00"),
        ("29Nov2026", "", "2026-11-29T00:00:00+00:00"),
        ("29 Nov", "", ""),
        ("29 Nov 202", "", ""),
        ("29 2026", "", ""),
        ("129 Nov 2026", "", ""),
        ("29 Nov 2026 7", "", ""),
        ("29 Nov Dec 2026", "", ""),
        ("29 Foo 2026", "", ""),
        ("29 No 2026", "", ""),
        ("mar., 03 mar. 2026", "es", "2026-03-03T00:00:00+00:00"),
        ("mar. 3 marzo 2026", "es", "2026-03-03T00:00:00+00:00"),
        ("29 listopad 2026", "cs-CZ", "2026-11-29T00:00:00+00:00"),
        ("29 listopad 2026", "hr", "2026-10-29T00:00:00+00:00"),
        ("29 listopad 2026", "", ""),
        ("3 jui 2026", "fr", ""),
        ("3 juil 2026", "fr", "2026-07-03T00:00:00+00:00"),
        ("29 ноя 2026", "ru", "2026-11-29T00:00:00+00:00"),
        ("3 нед 2026", "ru", ""),
        ("29 november 2026", "no", "2026-11-29T00:00:00+00:00"),
        ("29 תשרין 2026", "iw", ""),
        ("29 בנובמבר 2026", "iw", "2026-11-29T00:00:00+00:00"),
        ("29 تشرين الثاني 2026", "ar", "2026-11-29T00:00:00+00:00"),
        ("28 فبراير 2569", "ar", "2569-02-28T00:00:00+00:00"),
        ("29 พ.ย. 2569 08:30 น.", "th", "2026-11-29T08:30:00+00:00"),
        ("29 พ.ย. 2026", "th", "2026-11-29T00:00:00+00:00"),
        ("29 tháng 11, 2026", "vi", "2026-11-29T00:00:00+00:00"),
        # time of day
        ("2026-11-29 8:5:3", "", "2026-11-29T08:05:03+00:00"),
        ("2026-11-29 00:00", "", "2026-11-29T00:00:00+00:00"),
        ("2026-11-29T24:00:00Z", "", "2026-11-30T00:00:00+00:00"),
        ("2026-11-29 24:00:01", "", ""),
        ("2026-11-29 23:59:60", "", "2026-11-30T00:00:00+00:00"),
        ("2026-11-29 08:30:60", "", "2026-11-29T08:31:00+00:00"),
        ("2026-11-29 08:30:61", "", ""),
        ("2026-11-29 08:60", "", ""),
        ("2026-11-29 25:00", "", ""),
        ("2026-11-29 08:30:05.999", "", "2026-11-29T08:30:05+00:00"),
        ("2026-11-29 08:30:05,999", "", "2026-11-29T08:30:05+00:00"),
        ("2026-11-29 12:05 am", "", "2026-11-29T00:05:00+00:00"),
        ("2026-11-29 12:05 PM", "", "2026-11-29T12:05:00+00:00"),
        ("2026-11-29 1:05 p. m.", "es", "2026-11-29T13:05:00+00:00"),
        ("2026-11-29 13:05 PM", "", "2026-11-29T13:05:00+00:00"),
        ("2026-11-29 13:05 AM", "", ""),
        ("2026-11-29 12:05 AM", "", "2026-11-29T00:05:00+00:00"),
        ("29 Nov 2026 8pm", "", "2026-11-29T20:00:00+00:00"),
        ("2026-11-29 下午3:05", "", "2026-11-29T15:05:00+00:00"),
        ("2026-11-29 凌晨12:05", "", "2026-11-29T00:05:00+00:00"),
        ("2026-11-29 中午11:30", "", "2026-11-29T11:30:00+00:00"),
        ("2026-11-29 中午12:30", "", "2026-11-29T12:30:00+00:00"),
        ("2026-11-29 中午1:30", "", "2026-11-29T13:30:00+00:00"),
        ("2026-11-29 8时30分05秒", "", "2026-11-29T08:30:05+00:00"),
        ("2026년 11월 29일 오후 8시 30분", "ko", "2026-11-29T20:30:00+00:00"),
        ("29.11.2026 08h30", "fr", "2026-11-29T08:30:00+00:00"),
        ("29 nov. 2026 8 h", "fr", "2026-11-29T08:00:00+00:00"),
        ("29. November 2026, 08.30 Uhr", "de", "2026-11-29T08:30:00+00:00"),
        ("29 Nov 2026 08.30 WIB", "id", "2026-11-29T08:30:00+07:00"),
        ("08:30, 29 Nov 2026", "", "2026-11-29T08:30:00+00:00"),
        ("Sa 13:30, 28.02.2026", "de", "2026-02-28T13:30:00+00:00"),
        ("29/11/2026 8:30:00 CH", "vi", "2026-11-29T20:30:00+00:00"),
        # zones
        ("2026-11-29T08:30:00Z", "zh", "2026-11-29T08:30:00+00:00"),
        ("2026-11-29T08:30+01:00[Europe/Berlin]", "", "2026-11-29T08:30:00+01:00"),
        ("2026-07-29 08:30 Europe/Berlin", "", "2026-07-29T08:30:00+02:00"),
        ("2026-07-29 08:30 Europe/Nowhere", "", ""),
        ("2026-11-29 08:30 Etc/GMT-8", "", "2026-11-29T08:30:00+08:00"),
        ("2026-11-29 08:30:00 +0200 CEST", "zh", "2026-11-29T08:30:00+02:00"),
        ("2026-11-29 08:30:00 EST -0500", "", "2026-11-29T08:30:00-05:00"),
        ("Sun Nov 29 2026 08:30:00 GMT+0800 (China Standard Time)", "zh", "2026-11-29T08:30:00+08:00"),
        ("2026-11-29 08:30 (China Standard Time)", "", ""),
        ("2026-11-29 08:30 (UTC+8)", "", "2026-11-29T08:30:00+08:00"),
        ("2026-11-29（日）08:30", "ja", "2026-11-29T08:30:00+00:00"),
        ("2026-11-29 08:30 GMT+8", "", "2026-11-29T08:30:00+08:00"),
        ("2026-11-29 08:30 UTC-03:30", "", "2026-11-29T08:30:00-03:30"),
        ("2026-11-29 08:30 −03:30", "", "2026-11-29T08:30:00-03:30"),
        ("2026-11-29 08:30 +0545", "", "2026-11-29T08:30:00+05:45"),
        ("2026-11-29 08:30 +545", "", "2026-11-29T08:30:00+05:45"),
        ("2026-11-29 08:30 +14:00", "", "2026-11-29T08:30:00+14:00"),
        ("2026-11-29 08:30 +14:01", "", ""),
        ("2026-11-29 08:30 +0860", "", ""),
        ("2026-11-29 08:30 +9999", "", ""),
        ("2026-11-29 08:30 QQT", "", ""),
        ("2026-11-29 08:30 CST", "", "2026-11-29T08:30:00-06:00"),
        ("2026-11-29 08:30 CST", "zh", "2026-11-29T08:30:00+08:00"),
        ("2026-11-29 08:30 IST", "", "2026-11-29T08:30:00+05:30"),
        ("2026-11-29 08:30 IST", "he", "2026-11-29T08:30:00+02:00"),
        ("2026-07-29 08:30 ET", "", "2026-07-29T08:30:00-04:00"),
        ("2026-11-29 08:30 NPT", "", "2026-11-29T08:30:00+05:45"),
        ("2026-11-29 08:30 МСК", "ru", "2026-11-29T08:30:00+03:00"),
        ("Sun Nov 29 08:30:00 PST 2026", "", "2026-11-29T08:30:00-08:00"),
        ("2026-11-29Z", "zh", "2026-11-29T00:00:00+00:00"),
        ("2026-11-29+08:00", "", "2026-11-29T00:00:00+08:00"),
        ("2026-11-29 -0330", "", "2026-11-29T00:00:00-03:30"),
        # no dates
        ("", "", ""),
        ("today", "", ""),
        ("昨天 12:00", "zh", ""),
        ("3 hours ago", "", ""),
        ("08:30", "", ""),
        ("2026-11", "", ""),
        ("2026", "", ""),
        ("Mon, 99 Foo 20266 99:99:99 +9999", "", ""),
        ("9" * 100 + "-01-01", "", ""),
        (f"29 Nov 2026{' the' * 30}", "", ""),
    ],
)
def test_a_date_is_read_whole_or_not_at_all(text: str, language: str, expected: str) -> None:
    assert read(text, language) == expected


FORMS: list[Callable[[datetime], str]] = [
    datetime.isoformat,
    format_datetime,
    lambda at: at.isoformat(" ", "minutes"),
    lambda at: at.strftime("%Y%m%dT%H%M%S%z"),
    lambda at: at.strftime("%Y/%m/%d %H:%M:%S %z"),
    lambda at: at.strftime("%Y.%m.%d %H:%M %z"),
    lambda at: at.strftime("%d.%m.%Y %H:%M %z"),
    lambda at: at.strftime("%Y年%m月%d日 %H时%M分 %z"),
    lambda at: at.strftime("%a %b %d %Y %H:%M:%S GMT%z (Some Standard Time)"),
    lambda at: at.strftime("%a %b %d %H:%M:%S %z %Y"),
    lambda at: at.strftime("%B %d, %Y %I:%M %p %z"),
    lambda at: at.strftime("%A, %d-%b-%Y %H:%M:%S %z"),
    lambda at: at.strftime("%Y-%m-%d %H:%M:%S %z XST").replace("XST", "CEST"),
    lambda at: str(int(at.timestamp())),
    lambda at: str(1000 * int(at.timestamp())),
]
ZONES = st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MINUTES = st.integers(0, 51_000_000)  # from 2002 to 2098
MOMENTS = st.builds(
    lambda minutes, zone: (datetime(2002, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(zone),
    MINUTES,
    ZONES,
)


@given(MOMENTS, st.sampled_from(FORMS), st.sampled_from(["", "zh", "en-US", "de", "fr", "ru"]))
def test_what_programs_write_comes_back(
    moment: datetime, form: Callable[[datetime], str], tongue: str
) -> None:
    assert dates.read(form(moment), dates.CHINA, tongue) == moment


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.data())
def test_days_in_the_feeds_language_are_read_right_or_not_at_all(day: date, data: st.DataObject) -> None:
    tag = data.draw(st.sampled_from([*date_names.LANGUAGES, *date_names.NUMBERED]))
    form = data.draw(st.sampled_from(["short", "medium", "long", "full"]))
    locale = Locale.parse(tag)
    found = dates.read(format_date(day, form, locale), UTC, tag)
    assert found is None or found.date() == day


@pytest.mark.parametrize("tag", date_names.LANGUAGES)
def test_long_dates_are_read_in_every_language(tag: str) -> None:
    day = date(2026, 11, 29)
    text = format_date(day, "d MMMM y", date_names.locale_of(tag))
    found = dates.read(text, UTC, tag)
    assert found is not None, text
    assert found.date() == day


_PIECES = (
    "2026 2025 29 11 5 31 30 02 Nov nov. march Fri, Sunday : 08:30 08:30:00 24:00 am pm Z GMT +0800 -0330 "
    "CST (x) / / - - . , T 年 月 日 下午 of th de listopad "
)
PIECES = st.sampled_from(_PIECES.split())


@given(st.lists(PIECES, max_size=9).flatmap(lambda p: st.sampled_from([" ".join(p), "".join(p)])))
def test_no_day_is_made_up(text: str) -> None:
    found = dates.read(text, UTC)
    if found is None or re.fullmatch(r"\d{10}|\d{13}", text):
        return
    written = {int(number) for number in re.findall(r"\d{1,4}", text)}
    joined = "".join(re.findall(r"\d", text))
    day = found - timedelta(days=1) if "24:00" in text else found
    assert str(day.year)[2:] in joined
    assert day.day in written or f"{day.day:02}" in joined


@given(st.text(max_size=60), st.text(max_size=8))
def test_no_text_raises(text: str, language: str) -> None:
    found = dates.read(text, UTC, language)
    assert found is None or found.tzinfo is not None


@pytest.mark.long
def test_names_are_those_of_the_script() -> None:
    assert date_names.FILE.read_text("utf-8") == date_names.dumped()


def test_names_are_compared_without_what_varies() -> None:
    assert names.plain("Févr.") == names.plain("fevr") == "fevr"
    assert names.plain("נוב׳") == "נוב"


@pytest.mark.parametrize(
    ("language", "title", "zone"),
    [
        ("zh-CN", "", dates.CHINA),
        ("ZH", "", dates.CHINA),
        ("", "财经快讯", dates.CHINA),
        ("en", "财经快讯", dates.CHINA),
        ("ja", "日本経済", UTC),
        ("ko", "韓國", UTC),
        ("", "ニュース速報", UTC),
        ("", "News", UTC),
        ("de", "Ex libris", UTC),
    ],
)
def test_where_dates_without_an_offset_are_at_home(language: str, title: str, zone: object) -> None:
    assert dates.zone_of(language, title) == zone


@pytest.mark.parametrize(
    ("stated", "expected", "unread"),
    [
        (["2026-11-29T08:30:00+08:00", "2026-11-28"], "2026-11-29T00:30:00+00:00", []),
        (["soon", "2026-11-28"], "2026-11-28T00:00:00+00:00", []),
        (["2027-01-01", "2026-11-28"], "2026-11-28T00:00:00+00:00", []),
        (["1989-12-31"], "", []),
        (["1990-01-01"], "1990-01-01T00:00:00+00:00", []),
        (["2026-11-30T01:00:00Z"], "2026-11-30T01:00:00+00:00", []),
        (["2026-11-30T01:00:01Z"], "", []),
        (["soon", "later"], "", ["soon"]),
        (["2027-01-01", "later"], "", ["later"]),
        ([], "", []),
    ],
)
def test_the_first_date_that_can_be_believed(stated: list[str], expected: str, unread: list[str]) -> None:
    found: list[str] = []
    moment = dates.first(stated, UTC, "", NOW, found)
    assert (moment.isoformat() if moment else "", found) == (expected, unread)


def test_the_card_names_a_date_that_was_not_understood() -> None:
    assert dates.problems_of([]) == ()
    said = dates.problems_of(["so\u202eon", "later"])
    assert said == (Problem("date", "dates_unread", {"count": "2", "text": "soon"}),)
    assert len(dates.problems_of(["x" * 200])[0].params["text"]) == 60


@pytest.mark.parametrize(
    ("eight", "expected"),
    [("20220526", "2022-05-26T00:00:00+00:00"), ("20220532", ""), ("2022052", ""), ("", "")],
)
def test_eight_digits_of_a_name(eight: str, expected: str) -> None:
    found = dates.digits(eight, UTC)
    assert (found.isoformat() if found else "") == expected
