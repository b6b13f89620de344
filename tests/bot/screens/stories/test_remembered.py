"""What is rendered of a story once: the same story shown alike, and nothing that only looks alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.screens.stories import remembered as module
from bot.screens.stories.remembered import remembered
from bot.texts import Html
from digests.model import Post, Report, Story, Telling
from tests.conftest import NOW

POST = Post(1, 1, "1", "Title", "", NOW, "1", 1)


def test_a_story_shown_alike_is_rendered_once() -> None:
    rendered = []

    @remembered
    def render(story: Story, points: int) -> Html:
        rendered.append(points)
        return Html(f"{story.coverage} {points} {len(story.post.telling.reports)}")

    assert [render(Story(POST), 3), render(Story(POST), 3)] == ["1 3 0"] * 2
    assert rendered == [3]
    assert render(Story(POST), 2) == "1 2 0"
    assert render(Story(POST, coverage=4), 3) == "4 3 0"
    told = replace(POST, telling=Telling((Report(1, "", "", "", NOW),)))
    assert told == POST
    assert render(Story(told), 3) == "1 3 1", "two posts may be equal, and their stories not"


def test_what_is_kept_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    rendered = []

    @remembered
    def render(story: Story, points: int) -> Html:
        rendered.append(points)
        return Html("")

    for points in (1, 2, 3, 1):
        render(Story(POST), points)
    assert rendered == [1, 2, 3, 1]
