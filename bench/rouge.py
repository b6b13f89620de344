"""ROUGE-2 of key points against one reference (Lin 2004): F1, and recall at equal length."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from digests.summarizers.text.sentences import CJK, NO_SPACES

_TOKEN = re.compile(f"[{CJK}\u0e00-\u0e7f]|[^\\W_{CJK}\u0e00-\u0e7f]+")
_CHARACTERS, _WORDS = 200, 75  # what is read of a summary for recall


def tokens(text: str) -> list[str]:
    """One token a character of scripts without blanks, one a run of letters or digits; no stemming."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def rouge2(points: Sequence[str], reference: str, lang: str) -> tuple[float, float]:
    """F1 of the points, and recall of their first 200 characters or 75 words, both 0 to 1."""
    text = "\n".join(points)
    short = "".join(text.split())[:_CHARACTERS] if lang in NO_SPACES else " ".join(text.split()[:_WORDS])
    wanted = _bigrams(reference)
    whole = _bigrams(text)
    shared = (whole & wanted).total()
    f1 = 2 * shared / (whole.total() + wanted.total()) if shared else 0.0
    return f1, (_bigrams(short) & wanted).total() / max(1, wanted.total())


def _bigrams(text: str) -> Counter[tuple[str, str]]:
    known = tokens(text)
    return Counter(pairwise(known))
