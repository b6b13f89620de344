"""Identity of entries, over one document and from one fetch to the next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.model import Entry
from digests.sources.entries import MOST, feed_of, newest, settle, tags_of
from digests.sources.shared_names import content_key, shared_names
from digests.sources.stated import Stated

STATED = st.builds(
    Stated,
    guid=st.sampled_from(["", "a", "b"]),
    link=st.sampled_from(["", "https://x/1", "https://x/2"]),
    title=st.sampled_from(["", "t", "u"]),
    text=st.sampled_from(["text", "other"]),
)


@given(st.lists(STATED, max_size=6))
def test_identities_are_unique_and_lose_no_content(stated: list[Stated]) -> None:
    settled = settle(stated)
    assert len({each.uid for each in settled}) == len(settled)
    for one in stated:  # nothing is lost but what an entry of the same guid or page replaces
        same = any((e.title, e.text) == (one.title or one.text, one.text) for e in settled)
        assert same or any(e.link == one.link and e.uid in (one.guid, one.link) for e in settled)


@given(st.lists(STATED, max_size=6))
def test_the_order_of_a_document_changes_no_identity(stated: list[Stated]) -> None:
    assert {e.uid for e in settle(stated)} == {e.uid for e in settle(stated[::-1])}


def test_newest_first_and_undated_ones_last_in_their_order() -> None:
    def dated(uid: str, day: int) -> Entry:
        return Entry(uid=uid, title="", text="", published=datetime(2026, 1, day, tzinfo=UTC))

    def undated(uid: str) -> Entry:
        return Entry(uid=uid, title="", text="")

    listed = newest([undated("x"), dated("a", 1), undated("y"), dated("b", 2)], 3)
    assert [each.uid for each in listed] == ["b", "a", "x"]


def test_tags_are_labels() -> None:
    names = ["#AI", "ai", " ", "x" * 61, "http://x/y", *(f"t{n}" for n in range(30))]
    assert [tag.name for tag in tags_of(names)] == ["AI", *(f"t{n}" for n in range(19))]


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOME, PAGE = "https://x/", "https://x/1"


def said(guid: str, link: str, n: int, at: datetime | None = NOON) -> Stated:
    return Stated(guid, link, f"Title {n}", f"Text {n}", at)


@pytest.mark.parametrize(
    ("stated", "shared"),
    [
        ([said("a", PAGE, 1), said("b", HOME, 2), said("c", HOME, 3)], set()),
        ([said("a", PAGE, 1), said("a", HOME, 1)], {"a"}),
        ([said("a", "", 1), said("a", "", 2)], {"a"}),
        ([said("a", "", 1), said("a", "", 1)], set()),
        ([said("a", PAGE, 1), said("a", PAGE, 2)], set()),
        ([said("a", PAGE, n) for n in (1, 2, 3)], {"a", PAGE}),
        ([said("a", PAGE, 1, NOON + timedelta(n)) for n in (1, 2)], set()),
        ([said(PAGE, PAGE, 1), said(PAGE, PAGE, 2)], {PAGE}),
        ([said(f"{PAGE}?utm_source=x", PAGE, n) for n in (1, 2)], {f"{PAGE}?utm_source=x", PAGE}),
        ([said(PAGE, PAGE, 1), said(PAGE, PAGE, 1)], set()),
        ([said("", HOME, 1), said("", HOME, 2)], {HOME}),
        ([said("", HOME, 1), said("", HOME, 1)], set()),
        ([said("", HOME, 1), said("b", HOME, 2)], set()),
        ([said("", "", 1), said("", "", 1)], set()),
        ([said("", "", 1), said("", "", 1, NOON + timedelta(1))], {content_key(said("", "", 1))}),
        ([said("", PAGE, 1), said("", PAGE, 1, NOON + timedelta(1))], set()),
        ([said("", "", 1, None), said("", "", 1)], {content_key(said("", "", 1))}),
    ],
)
def test_what_does_not_tell_entries_apart(stated: list[Stated], shared: set[str]) -> None:
    assert shared_names(stated) == shared


def test_what_did_not_tell_them_apart_before_does_not_now() -> None:
    key = content_key(said("", "", 1))
    assert shared_names([said("a", PAGE, 1)], {"a", HOME}) == {"a", HOME}
    dated = [said("", HOME, 1), said("", HOME, 1, NOON + timedelta(1))]
    assert shared_names(dated, {HOME}) == {HOME, key}
    [entry] = settle([said("a", HOME, 1)], {"a", HOME})
    assert (entry.uid, entry.nameless) == (key, True)
    [entry] = settle([said("a", HOME, 1)], {"a", HOME, key})
    assert (entry.uid, entry.nameless) == (f"{key} 2026-03-02T12:00:00+00:00", True)
    [entry] = settle([said("a", HOME, 1, None)], {"a", HOME, key})
    assert entry.uid == key
    [entry] = settle([said("a", HOME, 1)], {"a"})
    assert (entry.uid, entry.nameless) == (HOME, False)


def test_of_two_versions_the_newer_stays_and_of_equals_the_first() -> None:
    older, newer = said("a", PAGE, 1), said("a", PAGE, 2, NOON + timedelta(hours=1))
    for both in ([older, newer], [newer, older]):
        assert [entry.title for entry in settle(both)] == ["Title 2"]
    assert [entry.title for entry in settle([older, said("a", PAGE, 2)])] == ["Title 1"]


@pytest.mark.parametrize(("length", "kept"), [(300, True), (301, False)])
def test_long_names_are_hashed(length: int, kept: bool) -> None:
    [entry] = settle([said("g" * length, PAGE, 1)])
    assert entry.uid == ("g" * 300 if kept else sha256(b"g" * 301).hexdigest()[:40])


def test_a_feed_says_what_was_left_out_and_what_is_empty() -> None:
    many = [said(str(n), "", n, NOON - timedelta(hours=n)) for n in range(MOST + 2)]
    feed = feed_of("T", "RSS", [Stated("x", PAGE, "", ""), *many, Stated("", PAGE, "", "")], HOME, 3)
    assert (len(feed.entries), feed.entries[0].uid, feed.link) == (500, "0", HOME)
    assert [(each.place, each.code, each.params) for each in feed.problems] == [
        ("", "entries_left_out", {"count": "5"}),
        ("x", "empty_post", {}),
        ("#504", "empty_post", {}),
    ]
    whole = feed_of("T", "RSS", [Stated("x", PAGE, "", "Only a text")], shared={HOME})
    assert (whole.problems, whole.shared) == ((), {HOME})
