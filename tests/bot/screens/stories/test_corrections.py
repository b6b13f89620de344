"""What was corrected, as it stands in a digest's messages."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.screens.digests.digest import counted, messages
from digests.model import Amendment, AmendmentKind, Correction, KeyPoint, Post, Section, Story
from tests.bot.screens.digests.test_digest import a_digest, a_post, check


def corrected(post: Post, *amendments: Amendment, after: timedelta = timedelta(hours=2)) -> Story:
    at = a_digest().due + after
    return Story(post, corrections=(Correction(1, post.id, at, at, amendments),))


def test_the_old_words_are_struck_through_and_the_new_stand_beside_them() -> None:
    amended = Amendment(AmendmentKind.TITLE, "Port <opens>", "Port closes")
    [screen] = messages(a_digest(Section("N", (corrected(a_post(1), amended),))))
    check(screen)
    assert "\nCorrection 11:00: <s>Port &lt;opens&gt;</s> Port closes\n" in screen.html


def test_the_day_is_named_where_it_is_another_one() -> None:
    amended = Amendment(AmendmentKind.NOTE, "", "The port is open.")
    story = corrected(a_post(1), amended, after=timedelta(hours=26))
    [screen] = messages(a_digest(Section("N", (story,))))
    assert re.search(r"\nCorrection \d+ \w+ 11:00: The port is open\.\n", screen.html)


def test_what_was_withdrawn_is_struck_through_and_says_no_more() -> None:
    amended = Amendment(AmendmentKind.WITHDRAWN, "Title", "")
    post = a_post(1)
    [screen] = messages(a_digest(Section("N", (corrected(post, amended),))))
    check(screen)
    assert "1. <s><b>" in screen.html
    assert "the source has withdrawn this article" in screen.html
    assert "A point" not in screen.html


def test_each_message_keeps_the_stories_that_it_had() -> None:
    points = tuple(KeyPoint(f"{n} " + "word " * 50, n, 0, n) for n in range(3))
    stories = [Story(a_post(n, points=points)) for n in range(1, 13)]
    told = a_digest(Section("N", tuple(stories)))
    layout = [count for _, count in counted(told)]
    assert len(layout) > 1
    long = [Amendment(AmendmentKind.FIGURE, "a" * 300, "b" * 300)] * 3
    stories[0] = corrected(stories[0].post, *long)
    changed = a_digest(Section("N", tuple(stories)))
    for again in (counted(changed), counted(changed, layout)):
        assert [count for _, count in again] == layout
        for screen, _ in again:
            check(screen)
    assert [s for s, _ in counted(changed)][1:] == [s for s, _ in counted(told)][1:]
    assert counted(changed)[0][0].html.count("<s>") == 3


def test_another_source_is_named_and_strikes_through_only_its_own_words() -> None:
    """What it takes back was one point; the story has others."""
    amended = [
        Amendment(AmendmentKind.FIGURE, "14 lost", "41 lost", "Pier <Times>"),
        Amendment(AmendmentKind.NOTE, "", "It was wrong.", "Pier <Times>"),
        Amendment(AmendmentKind.WITHDRAWN, "A crane fell", "", "Basin News"),
    ]
    [screen] = messages(a_digest(Section("N", (corrected(a_post(1), *amended),))))
    check(screen)
    assert "\nCorrection 11:00 (Pier &lt;Times&gt;): <s>14 lost</s> 41 lost\n" in screen.html
    assert "\nCorrection 11:00 (Pier &lt;Times&gt;): It was wrong.\n" in screen.html
    assert "\nCorrection 11:00: Basin News has withdrawn its report: <s>A crane fell</s>\n" in screen.html
    assert "1. <b>" in screen.html
    assert "A point" in screen.html
