"""An alert: a digest of what somebody asked to be told at once, headed by what asked for it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.screens.digests.parts import stories_of
from bot.telegram.markup import raw
from bot.texts import Html, plain, text
from digests.model import Digest

_NAMES = 100


def named(digest: Digest) -> Digest:
    """With a name for the section that no subscription has asked for: it is of followed stories."""
    followed = plain(digest.language, "alert.followed")
    return replace(
        digest, sections=tuple(replace(one, title=one.title or followed) for one in digest.sections)
    )


def head(digest: Digest) -> Html:
    """How many stories, and what asked for them."""
    names = raw(plain(digest.language, "when.comma").join(one.title for one in digest.sections), _NAMES)
    count = len(stories_of(digest))
    return text(digest.language, "alert.one" if count == 1 else "alert.several", count=count, names=names)


def foot(digest: Digest) -> Html:
    """That it was the last one for now, and until when; nothing where others may follow."""
    if digest.resumes is None:
        return Html("")
    at = digest.resumes.astimezone(ZoneInfo(digest.zone))
    return text(digest.language, "alert.last", time=f"{at:%H:%M}")
