"""Feeds, their fetches, and looks at addresses as JSON."""

from __future__ import annotations

from datetime import datetime

from bot.cli.shapes.base import Shape, failure, problem
from bot.cli.shapes.posts import PostShapes
from digests.decisions.polling import is_failing
from digests.model import Attempt, Feed, FeedState
from digests.services.feed_cards import FeedCard
from digests.sources.address import shown
from digests.sources.probe import Probe
from digests.steps import Preview, Refreshed


class FeedShapes(PostShapes):
    """What admins look after."""

    __slots__ = ()

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

    def look(self, look: Preview) -> Shape:
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
            "outlines": [shown(each.address) for each in probe.outlines],
        }


def health(feed: Feed, now: datetime) -> str:
    """``ok``, ``failing``, ``waiting`` for the first fetch, ``paused``, ``ended`` or ``removed``."""
    if feed.state is not FeedState.ACTIVE:
        return str(feed.state)
    if is_failing(feed.failures, feed.failing_since, now):
        return "failing"
    return "ok" if feed.last_success else "waiting"


def refreshed(done: Refreshed) -> Shape:
    """What one fetch did."""
    return {
        "new": done.new,
        "changed": done.changed,
        "gone": done.gone,
        "same": done.same,
        "problems": [problem(each) for each in done.problems],
    }


def _without_numbers(post: Shape) -> Shape:
    """A post that is not stored has none, nor a feed."""
    return {name: value for name, value in post.items() if name not in ("id", "feed")}
