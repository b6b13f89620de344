"""Which posts the entries of a reading are: by their names, and by what tells them where these change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from digests.decisions.identity.identity import is_republished, new_names
from digests.decisions.identity.signs import Earlier, Mark, alike

NOON = datetime(2026, 11, 24, 12, 0, 7, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PAGE, OTHER_PAGE, HOME = "https://a.example/1", "https://a.example/2", "https://a.example/"


def mark(
    uid: str,
    content: int = 1,
    date: datetime | None = NOON,
    link: str = "",
    title: str = "",
    nameless: bool = False,
) -> Mark:
    return Mark(uid, link, title or f"Title {content}", content, simhash(content), date, nameless)


def stored(
    n: int, uid: str, content: int = 1, date: datetime = NOON, link: str = "", title: str = ""
) -> Earlier:
    return Earlier(n, uid, link, title or f"Title {content}", content, simhash(content), date)


def simhash(content: int) -> int:
    """Far from that of any other content: ten bits of its own."""
    return 0b1111111111 << 10 * (content % 6)


# --------------------------------------------------------------------------- names


def test_a_name_that_is_known_is_the_same_entry_whatever_else_has_changed() -> None:
    there = [stored(1, "a", 1, NOON, PAGE)]
    assert new_names([mark("a", 2, NOON + DAY, OTHER_PAGE)], there) == {}


@pytest.mark.parametrize(
    ("before", "date", "content", "anew"),
    [
        ({"b"}, NOON + DAY, 2, True),
        (set(), NOON - HOUR, 2, True),
        ({"a"}, NOON + DAY, 2, False),
        (None, NOON + DAY, 2, False),
        ({"b"}, NOON, 2, False),
        ({"b"}, None, 2, False),
        ({"b"}, NOON + DAY, 1, False),
    ],
)
def test_withdrawn_and_published_anew_needs_another_date_and_another_text(
    before: set[str] | None, date: datetime | None, content: int, anew: bool
) -> None:
    entry, post = mark("a", content, date), stored(1, "a")
    assert is_republished(entry, post, before) is anew
    assert new_names([entry], [post], before) == ({1: "a\n1"} if anew else {})


def test_the_old_post_keeps_the_beginning_of_its_name_and_is_found_by_no_sign() -> None:
    assert new_names([mark("x" * 450, 2, NOON + DAY)], [stored(7, "x" * 450)], set()) == {
        7: "x" * 400 + "\n7"
    }
    assert new_names([mark("b", 1)], [stored(7, "a\n7", 1)]) == {}


@pytest.mark.parametrize(("hours", "anew"), [(72, False), (73, True), (-72, False), (-73, True)])
def test_what_has_no_name_is_another_notice_after_72_hours(hours: int, anew: bool) -> None:
    entry, post = mark("c", date=NOON + hours * HOUR, nameless=True), stored(1, "c")
    assert is_republished(entry, post, set()) is anew
    assert not is_republished(entry._replace(nameless=False), post, set())


def test_a_name_that_holds_the_date_is_not_that_of_another_notice() -> None:
    entry = mark("c 2026-11-24", date=NOON + 7 * DAY, nameless=True)
    assert not is_republished(entry, stored(1, "c 2026-11-24"), set())


def test_a_notice_that_takes_the_place_of_the_last_one_is_new_where_dates_stay() -> None:
    entry, post = mark("c", date=NOON + 7 * DAY, nameless=True), stored(1, "c")
    other, there = mark("d", 2), stored(2, "d", 2)
    assert new_names([entry, other], [post, there], {"c", "d"}) == {1: "c 2026-11-24T12:00:07+00:00 1"}
    again = [mark(f"c {date}", date=date, nameless=True) for date in (NOON, NOON + 7 * DAY)]
    posts = [stored(1, "c 2026-11-24T12:00:07+00:00 1"), stored(3, "c", date=NOON + 7 * DAY)]
    assert new_names(again, posts, {"c"}) == {1: again[0].uid, 3: again[1].uid}
    assert new_names([entry], [post], {"c"}) == {}
    assert new_names([entry, other], [post, there._replace(published=NOON + HOUR)], {"c", "d"}) == {}
    assert new_names([entry._replace(published=None), other], [post, there], {"c", "d"}) == {}
    near = entry._replace(published=NOON + DAY)
    assert new_names([near, other], [post, there], {"c", "d"}) == {}


def test_the_last_notice_is_found_again_reworded_beside_the_one_that_says_its_words() -> None:
    said, other = stored(1, "c"), stored(2, "d", 2)
    entry, kept = mark("c", date=NOON + 7 * DAY, nameless=True), mark("d", 2, nameless=True)
    reworded = mark("e", 3, title=said.title, nameless=True)
    for before in ({"c", "d"}, {"d"}):
        assert new_names([entry, kept, reworded], [said, other], before) == {1: "e"}
    elsewhere = reworded._replace(published=NOON + DAY)
    assert new_names([entry, kept, elsewhere], [said, other], {"d"}) == {1: "c 2026-11-24T12:00:07+00:00 1"}


def test_a_notice_that_comes_back_alone_has_its_name_again() -> None:
    first = stored(1, "c 2026-11-24T12:00:07+00:00 1")
    last = stored(2, "c", date=NOON + 7 * DAY)
    assert new_names([mark("c", nameless=True)], [first, last], {"d"}) == {
        2: "c 2026-12-01T12:00:07+00:00 2",
        1: "c",
    }


def test_what_was_published_anew_is_found_by_no_sign() -> None:
    posts = [stored(1, "a"), stored(2, "d", 2)]
    entries = [mark("a", 3, NOON + DAY), mark("d", 2), mark("e")]
    assert new_names(entries, posts, {"d"}) == {1: "a\n1"}


# --------------------------------------------------------------------------- a feed that keeps its names


KEPT = [mark("k1", 11), mark("k2", 12)], [stored(91, "k1", 11), stored(92, "k2", 12)]


def beside_kept(entry: Mark, *posts: Earlier) -> dict[int, str]:
    """The new names where two other entries have theirs still."""
    return new_names([*KEPT[0], entry], [*KEPT[1], *posts], {"k1", "k2"})


@pytest.mark.parametrize(
    ("entry", "post", "same"),
    [
        (mark("new"), stored(1, "old"), True),
        (mark("new", date=NOON + HOUR), stored(1, "old"), False),
        (mark("new", date=None), stored(1, "old"), False),
        (mark("new", 2), stored(1, "old"), False),
        (mark("new", 2, link=PAGE), stored(1, "old", link=PAGE), True),
        (mark("new", 2, NOON + HOUR, PAGE), stored(1, "old", link=PAGE), False),
        (mark("new", 1, NOON + HOUR, PAGE), stored(1, "old", link=PAGE), False),
        (mark("new", 1, None, PAGE), stored(1, "old", link=PAGE), True),
        (mark("new", 2, None, PAGE, "Title 1"), stored(1, "old", link=PAGE), False),
        (mark("new", 2, title="Title 1"), stored(1, "old"), False),
        (mark("new", 2, title="Title 1", nameless=True), stored(1, "old"), True),
        (mark("new", 2, NOON + HOUR, title="Title 1", nameless=True), stored(1, "old"), False),
    ],
)
def test_where_names_stay_few_signs_make_a_new_one_an_old_entry(
    entry: Mark, post: Earlier, same: bool
) -> None:
    assert beside_kept(entry, post) == ({1: "new"} if same else {})


MIDNIGHT = NOON.replace(hour=0, second=0)


@pytest.mark.parametrize(
    ("date", "content", "title", "same"),
    [
        (MIDNIGHT, 2, "", False),
        (MIDNIGHT, 2, "Title 1", True),
        (MIDNIGHT, 1, "Other", True),
        (MIDNIGHT.replace(hour=18, minute=30), 2, "", False),
        (MIDNIGHT.replace(minute=1), 2, "", True),
        (MIDNIGHT.replace(second=1), 2, "", True),
    ],
)
def test_on_one_page_a_day_says_less_than_a_time(
    date: datetime, content: int, title: str, same: bool
) -> None:
    entry = mark("new", content, date, PAGE, title)
    assert beside_kept(entry, stored(1, "old", 1, date, PAGE)) == ({1: "new"} if same else {})


def test_on_one_page_a_day_and_nearly_the_same_text_are_enough() -> None:
    entry, post = mark("new", 2, MIDNIGHT, PAGE), stored(1, "old", 1, MIDNIGHT, PAGE)
    assert beside_kept(entry._replace(simhash=post.simhash ^ 0b111111), post) == {1: "new"}
    assert beside_kept(entry._replace(simhash=post.simhash ^ 0b1111111), post) == {}


def test_a_link_that_another_entry_or_post_has_says_nothing() -> None:
    entry, post = mark("new", 2, link=HOME), stored(1, "old", link=HOME)
    assert beside_kept(entry, post) == {1: "new"}
    assert beside_kept(entry, post, stored(2, "older", 3, NOON - DAY, HOME)) == {}
    kept, there = mark("k3", 13, link=HOME), stored(93, "k3", 13, link=OTHER_PAGE)
    assert new_names([*KEPT[0], kept, entry], [*KEPT[1], there, post]) == {}


def test_a_post_is_taken_once_and_what_is_stated_is_not_taken() -> None:
    twins = [mark("new-1"), mark("new-2")]
    assert new_names([*KEPT[0], *twins], [*KEPT[1], stored(1, "old")]) == {1: "new-1"}
    both = new_names([*KEPT[0], *twins], [*KEPT[1], stored(1, "old-1"), stored(2, "old-2")])
    assert both == {1: "new-1", 2: "new-2"}
    assert new_names([mark("old"), mark("new")], [stored(1, "old")]) == {}
    text, title = mark("text", 1, title="Other"), mark("title", 2, title="Title 1")
    assert new_names([title, text], [stored(1, "old")]) == {1: "text"}, "content before title"


# --------------------------------------------------------------------------- a feed that changes its names


@pytest.mark.parametrize(
    ("entry", "post", "same"),
    [
        (mark("new", date=NOON + 72 * HOUR), stored(1, "old"), True),
        (mark("new", date=NOON - 72 * HOUR), stored(1, "old"), True),
        (mark("new", date=NOON + 73 * HOUR), stored(1, "old"), False),
        (mark("new", date=None), stored(1, "old"), True),
        (mark("new", 2, title="Title 1"), stored(1, "old"), True),
        (mark("new", 2, NOON + HOUR, title="Title 1"), stored(1, "old"), False),
        (mark("new", 2, None, title="Title 1"), stored(1, "old"), False),
        (mark("new", 1, NOON + HOUR, PAGE), stored(1, "old", link=PAGE), True),
        (mark("new", 1, NOON + 73 * HOUR, PAGE), stored(1, "old", link=PAGE), False),
        (mark("new", 2, NOON + HOUR, PAGE), stored(1, "old", link=PAGE), False),
        (mark("new", 2, NOON + HOUR, PAGE, "Title 1"), stored(1, "old", link=PAGE), False),
        (mark("new", 2, None, PAGE, "Title 1"), stored(1, "old", link=PAGE), True),
        (mark("new", 2, None, PAGE), stored(1, "old", link=PAGE), False),
    ],
)
def test_where_no_name_has_stayed_more_signs_count(entry: Mark, post: Earlier, same: bool) -> None:
    assert new_names([entry], [post]) == ({1: "new"} if same else {})


def test_where_dates_are_what_they_were_another_date_is_another_entry() -> None:
    posts = [stored(1, "old-1", 1), stored(2, "old-2", 2)]
    entries = [mark("new-1", 1), mark("new-2", 2, NOON + HOUR)]
    assert new_names(entries, posts) == {1: "new-1"}
    assert new_names([entries[0], mark("new-2", 2, None)], posts) == {1: "new-1", 2: "new-2"}
    assert new_names([mark("new-1", 1, NOON + HOUR), entries[1]], posts) == {1: "new-1", 2: "new-2"}


def test_where_several_have_their_pages_still_the_page_alone_tells() -> None:
    posts = [stored(1, "old-1", 1, link=PAGE), stored(2, "old-2", 2, link=OTHER_PAGE)]
    edited = mark("new-2", 3, NOON + 9 * DAY, OTHER_PAGE)
    assert new_names([mark("new-1", 1, link=PAGE), edited], posts) == {1: "new-1", 2: "new-2"}
    assert new_names([edited], posts) == {}
    assert new_names([mark("new-1", 1, link=PAGE), edited, mark("new-3", 4)], posts) == {1: "new-1"}
    section = mark("new-1", 4, NOON + DAY, PAGE)
    assert new_names([section, edited], posts) == {}, "new entries on the pages of sections"
    again = mark("new-3", 4, NOON + DAY, PAGE)
    assert new_names([mark("new-1", 1, link=PAGE), edited, again], posts) == {1: "new-1"}


@pytest.mark.parametrize(
    ("changed", "same"), [(1, False), (2, False), (3, True)], ids=["fewer", "as many", "more"]
)
def test_names_are_kept_where_at_least_as_many_stay_as_change(changed: int, same: bool) -> None:
    """Two have theirs still. Those that came under new names are told by content and date."""
    moved = [mark(f"new-{n}", 20 + n) for n in range(changed)]
    there = [stored(20 + n, f"old-{n}", 20 + n) for n in range(changed)]
    entry = mark("new", 2, title="Title 1")
    found = new_names([*KEPT[0], *moved, entry], [*KEPT[1], *there, stored(1, "old", 1)])
    assert (found.get(1) == "new") is same


@pytest.mark.parametrize(("link", "date"), [("", None), (PAGE, NOON + HOUR)], ids=["undated", "on its page"])
def test_names_have_changed_also_where_dates_do_not_tell(link: str, date: datetime | None) -> None:
    pages = [f"{link}/{n}" if link else "" for n in range(3)]
    moved = [mark(f"new-{n}", n + 1, date, pages[n]) for n in range(3)]
    there = [stored(n, f"old-{n}", n + 1, link=pages[n]) for n in range(3)]
    assert new_names([*KEPT[0], *moved], [*KEPT[1], *there]) == {n: f"new-{n}" for n in range(3)}
    assert new_names([*KEPT[0], *moved[:2]], [*KEPT[1], *there[:2]]) == {}


def test_what_is_published_anew_has_not_kept_its_name() -> None:
    moved, there = [mark(f"m{n}", n) for n in (3, 4)], [stored(n, f"o{n}", n) for n in (3, 4)]
    titled, post = mark("new", 2, title="Title 1"), stored(1, "old", 1)
    anew, former = mark("a", 5, NOON + DAY), stored(8, "a", 14)
    entries, posts = [KEPT[0][0], *moved, titled, anew], [KEPT[1][0], *there, post, former]
    assert new_names(entries, posts, {"k1"}) == {8: "a\n8", 3: "m3", 4: "m4", 1: "new"}
    assert new_names(entries, posts, {"k1", "a"}) == {3: "m3", 4: "m4"}


# --------------------------------------------------------------------------- likeness, and a new way to read


def test_nearly_the_same_text_is_within_six_bits() -> None:
    post = stored(1, "a", 1)
    assert alike(mark("a", 1), post)
    assert alike(mark("a", 2)._replace(simhash=post.simhash ^ 0b111111), post)
    assert not alike(mark("a", 2)._replace(simhash=post.simhash ^ 0b1111111), post)


def test_of_an_old_post_only_the_title_is_left_to_compare() -> None:
    bare = stored(1, "a", title="Title 2")._replace(content_key=0, simhash=0)
    assert alike(mark("a", 2), bare)
    assert not alike(mark("a", 1), bare)


@pytest.mark.parametrize(
    ("entry", "same"),
    [
        (mark("new", 1, NOON + 9 * DAY), True),
        (mark("new", 2, NOON + 9 * DAY, title="Title 1"), True),
        (mark("new", 2, None, title="Title 1"), True),
        (mark("new", 1, NOON + 9 * DAY + HOUR), False),
        (mark("new", 2, NOON + 9 * DAY + HOUR, title="Title 1"), False),
        (mark("new", 2, NOON + 9 * DAY), False),
    ],
)
def test_in_a_new_way_of_reading_content_or_title_tell_what_was_read_before(entry: Mark, same: bool) -> None:
    until = NOON + 9 * DAY
    found = new_names([*KEPT[0], entry], [*KEPT[1], stored(1, "old")], None, until)
    assert found == ({1: "new"} if same else {})
    other = stored(2, "older", 3, title="Title 1")
    if entry.content_key == 2:
        assert new_names([*KEPT[0], entry], [*KEPT[1], stored(1, "old"), other], None, until) == {}
