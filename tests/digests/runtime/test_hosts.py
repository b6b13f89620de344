"""What servers and documents ask of those who fetch them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Wishes
from digests.sources.freshness import fresh_for
from digests.sources.wishes import wishes_of

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOURLY = "<sy:updatePeriod>hourly</sy:updatePeriod>"
DATE, LATER = "Mon, 02 Mar 2026 08:00:00 GMT", "Mon, 02 Mar 2026 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, MAX-AGE = 600, s-maxage=5"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=600", "age": "2000"}, 0),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "no-store, max-age=600"}, 0),
        ({"cache-control": "max-age=31536000"}, 86_400),
        ({"cache-control": "max-age=999999999999999999"}, 86_400),
        ({"cache-control": "max-age=soon"}, 0),
        ({"expires": LATER}, 3_600),
        ({"expires": LATER, "date": "Mon, 02 Mar 2026 08:30:00 GMT"}, 1_800),
        ({"expires": LATER, "cache-control": "max-age=60"}, 60),
        ({"expires": DATE}, 0),
        ({"expires": "0"}, 0),
        ({"expires": "-1"}, 0),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, 86_400),
    ],
)
def test_how_long_an_answer_is_fresh(headers: dict[str, str], seconds: float) -> None:
    assert fresh_for(headers, NOW) == seconds


@given(st.text(max_size=100), st.text(max_size=100), st.text(max_size=40))
def test_no_header_breaks_it(control: str, expires: str, age: str) -> None:
    found = fresh_for({"cache-control": control, "expires": expires, "age": age}, NOW)
    assert 0 <= found <= 86_400


@pytest.mark.parametrize(
    ("elements", "wishes"),
    [
        ("", Wishes()),
        ("<ttl>60</ttl>", Wishes(3_600)),
        ("<ttl> 60 </ttl>", Wishes(3_600)),
        ("<ttl>9999999</ttl>", Wishes(86_400)),
        ("<ttl>-5</ttl>", Wishes()),
        ("<ttl>soon</ttl>", Wishes()),
        ("<ttl>", Wishes()),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            Wishes(1_800),
        ),
        ("<sy:updatePeriod>\n\thourly\n</sy:updatePeriod>", Wishes(3_600)),
        ("<sy:updatePeriod>weekly</sy:updatePeriod>", Wishes(86_400)),
        ("<sy:updateFrequency>24</sy:updateFrequency>", Wishes(3_600)),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            Wishes(3_600),
        ),
        ("<sy:updatePeriod>always</sy:updatePeriod>", Wishes()),
        ("<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>", Wishes(86_400)),
        ("<skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>", Wishes(hours=(0, 3))),
        ("<skipHours><hour>99</hour><hour>x</hour></skipHours>", Wishes()),
        ("<skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>", Wishes()),
        ("<skipDays><day>Saturday</day><day>sunday</day><day>Noday</day></skipDays>", Wishes(days=(5, 6))),
        ("<day>Monday</day>", Wishes()),
    ],
)
def test_what_a_document_asks(elements: str, wishes: Wishes) -> None:
    document = f'<rss version="2.0"><channel><title>x</title>{elements}<item/></channel></rss>'
    assert wishes_of(document) == wishes


@given(st.text(alphabet="<>/skipHourstl y:0123456789dax", max_size=300))
def test_no_document_breaks_it(text: str) -> None:
    found = wishes_of(text)
    assert 0 <= found.seconds <= 86_400
