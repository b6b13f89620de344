"""An alert: a digest of what somebody asked to be told at once, headed by what asked for it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.chat.keyboards import button, even_rows
from bot.telegram.markup import raw
from bot.telegram.screen import Row
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
    count = _count(digest)
    return text(digest.language, "alert.one" if count == 1 else "alert.several", count=count, names=names)


def foot(digest: Digest) -> Html:
    """That it was the last one for now, and until when; nothing where others may follow."""
    if digest.resumes is None:
        return Html("")
    at = digest.resumes.astimezone(ZoneInfo(digest.zone))
    return text(digest.language, "alert.last", time=f"{at:%H:%M}")


def buttons(digest: Digest) -> tuple[Row, ...]:
    """A number for each story, what asked for them, and the settings."""
    lang, shown = digest.language, _count(digest)
    numbers = [button(str(n + 1), "story", digest.id, n, 0) for n in range(shown)]
    off = button(plain(lang, "alert.off"), "alertasked", digest.id)
    below: Row = (off, button("⚙", "alertsnew"))
    if digest.total > shown:
        below = (
            button(plain(lang, "digest.more", count=digest.total - shown), "rest", digest.id, shown),
            *below,
        )
    return (*even_rows(numbers), below)


def _count(digest: Digest) -> int:
    return sum(len(one.stories) for one in digest.sections)
