"""Deliveries, broadcasts, changes and totals as JSON."""

from __future__ import annotations

from bot.cli.shapes.base import Base, Shape, failure
from digests.model import Change, Progress, Slowdown, Tracked
from digests.services.deliveries import DeliveryCard
from digests.services.stats import Totals


class DeliveryShapes(Base):
    """What went out, what was changed, and how much there is."""

    __slots__ = ()

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

    def slowdown(self, found: Slowdown) -> Shape:
        """The share of the overall rate that was set, and when."""
        return {"share": found.share, "since": self.at(found.since)}

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
            "rate": totals.rate,
            "slowdown": self.slowdown(totals.slowdown) if totals.slowdown else None,
            "broadcast": self.broadcast(totals.broadcast) if totals.broadcast else None,
            "failures": failures,
            "size_bytes": totals.size_bytes,
            "indexed": totals.indexed,
            "unindexed": totals.unindexed,
            "unjudged": totals.unjudged,
            "points": {"made": totals.condensed - totals.outdated, "total": totals.condensed},
        }
