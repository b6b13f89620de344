"""Key points with the weights that an installation learned, each language with its own."""

from __future__ import annotations

from digests.model import KeyPoint
from digests.summarizers import keypoints
from digests.summarizers.learning.weights import Learned
from digests.summarizers.text.language import detect, primary


def condense(learned: Learned, title: str, text: str, lang: str, n_points: int) -> list[KeyPoint]:
    """Key points by what was learned for the article's language, by hand where nothing was."""
    lang = primary(lang) or detect(text)
    return keypoints.condense(title, text, lang, n_points, learned.weights.get(lang))
