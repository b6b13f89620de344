"""What is one's own on the screen: valid whatever it is called, and every button finds its way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.callback_data import MAX_DATA, name_subscriber, unpack
from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.personal import doors, mutes, saved, tastes, why
from bot.screens.stories.why import liked
from bot.telegram.screen import Button
from digests.model import (
    DigestKind,
    Figures,
    FollowKind,
    Mute,
    MuteKind,
    Pick,
    Reason,
    Saved,
    Taste,
    TasteKind,
    Verdict,
)
from digests.services.personal.mutes import Offered
from digests.services.personal.why import ItCame
from tests.bot.screens.digests.test_digest import NOW, WILD, a_post, check
from tests.examples import examples

READERS = {lang: Reader(lang, "Asia/Shanghai", NOW) for lang in ("en", "zh")}
LANGS = st.sampled_from(["en", "zh"])
LONGEST = button("", "post", 2**40, "q8zzzzzzzz", ">zzzzzzzzz.zzzzzzz.zzzz", 999)
AGAIN = button("", "post", 123456, "q8abcd", ">kzk1c2.abcd.8", 6)


def data_of(each: Button) -> list[str]:
    return list(unpack(each.data)[1].arguments)


def test_a_button_carries_what_opens_the_view_again() -> None:
    made = doors.door("x", "mute2", "s5", "w", again=AGAIN, post=123456)
    assert data_of(made) == ["s5", "w", "post", *data_of(AGAIN)]


@pytest.mark.parametrize("again", [LONGEST, AGAIN, button("", "story", 2**62, 199, 192, 99)])
@pytest.mark.parametrize("arguments", [(), (1,), ("s" + "z" * 9, "w")])
def test_no_button_is_too_long_also_where_it_names_a_channel(
    again: Button, arguments: tuple[str | int, ...]
) -> None:
    made = doors.door("x", "mute2", *arguments, again=again, post=2**40)
    assert len(name_subscriber(made.data, 36**6).encode()) <= MAX_DATA
    left = data_of(made)[len(arguments) :]
    assert left[:2] == [unpack(again.data)[0], data_of(again)[0]], "it finds back to the same story"


def test_a_feed_that_is_called_like_a_source_of_the_story_is_no_second_button() -> None:
    herald = Offered(1, Mute(MuteKind.SOURCE, "herald", "Herald"))
    same, other = (
        Offered(n, Mute(MuteKind.FEED, str(n), title)) for n, title in ((2, "Herald"), (3, "Wire"))
    )

    def labels(*offered: Offered) -> list[str]:
        screen = mutes.what("Title", offered, AGAIN, 5, READERS["en"])
        return [each.text for row in screen.rows for each in row][:-1]

    assert labels(herald, same, other) == ["📰 Herald", "📡 Wire"]
    assert labels(herald, same._replace(is_muted=True)) == ["📰 Herald", "✓ 📡 Herald"]
    assert labels(same) == ["📡 Herald"]


@pytest.mark.parametrize(("lang", "end"), [("en", "… · until 3 Jan 2022"), ("zh", "… · 到2022年1月3日")])
@pytest.mark.parametrize("title", ["Port strike ends after nine days of talks", "港口罢工" * 12])
def test_until_when_stands_whole_on_a_button(lang: str, end: str, title: str) -> None:
    until = NOW + timedelta(days=7)
    mute = Mute(MuteKind.STORY, "7", title, until)
    label = mutes.listed([mute], 0, READERS[lang]).rows[0][0].text
    assert label.startswith(f"✕ 📌 {title[:12]}")
    assert label.endswith(end)
    offered = Offered(1, Mute(MuteKind.TAG, "x", title, until), is_muted=True)
    assert mutes.what("Title", [offered], AGAIN, 5, READERS[lang]).rows[0][0].text.endswith(end)


def test_the_row_under_a_story_says_what_is_so() -> None:
    def labels(*, kept: bool | None) -> list[str]:
        return [each.text for each in doors.under_story("en", AGAIN, 7, saved=kept)]

    assert labels(kept=False) == ["🔖 Save", "Why?", "More…"]
    assert labels(kept=True) == ["🔖 Saved ✓", "✎ Note", "Why?", "More…"]
    assert labels(kept=None) == ["🔖 Save for me", "Why?", "More…"]


@settings(max_examples=examples(40), deadline=None)
@given(WILD, st.lists(st.tuples(st.sampled_from(list(MuteKind)), WILD, st.booleans()), max_size=14), LANGS)
def test_whatever_can_be_muted_is_shown(
    title: str, things: list[tuple[MuteKind, str, bool]], lang: str
) -> None:
    reader = READERS[lang]
    muted = [
        Mute(kind, name[:200], name, NOW + timedelta(days=7) if soon else None) for kind, name, soon in things
    ]
    offered = [Offered(n, one, n % 2 == 0) for n, one in enumerate(muted)]
    check(mutes.what(title, offered, LONGEST, 2**40, reader))
    check(mutes.listed(muted * 3, 20, reader))
    for each in offered:
        check(mutes.how_long(each, LONGEST, 2**40, reader))


@settings(max_examples=examples(40), deadline=None)
@given(
    WILD,
    st.lists(st.tuples(st.sampled_from(list(TasteKind)), WILD, st.floats(-2, 2)), max_size=12),
    st.sampled_from([-1, 0, 1]),
    LANGS,
)
def test_whatever_is_liked_is_shown(
    title: str, things: list[tuple[TasteKind, str, float]], way: int, lang: str
) -> None:
    known = [Taste(kind, name[:200], name, weight) for kind, name, weight in things]
    check(tastes.more(title, way, known, LONGEST, 2**40, lang))
    check(tastes.listed(known * 4, 20, lang))
    assert tastes.said(way, known, lang)


def test_a_page_beyond_the_last_is_the_last() -> None:
    known = [Taste(TasteKind.WORD, str(n), str(n), 1.0) for n in range(21)]
    assert tastes.listed(known, 40, "en").rows[0][0].text == "✕ “20” · more"
    muted = [Mute(MuteKind.TAG, str(n), str(n)) for n in range(21)]
    assert mutes.listed(muted, 20, READERS["en"]).rows[0][0].text == "✕ 🏷 20"


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.tuples(WILD, WILD), min_size=1, max_size=8), LANGS)
def test_whatever_is_kept_is_shown(things: list[tuple[str, str]], lang: str) -> None:
    kept = [Saved(a_post(n, title), NOW, note[:200]) for n, (title, note) in enumerate(things)]
    check(saved.page(kept, 3, 33, READERS[lang]))
    title, note = things[0]
    check(saved.ask_note(title, note, LONGEST, 2**40, lang))
    check(saved.noted(title, note, LONGEST, lang))


@settings(max_examples=examples(60), deadline=None)
@given(WILD, WILD, st.sampled_from(list(Reason)), st.sampled_from(list(DigestKind)), LANGS)
def test_whatever_is_asked_about_is_answered(
    title: str, detail: str, reason: Reason, kind: DigestKind, lang: str
) -> None:
    known = [Taste(TasteKind.WORD, detail, detail, 1.0)] * 6
    found = Verdict(reason, detail, detail, 7, 30, Figures(coverage=3, age=9.0))
    check(why.verdict(title, found, known, (AGAIN,), lang))
    pick = Pick(1, (FollowKind.TAG, 1), (), Figures(coverage=3, age=9.0))
    how = ItCame(kind, NOW, detail, (detail, detail), pick, 3, 30, 8, detail)
    check(why.came(title, how, known, (AGAIN,), READERS[lang]))


def test_what_has_half_a_surrogate_pair_for_a_name_has_a_number_too() -> None:
    assert doors.key_of("source", "\ud800") != doors.key_of("source", "\udc00")


def test_every_verdict_says_where_it_stands_and_leads_on() -> None:
    found = Verdict(Reason.OUTRANKED, "World", "Other story", 12, 30, Figures(coverage=2, full=1.0))
    shown = why.verdict("Story", found, (), (AGAIN,), "en")
    assert shown.html == (
        "❓ <b>Story</b>\n\nIt does not come: others under “World” stand before it.\n"
        "Place 12 of 30 that could come.\nIn its place stands: “Other story”\n\n"
        "What counted:\n• 2 sources tell it independently"
    )
    ways = {
        reason: [each.data for each in why.verdict("S", Verdict(reason), (), (), "en").rows[0]]
        for reason in (Reason.NOT_FOLLOWED, Reason.MUTED, Reason.FILTERED, Reason.BELOW_FLOOR)
    }
    assert ways[Reason.NOT_FOLLOWED] == ["1.cats:c:0", "1.tags:c"]
    assert ways[Reason.MUTED] == ["1.mutes:0"]
    assert ways[Reason.FILTERED] == ways[Reason.BELOW_FLOOR] == ["1.settingsnew"]


def test_what_taste_counts_is_said() -> None:
    assert liked(0.0, "en") == ""
    assert liked(0.5, "en") == "you like what it is of: a bit more"
    assert liked(-1.6, "zh") == "不合你的喜好：少很多"
