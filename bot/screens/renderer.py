"""Renders what goes out, for Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.reader import Reader
from bot.screens import notices
from bot.screens.admin import alarms, weekly
from bot.screens.digests.digest import counted
from bot.screens.stories import followed
from digests.model import Digest, DigestKind, News, RenderedPart, Subscriber, Week


class TelegramRenderer:
    """Implements the renderers of ``ports``: each payload is one message as ``Screen.payload`` writes it."""

    def parts(self, digest: Digest, layout: Sequence[int] = ()) -> list[RenderedPart]:
        """A digest's messages, in order."""
        own = layout[: len(layout) - len(digest.followed)]
        apart = [
            RenderedPart(followed.message(digest, one).payload(), reply_to=one.post.id)
            for one in digest.followed
        ]
        if not (digest.sections or digest.follow_ups):
            return apart
        to = _answered(digest)
        told = [RenderedPart(screen.payload(), stories, to) for screen, stories in counted(digest, own)]
        return told + apart

    def notice(self, who: Subscriber, key: str, **params: object) -> str:
        """A notice as one message."""
        return notices.screen(who.language, key, subscriber=who.id, **params).payload()

    def news(self, who: Subscriber, news: News, now: datetime) -> str:
        """What happened, as one message to an admin."""
        return alarms.screen(news, _reader(who, now)).payload()

    def week(self, who: Subscriber, week: Week, now: datetime) -> str:
        """How a week went, as one message to an admin."""
        return weekly.screen(week, _reader(who, now)).payload()


def _answered(digest: Digest) -> int:
    """The post of an alert that brings news of one story alone: it answers what told that first."""
    stories = [story for section in digest.sections for story in section.stories]
    alone = digest.kind is DigestKind.ALERT and len(stories) == 1 and stories[0].again
    return stories[0].post.id if alone else 0


def _reader(who: Subscriber, now: datetime) -> Reader:
    return Reader(who.language, who.schedule.zone, now)
