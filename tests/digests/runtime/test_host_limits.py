"""What servers and documents ask of those who fetch them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import FetchHints
from digests.sources.formats.fetch_hints import fetch_hints
from digests.sources.web.freshness import fresh_for

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
        ("", FetchHints()),
        ("<ttl>60</ttl>", FetchHints(3_600)),
        ("<ttl> 60 </ttl>", FetchHints(3_600)),
        ("<ttl>9999999</ttl>", FetchHints(86_400)),
        ("<ttl>-5</ttl>", FetchHints()),
        ("<ttl>soon</ttl>", FetchHints()),
        ("<ttl>", FetchHints()),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            FetchHints(1_800),
        ),
        ("<sy:updatePeriod>\n\thourly\n</sy:updatePeriod>", FetchHints(3_600)),
        ("<sy:updatePeriod>weekly</sy:updatePeriod>", FetchHints(86_400)),
        ("<sy:updateFrequency>24</sy:updateFrequency>", FetchHints(3_600)),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            FetchHints(3_600),
        ),
        ("<sy:updatePeriod>always</sy:updatePeriod>", FetchHints()),
        ("<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>", FetchHints(86_400)),
        ("<skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>", FetchHints(hours=(0, 3))),
        ("<skipHours><hour>99</hour><hour>x</hour></skipHours>", FetchHints()),
        ("<skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>", FetchHints()),
        (
            "<skipDays><day>Saturday</day><day>sunday</day><day>Noday</day></skipDays>",
            FetchHints(days=(5, 6)),
        ),
        ("<day>Monday</day>", FetchHints()),
    ],
)
def test_what_a_document_asks(elements: str, wishes: FetchHints) -> None:
    document = f'<rss version="2.0"><channel><title>x</title>{elements}<item/></channel></rss>'
    assert fetch_hints(document) == wishes


@given(st.text(alphabet="<>/skipHourstl y:0123456789dax", max_size=300))
def test_no_document_breaks_it(text: str) -> None:
    found = fetch_hints(text)
    assert 0 <= found.seconds <= 86_400
