"""In which order the reports of a story speak: the newest with news behind the first, others by time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.summarizers.choose_spans import choose
from digests.summarizers.salience import Salience
from digests.summarizers.span import Rate, Span
from digests.summarizers.stories.facts import denies
from digests.summarizers.stories.joined import Joined


class Possible(NamedTuple):
    """Spans that may be points, and what they weigh; nothing is weighed where there are no sentences.

    ``likely``: how likely each would be printed, where that is known.
    """

    spans: list[Span]
    weighed: Salience | None
    likely: Rate | None = None

    def choose(self, count: int) -> list[Span]:
        """The best of them, at most ``count``."""
        return choose(self.spans, self.weighed, count, self.likely) if self.weighed else []


def text_of(joined: Joined, span: Span) -> str:
    """What a span says."""
    return joined.units[span.unit].text[span.start : span.end]


def newest(joined: Joined, possible: Possible) -> list[Span]:
    """The best of the newest report that adds anything: how things stand now. A denial goes before all."""
    denied = [span for span in possible.spans if denies(text_of(joined, span))]
    if best := possible._replace(spans=denied).choose(1):
        return best
    reports = [joined.places[span.unit].report for span in possible.spans]
    for number in sorted(set(reports), reverse=True):
        own = [span for span, report in zip(possible.spans, reports, strict=True) if report == number]
        if best := possible._replace(spans=own).choose(1):
            return best
    return []


def by_time(joined: Joined, spans: Sequence[Span], told: Sequence[Span]) -> list[Span]:
    """Those not ``told``: of each report by time the best, or the second if one is told, then the next."""
    turns = {joined.places[span.unit].report: 0 for span in told}
    rest = [span for span in spans if span not in told]
    order: list[tuple[int, int, int]] = []
    for at, span in enumerate(rest):
        report = joined.places[span.unit].report
        turns[report] = turns.get(report, -1) + 1
        order.append((turns[report], report, at))
    return [rest[at] for *_, at in sorted(order)]
