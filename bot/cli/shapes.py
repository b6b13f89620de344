"""The JSON that commands print; ``docs/cli.md`` promises these names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from digests.cards import FeedCard
from digests.deliveries import DeliveryCard
from digests.errors import unpack
from digests.model import (
    Attempt,
    Change,
    Digest,
    Feed,
    FeedState,
    Post,
    Problem,
    Progress,
    StoredTag,
    Story,
    Tracked,
    best_points,
)
from digests.polling import is_failing
from digests.sources.address import shown
from digests.sources.probe import Probe
from digests.statistics import Totals
from digests.steps import Look, Refreshed

POINTS = 3
Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Writes values as JSON objects: times in ``zone``, feeds of posts by their ``titles``."""

    zone: str
    titles: Mapping[int, str]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def at(self, moment: datetime | None) -> str | None:
        """ISO 8601 with offset, to the second."""
        return moment.astimezone(ZoneInfo(self.zone)).isoformat(timespec="seconds") if moment else None

    def post(self, post: Post, points: int = POINTS) -> Shape:
        """A post with its best key points."""
        return {
            "id": post.id,
            "title": post.title,
            "link": post.link,
            "source": post.source,
            "published": self.at(post.published),
            "categories": [{"slug": each.slug, "title": each.title} for each in post.categories],
            "tags": [{"name": each.name, "ticker": each.ticker} for each in post.tags],
            "digest": post.digest,
            "points": [point.text for point in best_points(post.points, points)],
            "lang": post.lang,
            "feed": {"id": post.feed_id, "title": self.titles.get(post.feed_id, "")},
        }

    def story(self, story: Story, points: int) -> Shape:
        """A post of a digest, with the sources that tell the same."""
        return self.post(story.post, points) | {"others": list(story.others)}

    def digest(self, digest: Digest) -> Shape:
        """A digest with its sections."""
        return {
            "language": digest.language,
            "due": self.at(digest.due),
            "total": digest.total,
            "sections": [
                {
                    "title": section.title,
                    "stories": [self.story(story, digest.points) for story in section.stories],
                }
                for section in digest.sections
            ],
        }

    def tag(self, tag: StoredTag) -> Shape:
        """A tag with how many posts carry it."""
        return {"name": tag.name, "ticker": tag.ticker, "posts": tag.posts}

    def feed(self, feed: Feed) -> Shape:
        """A feed with its health."""
        category = feed.category
        return {
            "id": feed.id,
            "address": shown(feed.address),
            "kind": str(feed.kind),
            "format": feed.format,
            "title": feed.title,
            "category": {"slug": category.slug, "title": category.title} if category else None,
            "state": str(feed.state),
            "health": health(feed, self.now),
            "posts": feed.posts,
            "interval": feed.interval,
            "own_interval": feed.every,
            "full_text": feed.full_text,
            "last_success": self.at(feed.last_success),
            "next_fetch": self.at(feed.next_fetch),
            "failures": feed.failures,
            "failing_since": self.at(feed.failing_since),
            "error": failure(feed.error),
        }

    def card(self, card: FeedCard) -> Shape:
        """A feed with its posts a week, oldest first, its problems, and its latest fetches."""
        problems = [{"place": place, "error": failure(error)} for place, error in card.problems]
        more = {"weeks": list(card.weeks), "problems": problems, "login": list(card.login)}
        return self.feed(card.feed) | more | {"attempts": [self.attempt(each) for each in card.attempts]}

    def attempt(self, attempt: Attempt) -> Shape:
        """One fetch."""
        return {
            "at": self.at(attempt.at),
            "outcome": attempt.outcome,
            "status": attempt.status,
            "milliseconds": attempt.milliseconds,
            "bytes": attempt.size,
            "error": failure(attempt.error),
        }

    def look(self, look: Look) -> Shape:
        """One look at an address: what is there, how it came, and what would be stored of it."""
        fetched, sample = look.probe.fetched, look.posts[:1]
        stored = {"new": look.fresh, "held": look.held, "changed": look.changed, "known": look.same}
        return self._probe(look.probe) | {
            "language": look.lang,
            "fetched": {
                "address": shown(fetched.address),
                "moved": fetched.moved,
                "status": fetched.status,
                "type": fetched.content_type,
                "encoding": fetched.encoding,
                "bytes": fetched.size,
            }
            if fetched
            else None,
            "stored": stored,
            "feed": look.there.id if look.there else None,
            "sample": _without_numbers(self.post(sample[0])) if sample else None,
        }

    def _probe(self, probe: Probe) -> Shape:
        entries = [
            {"title": each.title, "link": each.link, "published": self.at(each.published)}
            for each in probe.entries
        ]
        return {
            "address": shown(probe.address),
            "kind": str(probe.kind),
            "format": probe.format,
            "title": probe.title,
            "total": probe.total,
            "per_week": probe.per_week,
            "last": self.at(probe.last),
            "teasers": probe.teasers,
            "entries": entries,
            "problems": [problem(each) for each in probe.problems],
            "candidates": [shown(each) for each in probe.candidates],
        }

    def delivery(self, one: Tracked) -> Shape:
        """A delivery with where it goes and how it fares."""
        there = one.destination
        return {
            "id": one.id,
            "state": str(one.state),
            "chat": {
                "address": there.address,
                "thread": there.thread,
                "kind": str(there.kind),
                "title": one.title,
                "status": str(one.status),
            },
            "kind": str(one.kind),
            "digest": one.digest,
            "slot": one.slot,
            "created": self.at(one.created),
            "next_try": self.at(one.next_try),
            "finished": self.at(one.finished),
            "attempts": one.attempts,
            "failing_since": self.at(one.failing_since),
            "ambiguous": one.ambiguous,
            "faults": one.faults,
            "error": failure(one.reason),
        }

    def delivery_card(self, card: DeliveryCard) -> Shape:
        """A delivery with all of its parts."""
        parts = [
            {
                "number": part.number,
                "intended": self.at(part.intended),
                "tries": part.tries,
                "ambiguous": part.ambiguous,
                "message": part.message,
                "fault": part.fault,
            }
            for part in card.parts
        ]
        return self.delivery(card.delivery) | {"parts": parts}

    def change(self, one: Change) -> Shape:
        """A line of the audit log."""
        return {
            "id": one.id,
            "at": self.at(one.at),
            "actor": one.actor,
            "action": one.action,
            "target": one.target,
            "before": dict(one.before),
            "after": dict(one.after),
        }

    def broadcast(self, progress: Progress) -> Shape:
        """A broadcast and how it fares."""
        one, fared = progress.broadcast, progress.fared
        counts = {"sent": fared.sent, "open": fared.open, "failed": fared.failed}
        return {
            "id": one.id,
            "state": str(one.state),
            "total": one.total,
            "started": self.at(one.started),
            **counts,
            "suspended": fared.suspended,
        }

    def totals(self, totals: Totals) -> Shape:
        """The numbers of ``stats``."""
        failures = [{"error": failure(reason), "count": count} for reason, count in totals.failures]
        return {
            "posts": totals.posts,
            "stories": totals.stories,
            "tags": totals.tags,
            "feeds": {
                "ok": totals.feeds_ok,
                "failing": totals.feeds_failing,
                "paused": totals.feeds_paused,
                "ended": totals.feeds_ended,
            },
            "subscribers": dict(totals.subscribers),
            "deliveries": dict(totals.deliveries),
            "oldest_pending": self.at(totals.oldest_pending),
            "ambiguous": totals.ambiguous,
            "faulty": totals.faulty,
            "pauses": [{"scope": each.scope, "until": self.at(each.until)} for each in totals.pauses],
            "broadcast": self.broadcast(totals.broadcast) if totals.broadcast else None,
            "failures": failures,
            "size_bytes": totals.size_bytes,
            "indexed": totals.indexed,
            "unindexed": totals.unindexed,
            "points": {"made": totals.condensed - totals.outdated, "total": totals.condensed},
        }


def health(feed: Feed, now: datetime) -> str:
    """``ok``, ``failing``, ``waiting`` for the first fetch, ``paused``, ``ended`` or ``removed``."""
    if feed.state is not FeedState.ACTIVE:
        return str(feed.state)
    if is_failing(feed.failures, feed.failing_since, now):
        return "failing"
    return "ok" if feed.last_success else "waiting"


def failure(packed: str) -> Shape | None:
    """A stored failure: its code and values; None for none."""
    code, params = unpack(packed)
    return {"code": code, "params": params} if code else None


def refreshed(done: Refreshed) -> Shape:
    """What one fetch did."""
    return {
        "new": done.new,
        "changed": done.changed,
        "gone": done.gone,
        "same": done.same,
        "problems": [problem(each) for each in done.problems],
    }


def problem(one: Problem) -> Shape:
    """Something that could not be read."""
    return {"place": one.place, "error": {"code": one.code, "params": one.params}}


def _without_numbers(post: Shape) -> Shape:
    """A post that is not stored has none, nor a feed."""
    return {name: value for name, value in post.items() if name not in ("id", "feed")}
