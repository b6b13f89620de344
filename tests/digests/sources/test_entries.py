"""Identity of entries, over one document and from one fetch to the next."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from digests.model import Entry
from digests.sources.entries import Stated, newest, settle, tags_of

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
