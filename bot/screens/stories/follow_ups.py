"""Follow-ups: the section of a digest that says how stories told before go on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.reader import Reader
from bot.screens.stories.story import OTHERS, headline, source_of
from bot.screens.stories.when import when
from bot.telegram.markup import lines, raw
from bot.texts import Html, plain, text
from digests.model import Continued

MOST = 5


def follow_ups(going_on: Sequence[Continued], reader: Reader) -> Html:
    """The section: a line for each story with its best new report, the weightiest first."""
    shown = [line(one, reader) for one in going_on[:MOST]]
    left = len(going_on) - len(shown)
    rest = [text(reader.lang, "digest.follow_ups_more", count=left)] if left else []
    return lines(text(reader.lang, "digest.follow_ups", count=len(going_on)), *shown, *rest)


def line(one: Continued, reader: Reader) -> Html:
    """What is new of a story: the title of its best new report, whose the new ones are, and when."""
    at = when(one.post.published, reader)
    alerted = text(reader.lang, "alert.told") if one.followed.alerted else Html("")
    said = filter(None, [headline(one.post, reader.lang), _whose(one, reader), at, alerted])
    return Html("• " + " · ".join(said))


def _whose(one: Continued, reader: Reader) -> Html:
    names = one.followed.sources
    if len(names) < 2:
        return source_of(one.post)
    return text(reader.lang, "story.joined", names=raw(plain(reader.lang, "when.comma").join(names), OTHERS))
