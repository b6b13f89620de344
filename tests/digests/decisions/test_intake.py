"""What to store of a reading, decided from entries, what is known, and the time."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.duplicates.fingerprint import fingerprint
from digests.decisions.identity.signs import Earlier, Mark
from digests.decisions.intake import Intake, believed, decide, mark, published, version_of
from digests.model import CategoryName, Entry, Tag, Traits

NOW = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
SEEN = NOW.replace(microsecond=123000)
HOUR = timedelta(hours=1)


def entry(uid: str, hours: float | None = 1, text: str = "A text.") -> Entry:
    return Entry(uid, f"Title of {uid}", text, published=None if hours is None else NOW - hours * HOUR)


def take(
    *entries: Entry, known: dict[str, str] | None = None, fresh_left: int | None = None, lang: str = "en"
) -> Intake:
    return decide(entries, known or {}, NOW, fresh_left=fresh_left, detect=lambda _: lang)


def versions(*entries: Entry) -> dict[str, str]:
    return {draft.entry.uid: draft.version for draft in take(*entries).new}


def uids(intake: Intake) -> list[str]:
    return [draft.entry.uid for draft in intake.new]


UIDS = st.integers(0, 9).map(str)
READINGS = st.lists(
    st.builds(entry, UIDS, st.none() | st.integers(-50, 50), st.sampled_from(["one", "two", ""])), max_size=12
)


@given(READINGS, READINGS, st.none() | st.integers(0, 5))
def test_every_uid_ends_in_one_place_and_a_second_reading_finds_nothing_new(
    before: list[Entry], reading: list[Entry], fresh_left: int | None
) -> None:
    known = versions(*before)
    intake = take(*reading, known=known, fresh_left=fresh_left)
    new, changed = set(uids(intake)), {draft.entry.uid for draft in intake.changed}
    assert new == {each.uid for each in reading} - known.keys()
    assert changed <= known.keys()
    assert len(new) + len(changed) + intake.same == len({each.uid for each in reading})
    fresh = [draft.fresh for draft in intake.new]
    assert sum(fresh) == (len(fresh) if fresh_left is None else min(fresh_left, len(fresh)))
    assert fresh == sorted(fresh)
    after = known | {draft.entry.uid: draft.version for draft in (*intake.new, *intake.changed)}
    assert take(*reading, known=after) == Intake((), (), len({each.uid for each in reading}))


@given(READINGS)
def test_new_ones_come_oldest_first_and_never_from_the_future(reading: list[Entry]) -> None:
    times = [draft.published for draft in take(*reading).new]
    assert times == sorted(times)
    assert all(at <= NOW + HOUR and at.tzinfo is UTC for at in times)


def test_entries_without_a_date_keep_the_order_of_the_feed() -> None:
    undated = [entry(uid, hours=None) for uid in ("newest", "middle", "oldest")]
    intake = take(*undated, entry("dated", hours=2), fresh_left=2)
    assert uids(intake) == ["dated", "oldest", "middle", "newest"]
    assert [draft.fresh for draft in intake.new] == [False, False, True, True]


def test_of_entries_with_one_uid_the_last_counts() -> None:
    intake = take(entry("1", text="first"), entry("2"), entry("1", text="last"))
    assert {draft.entry.uid: draft.entry.text for draft in intake.new} == {"1": "last", "2": "A text."}


def test_of_entries_with_one_uid_the_last_keeps_its_place() -> None:
    undated = [entry(uid, hours=None) for uid in ("1", "2", "1", "3")]
    assert uids(take(*undated)) == ["3", "1", "2"], "oldest first"


def test_what_was_read_in_another_way_before_is_no_news() -> None:
    reading = [entry("1", hours=2), entry("2", hours=3), entry("3", hours=4), entry("4", hours=None)]

    def fresh(fresh_left: int | None, hours: float) -> list[str]:
        until = SEEN - hours * HOUR
        taken = decide(reading, {}, SEEN, fresh_left=fresh_left, detect=lambda _: "en", read_until=until)
        return [draft.entry.uid for draft in taken.new if draft.fresh]

    assert fresh(None, 5) == ["3", "2", "1", "4"]
    assert fresh(None, 3) == ["2", "1", "4"]
    assert fresh(None, 2.5) == ["1", "4"]
    assert fresh(None, -1) == []
    assert fresh(1, 3) == ["4"]


def test_what_has_neither_title_nor_text_is_not_stored() -> None:
    assert take(Entry("1", " ", "\x00")) == Intake((), (), 0)


def test_a_post_that_was_taken_back_and_returns_counts_as_changed() -> None:
    intake = take(entry("1"), known={"1": ""})
    assert [draft.entry.uid for draft in intake.changed] == ["1"]


BERLIN = timezone(HOUR)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, SEEN),
        (datetime(2026, 11, 24, 8, 30, tzinfo=BERLIN), datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), SEEN),
        (datetime(2027, 1, 1, tzinfo=UTC), SEEN),
        (datetime(2099, 1, 1, tzinfo=UTC), SEEN),
        (datetime.max.replace(tzinfo=timezone(-HOUR)), SEEN),
        (datetime.min.replace(tzinfo=BERLIN), SEEN),
        (datetime(1970, 1, 1, tzinfo=UTC), SEEN),
        (datetime(1990, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC)),
        (datetime(2021, 12, 27, 22, 27, 30), datetime(2021, 12, 27, 22, 27, 30, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_dates_that_cannot_be_are_the_time_of_first_sight(
    stated: datetime | None, expected: datetime
) -> None:
    at = published(replace(entry("1"), published=stated), NOW)
    assert (at, at.tzinfo) == (expected, UTC)


@pytest.mark.parametrize(
    ("microsecond", "kept"),
    [(0, 0), (999, 0), (1000, 1000), (123456, 123000), (999000, 999000), (999999, 999000)],
)
def test_times_are_whole_milliseconds(microsecond: int, kept: int) -> None:
    stated = NOW.replace(microsecond=microsecond)
    assert published(replace(entry("1"), published=stated), NOW) == NOW.replace(microsecond=kept)


@pytest.mark.parametrize(
    ("stated", "now", "expected"),
    [
        (NOW + HOUR, NOW, SEEN + HOUR),
        (NOW + HOUR + timedelta(milliseconds=1), NOW, None),
        (datetime(2027, 1, 1, 0, 15, tzinfo=UTC), datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "stated"),
        (datetime(1990, 1, 1, tzinfo=UTC), NOW, "stated"),
        (datetime(1989, 12, 31, tzinfo=UTC), NOW, None),
        (None, NOW, None),
    ],
)
def test_which_times_are_believed(
    stated: datetime | None, now: datetime, expected: datetime | str | None
) -> None:
    assert believed(stated, now) == (stated if expected == "stated" else expected)


def test_what_an_entry_is_known_by() -> None:
    one = replace(BASE, published=NOW, nameless=True)
    prints = fingerprint("Title", "Text")
    expected = Mark("1", "https://example.com", "Title", prints.content_key, prints.simhash, SEEN, True)
    assert mark(one, NOW) == expected
    assert mark(replace(one, published=NOW + 2 * HOUR, nameless=False), NOW)[5:] == (None, False)
    assert mark(replace(one, traits=Traits(5, 6, "en")), NOW)[3:5] == (6, 5)
    post = Earlier(1, "1", "", "", 8, 7, NOW)
    assert mark(replace(one, traits=Traits(5, 6, "en")), NOW, post)[3:5] == (8, 7)


def test_what_was_computed_where_an_entry_was_parsed_is_not_computed_again() -> None:
    (draft,) = take(replace(entry("1"), traits=Traits(5, 6, "zh"))).new
    assert (draft.simhash, draft.content_key, draft.lang) == (5, 6, "zh")


BASE = Entry(
    "1",
    "Title",
    "Text",
    link="https://example.com",
    source="source",
    digest="digest",
    categories=(CategoryName("a", "b"),),
    tags=(Tag("name", "ticker"),),
    lang="en",
)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"},
        {"text": "Other"},
        {"link": ""},
        {"source": "digest", "digest": "source"},
        {"categories": ()},
        {"categories": (CategoryName("a", "c"),)},
        {"tags": (Tag("name"), Tag("ticker"))},
        {"tags": (Tag("name", "ticker"), Tag("b"))},
        {"categories": (), "tags": (Tag("name", "ticker"), Tag("a", "b"))},
        {"lang": "de"},
    ],
)
def test_whatever_a_reader_may_see_changes_the_version(change: dict[str, object]) -> None:
    assert version_of(replace(BASE, **change)) != version_of(BASE)  # type: ignore[arg-type]


def test_versions_are_stored_so_they_must_never_change() -> None:
    assert version_of(BASE) == "17903416c83def47dbf3be1de3e0115a"
    assert version_of(replace(BASE, uid="2", published=NOW)) == version_of(BASE)


def test_the_language_is_the_feeds_own_or_detected_from_title_and_text() -> None:
    heard = []

    def detect(text: str) -> str:
        heard.append(text)
        return "zh"

    entries = [replace(entry("1"), lang="en-GB"), entry("2", text="x" * 9000)]
    intake = decide(entries, {}, NOW, fresh_left=None, detect=detect)
    assert {draft.entry.uid: draft.lang for draft in intake.new} == {"1": "en", "2": "zh"}
    assert [(text[:10], len(text)) for text in heard] == [("Title of 2", 2000)]


def test_copies_have_one_content_key_and_changed_posts_a_new_one() -> None:
    drafts = take(entry("1"), replace(entry("2"), title="Title of 1!"), entry("3")).new
    first, copy, other = sorted(drafts, key=lambda draft: draft.entry.uid)
    assert first.content_key == copy.content_key != other.content_key
    (changed,) = take(entry("1", text="Another text."), known={"1": first.version}).changed
    assert changed.content_key != first.content_key
    assert not changed.fresh


def test_an_entry_survives_the_way_between_processes() -> None:
    """Each field by its own name: one that is added later must be added to the way as well."""
    values = {field.name: f"{field.name}!" for field in fields(Entry)}
    there = pickle.loads(pickle.dumps(Entry(**values)))  # type: ignore[arg-type]
    assert {field.name: getattr(there, field.name) for field in fields(Entry)} == values
