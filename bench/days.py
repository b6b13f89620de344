"""Days of news that are made up: events that many sources tell, among posts of one source each."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import NamedTuple

from bench.corpus import START, words, zipf

SOURCES = [f"source {n}" for n in range(120)]
DAYS = 3
EVENTS, STRANGERS = 60, 1_500
WIDEST = 60
_SUBJECT, _SAID = 24, 90


class Made(NamedTuple):
    """A post as a scorer hands it over, and the event that it tells."""

    post: dict[str, str]
    event: int
    published: datetime


def days(seed: int = 5) -> list[Made]:
    """Posts of ``DAYS`` days in the order of publication.

    An event begins somewhere and its reports thin out over hours; few are told by many. Each report is in
    words of its own: half of them are of its event, the others anybody's.
    """
    rng = random.Random(seed)
    vocabulary = words(rng)
    made: list[Made] = []
    for event in range(EVENTS + STRANGERS):
        wide = max(2, WIDEST // (1 + event)) if event < EVENTS else 1
        begin = START + timedelta(hours=rng.uniform(0, 24 * DAYS))
        subject = rng.sample(vocabulary, _SUBJECT)
        for source in rng.sample(SOURCES, wide):
            at = begin + timedelta(hours=rng.expovariate(1 / 5))
            made.append(Made(_report(rng, subject, vocabulary, source, at), event, at))
    made.sort(key=lambda each: each.published)
    return [each._replace(post=each.post | {"id": str(n)}) for n, each in enumerate(made)]


def _report(
    rng: random.Random, subject: list[str], vocabulary: list[str], source: str, at: datetime
) -> dict[str, str]:
    said = [
        rng.choice(subject) if rng.random() < 0.5 else vocabulary[zipf(rng, len(vocabulary))]
        for _ in range(_SAID)
    ]
    sentences = ["".join(said[n : n + 15]) + "。" for n in range(0, _SAID, 15)]
    title = "".join(rng.sample(subject[:12], 6))
    text = "\n".join(sentences)
    return {"title": title, "text": text, "source": source, "published": at.isoformat(), "lang": "zh"}
