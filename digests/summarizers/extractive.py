"""The methods of sumy, given sentences and words of our own: nothing is downloaded, nothing gets lost.

sumy pulls in NLTK, numpy and requests (0.6 s and over 100 MB), so it is imported at the first article, in
the process that condenses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any

from digests.model import KeyPoint
from digests.summarizers import keypoints
from digests.summarizers.text.language import detect
from digests.summarizers.text.sentences import Sentence, sentences
from digests.summarizers.text.tokens import words

# method -> its class in sumy.summarizers
METHODS = {
    "lsa": "lsa.LsaSummarizer",
    "lexrank": "lex_rank.LexRankSummarizer",
    "textrank": "text_rank.TextRankSummarizer",
    "luhn": "luhn.LuhnSummarizer",
    "sumbasic": "sum_basic.SumBasicSummarizer",
    "kl": "kl.KLSummarizer",
    "edmundson": "edmundson.EdmundsonSummarizer",
    "reduction": "reduction.ReductionSummarizer",
}
VERSION = f"{version('sumy')}-1"
MAX_SENTENCES = 150  # most methods grow with the square of the sentences, KL with more

_NOTHING = frozenset([""])  # Edmundson refuses empty word sets; no word is ""
_STOP_WORDS = {
    "ar": "arabic", "cs": "czech", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fr": "french", "he": "hebrew", "it": "italian", "ja": "japanese", "ko": "korean", "pl": "polish",
    "pt": "portuguese", "sk": "slovak", "sv": "swedish", "th": "thai", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip


class Tokenizer:
    """What sumy asks of a tokenizer."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """Sentences of one paragraph."""
        return tuple(each.text for each in sentences(paragraph, self._lang))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Words of one sentence."""
        return tuple(words(sentence))


def method(name: str) -> Callable[[str, str, str, int], list[KeyPoint]]:
    """A summarizer that chooses whole sentences by one of sumy's methods."""
    return partial(condense, name)


def condense(name: str, title: str, text: str, lang: str, n_points: int) -> list[KeyPoint]:
    """The best sentences of ``text`` by sumy's method ``name``, in the order of the article."""
    ranked = [sentence for sentence, _ in ratings(name, title, text, lang)[: max(0, n_points)]]
    points = [KeyPoint(each.text, each.paragraph, each.place, rank) for rank, each in enumerate(ranked)]
    return sorted(points, key=lambda point: (point.paragraph, point.sentence))


def ratings(name: str, title: str, text: str, lang: str) -> list[tuple[Sentence, float]]:
    """Every sentence with its rating by sumy's method ``name``, best first."""
    known = _distinct(sentences(text, lang))
    seen: list[tuple[Sentence, float]] = []

    def capture(infos: Sequence[Any]) -> Sequence[Any]:
        seen.extend((known[str(info.sentence)], float(info.rating)) for info in infos)
        return infos

    if known:
        _summarizer(name, title, lang)(document(title, known.values(), lang), capture)
    return seen


def _distinct(found: Sequence[Sentence]) -> dict[str, Sentence]:
    """Sentences by text: sumy keeps its ratings by text, so that a repeated sentence would win twice."""
    known: dict[str, Sentence] = {}
    for sentence in [s for s in found if s.prose] or found:
        known.setdefault(sentence.text, sentence)
        if len(known) == MAX_SENTENCES:
            break
    return known


def document(title: str, found: Sequence[Sentence] | Any, lang: str) -> Any:
    """sumy's document of one title and these sentences."""
    dom = import_module("sumy.models.dom")
    tokenizer = Tokenizer(lang)
    paragraphs: dict[int, list[Any]] = {}
    for each in found:
        paragraphs.setdefault(each.paragraph, []).append(dom.Sentence(each.text, tokenizer))
    heading = [dom.Paragraph([dom.Sentence(title, tokenizer, is_heading=True)])] if title else []
    return dom.ObjectDocumentModel([*heading, *map(dom.Paragraph, paragraphs.values())])


def _summarizer(name: str, title: str, lang: str) -> Any:
    module, kind = METHODS[name].split(".")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), kind)()
    stop_words = _stop_words(lang)
    if name == "edmundson":
        summarizer.bonus_words = frozenset(words(title)) - stop_words or _NOTHING
        summarizer.stigma_words = _NOTHING
        summarizer.null_words = stop_words or _NOTHING
    else:
        summarizer.stop_words = stop_words
    return summarizer


def _stop_words(lang: str) -> frozenset[str]:
    if lang not in _STOP_WORDS:
        return frozenset()
    return frozenset(import_module("sumy.utils").get_stop_words(_STOP_WORDS[lang]))


def key_points(doc: Any, sentences_count: int) -> tuple[Any, ...]:
    """Our key points as one of sumy's methods: a callable of its document and a count.

    The first heading is taken for the title.
    """
    headings = [str(heading) for heading in doc.headings]
    text = "\n".join(" ".join(map(str, paragraph.sentences)) for paragraph in doc.paragraphs)
    points = keypoints.key_points(headings[0] if headings else "", text, "", sentences_count)
    sentence = import_module("sumy.models.dom").Sentence
    return tuple(sentence(point, Tokenizer(detect(text))) for point in points)
