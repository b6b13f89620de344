"""Remembered: what is rendered of a story once for all digests that show it alike.

A story stands in thousands of digests that nobody shares. What it looks like depends on its post, on what is
said beside it and on how it is shown; its number there is not part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, NamedTuple, ParamSpec

from bot.texts import Html
from digests.model import Post, Story

MOST = 2_000
"""Renderings: 10 MB with the posts that they are of."""

How = ParamSpec("How")
Rendering = Callable[Concatenate[Story, How], Html]


class _Kept(NamedTuple):
    """The post itself is compared: of two that say the same, the stories may differ."""

    post: Post
    html: Html


def remembered(render: Rendering[How]) -> Rendering[How]:
    """Call a function of a story, and of how it is shown, once for what is alike."""
    known: dict[object, _Kept] = {}

    def rendered(story: Story, /, *args: How.args, **kwargs: How.kwargs) -> Html:
        beside = (story.others, story.coverage, story.again, story.corrections)
        key = (id(story.post), *beside, args, tuple(kwargs.items()))
        kept = known.get(key)
        if kept is None or kept.post is not story.post:
            if len(known) >= MOST:
                known.clear()
            kept = known[key] = _Kept(story.post, render(story, *args, **kwargs))
        return kept.html

    return rendered
