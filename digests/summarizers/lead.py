"""The article's first sentences: the oldest summary there is, and the one that cannot fail."""

from __future__ import annotations

import re

from digests.model import KeyPoint
from digests.summarizers.text.sentences import Sentence, sentences

_WORD = re.compile(r"[^\W_]")

VERSION = "1"
MAX_CHARACTERS = 20_000  # of an article that are looked at


def condense(title: str, text: str, lang: str, n_points: int) -> list[KeyPoint]:
    """At most ``n_points`` first sentences; a text of nothing but headings gives those."""
    known = [each for each in sentences(text[:MAX_CHARACTERS], lang) if _WORD.search(each.text)]
    chosen = [each for each in known if _tells(each, title)] or known
    return [
        KeyPoint(sentence.text, sentence.paragraph, sentence.place, rank)
        for rank, sentence in enumerate(chosen[: max(0, n_points)])
    ]


def _tells(sentence: Sentence, title: str) -> bool:
    return sentence.prose and sentence.text != title.strip()
