"""What is new of a story that a chat follows: a message that answers the one which told it first."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.stories.story import headline, origin, statements
from bot.telegram.markup import lines
from bot.telegram.screen import Screen
from bot.texts import plain, text
from digests.model import Continued, Digest, Layout, Story, Telling


def message(digest: Digest, one: Continued) -> Screen:
    """The best new report, the points of all new ones, and the way to follow the story no more.

    Its times are marked.
    """
    reader = Reader(digest.language, digest.zone, digest.due, many=True)
    names = tuple(name for name in one.followed.sources if name != one.post.source)
    alone = replace(one.post, telling=Telling())  # whose it is, says the follow-up
    html = lines(
        text(reader.lang, "follow.head"),
        headline(one.post, reader.lang),
        statements(one.post, digest.points, reader.lang, folds=digest.layout is not Layout.OPEN),
        origin(Story(alone, names, len(one.followed.sources)), reader),
    )
    end = button(plain(reader.lang, "follow.end"), "unbell", one.post.id)
    return Screen(html, ((end,),))
