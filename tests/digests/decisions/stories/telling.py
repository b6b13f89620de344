"""Articles for the tests of stories, and a store that knows a few others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digests.decisions.stories.beside import Beside
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.weighing import weigh

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def told(title: str, text: str = "", hours: float = 0) -> Prepared:
    """An article, so many hours after ``NOW``."""
    return prepare(title, text, NOW + timedelta(hours=hours))


def beside(a: Prepared, b: Prepared, frequencies: Frequencies | None = None) -> Beside:
    """Two articles beside each other in a store that has none."""
    known = frequencies or Frequencies()
    return Beside(Probe(weigh(a, known), known), weigh(b, known))
