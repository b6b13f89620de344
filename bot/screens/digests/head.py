"""What a digest begins with: what it is called, of which day, and how many stories from where."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.screens.digests import alerts
from bot.screens.digests.parts import SECTION, stories_of
from bot.telegram.markup import lines, raw
from bot.texts import Html, dates, plain, text
from digests.decisions.schedule import day_part
from digests.model import Digest, DigestKind


def head_of(digest: Digest) -> Html:
    """The heading of a digest, a review or an alert."""
    if digest.kind is DigestKind.ALERT:
        return alerts.head(digest)
    return _head_of_review(digest) if digest.kind is DigestKind.REVIEW else _head(digest)


def _head(digest: Digest) -> Html:
    lang = digest.language
    local = digest.due.astimezone(ZoneInfo(digest.zone))
    part = "first" if digest.first else day_part(local.time())
    name = raw(digest.title, SECTION) or text(lang, f"digest.{part}")
    title = text(lang, "digest.head", name=name, day=dates.heading(digest.due, lang, digest.zone))
    return lines(title, _count(digest))


def _head_of_review(digest: Digest) -> Html:
    """The seven days, and how many stories."""
    last = digest.due.astimezone(ZoneInfo(digest.zone)).date()
    first = last - timedelta(days=6)
    begins, ends = (dates.day(day, last, digest.language) for day in (first, last))
    days = plain(digest.language, "when.range", first=begins, last=ends)
    return text(digest.language, "review.head", days=days, count=len(stories_of(digest)))


def _count(digest: Digest) -> Html:
    """How many stories, and from where: the name of the only section, or how many there are."""
    shown = len(stories_of(digest))
    if not shown:
        return text(digest.language, "digest.only_follow_ups", count=len(digest.follow_ups))
    stories = text(digest.language, "digest.stories", count=shown)
    if len(digest.sections) == 1:
        return Html(f"{stories} · {raw(digest.sections[0].title, SECTION)}")
    return text(digest.language, "digest.sections", stories=stories, count=len(digest.sections))


def numbered(head: Html, number: int, of: int) -> Html:
    """The heading of one part: all of it first, its first line on the others."""
    if of == 1:
        return head
    title, *rest = head.split("\n")
    return Html("\n".join([f"{title} ({number}/{of})", *(rest if number == 1 else ())]))
