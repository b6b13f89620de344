"""Alerts as messages: headed by what asked for them, numbered as digests are, within Telegram's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens.digests.digest import messages
from bot.screens.renderer import TelegramRenderer
from digests.model import Continued, Digest, DigestKind, FollowUp, Section, Story
from tests.bot.screens.digests.test_digest import NOW, SECTIONS, WILD, a_digest, a_post, check, of_titles


def an_alert(*sections: Section, **values: object) -> Digest:
    return a_digest(*sections, kind=DigestKind.ALERT, **values)


@pytest.mark.parametrize(("lang", "head"), [("en", "🔔 Alert · #Chips"), ("zh", "🔔 提醒 · #Chips")])
def test_one_story_names_the_rule_that_asked(lang: str, head: str) -> None:
    story = Section("#Chips", (Story(a_post(1)),))
    [screen] = messages(an_alert(story, language=lang))
    said = check(screen)
    assert said.startswith(f"{head}\n\n1. Title 1\n")
    assert screen.rows[0][0].text == "1"


def test_several_stand_under_their_rules() -> None:
    sections = Section("#Chips", (Story(a_post(1)), Story(a_post(2)))), Section("", (Story(a_post(3)),))
    [screen] = messages(an_alert(*sections))
    said = check(screen)
    assert said.startswith("🔔 3 alerts · #Chips, a story you follow\n\n#Chips\n1. Title 1\n")
    assert "\n\na story you follow\n3. Title 3\n" in said


def test_what_is_more_than_a_digest_shows_is_behind_a_button() -> None:
    [screen] = messages(an_alert(of_titles("One"), total=4))
    assert [button.text for button in screen.rows[-1]] == ["3 more ›", "🔕 Switch off", "⚙"]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "until 10:00 stands in your digest"), ("zh", "10:00 之前的新内容见下一份简报")]
)
def test_the_last_of_an_hour_says_until_when(lang: str, said: str) -> None:
    alert = an_alert(of_titles("One"), language=lang, resumes=NOW + timedelta(hours=1))
    assert said in check(messages(alert)[0])
    assert said not in check(messages(replace(alert, resumes=None))[0])


def test_news_of_one_story_answer_what_told_it_and_others_nothing() -> None:
    renderer, news = TelegramRenderer(), Story(a_post(5), coverage=2, again=1)
    [part] = renderer.parts(an_alert(Section("", (news,))))
    assert (part.reply_to, part.stories) == (5, 1)
    assert renderer.parts(an_alert(Section("", (news, Story(a_post(6))))))[0].reply_to == 0
    assert renderer.parts(an_alert(of_titles("One")))[0].reply_to == 0
    assert renderer.parts(a_digest(Section("N", (news,))))[0].reply_to == 0, "a digest answers nothing"


@pytest.mark.long
@given(SECTIONS, WILD, st.booleans())
def test_whatever_comes_in_every_message_is_valid(sections: list[Section], title: str, last: bool) -> None:
    named = (replace(each, title=title) for each in sections)
    until = NOW + timedelta(hours=1) if last else None
    for screen in messages(an_alert(*named, resumes=until)):
        check(screen)


@pytest.mark.parametrize(("lang", "said"), [("en", " · alerted"), ("zh", " · 已提醒")])
def test_a_digest_says_of_what_goes_on_that_an_alert_told_it(lang: str, said: str) -> None:
    for alerted in (True, False):
        one = Continued(a_post(7), FollowUp(7, (7,), ("Herald",), 1, 2, alerted=alerted))
        [screen] = messages(a_digest(of_titles("One"), language=lang, follow_ups=(one,)))
        assert (said in check(screen)) is alerted
