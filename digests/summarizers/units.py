"""An article as units: its sentences that may give points, cleaned, with their tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digests.summarizers.clean_sentence import clean, shorten, spoken
from digests.summarizers.text.lengths import fits
from digests.summarizers.text.phrase_lists import Noise
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.text.sentences import CJK, NO_SPACES, Sentence, sentences
from digests.summarizers.text.wrapped import stops
from digests.summarizers.verbatim import holds_code

MAX_CHARACTERS = (
    20_000  # of an article that are looked at: beyond, cost would grow and points would not change
)
MAX_UNITS = 200
# Units: of a short text its last sentence may be the news, cut or not. In Chinese many lack their full stop.
_FEW_UNSPACED, _FEW = 2, 1

# One token a run of letters or digits, one a character of scripts without blanks, one a punctuation mark.
_UNSPACED = f"{CJK}\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(
    rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+(?:[.,][0-9]+)*|[，。、；：！？“”「」（）《》,.;:!?—…()\"]"
)
_WORD = re.compile(r"[^\W_]")
_DENSE = re.compile(f"[{_UNSPACED}].?[{_UNSPACED}]")
_BEHIND_A_MARK = '”"’»」』）) \t\u3000'  # what may stand behind the mark that ends a sentence
_QUESTIONS = ("?", "？", "؟")
_BRACKETED = re.compile(r"[（(【\[][^（）()【】\[\]]{1,30}[)）】\]][.。]?$")  # a credit: "（上证报）"
_ADDRESS = re.compile(r"\w@[\w-]+\.[a-z]{2}")  # of mail: where to write, no news
_CELLS = " | "  # between the cells of a table
_CONTINUES = ("；", ";")


class Unit(NamedTuple):
    """A sentence that may give points. ``unspaced``: its length counts in characters, not in words.

    ``spoken``: where a quotation ends whose opening mark was lost (``clean_sentence.spoken``).
    """

    text: str
    sentence: Sentence
    tokens: Sequence[str]
    unspaced: bool
    continued: bool = False
    spoken: int = 0


def tokens(text: str, lang: str) -> Sequence[str]:
    """Tokens of a text, lower case, punctuation among them.

    Languages without blanks have one for each character: the text itself is the sequence, which saves
    most of the time and knows words as well as a dictionary does (as pairs of neighbours).
    """
    small = text.lower()
    if lang in NO_SPACES:
        return small if len(small) == len(text) else text
    return _TOKEN.findall(small)


def units(text: str, lang: str, phrases: Phrases) -> list[Unit]:
    """The units of an article in its order, without headings, questions and what is no news."""
    found: list[Unit] = []
    continued = False
    suspects = phrases.suspects(text[:MAX_CHARACTERS].replace("\n", " "))  # lines may be broken in it
    every = sentences(text[:MAX_CHARACTERS], lang)
    for sentence in every[_captions(every, phrases) :]:
        if not is_noise(sentence, phrases, suspects) and len(found) < MAX_UNITS:
            found.append(unit(sentence, lang, phrases, continued=continued, article=text))
        continued = sentence.text.endswith(_CONTINUES)
    few = _FEW_UNSPACED if lang in NO_SPACES else _FEW
    return found[:-1] if len(found) > few and _cut_off(found[-1].sentence) else found


def _captions(every: Sequence[Sentence], phrases: Phrases) -> int:
    """How many sentences in front are a caption: a first paragraph of one that reads like a picture's."""
    alone = len(every) > _FEW and every[0].paragraph != every[1].paragraph
    return int(alone and bool(phrases.caption.fullmatch(every[0].text)))


def _cut_off(last: Sentence) -> bool:
    """Whether a text stops in mid-sentence: the last one has no end although the one before it had."""
    return last.place > 0 and not stops(last.text)


def unit(
    sentence: Sentence, lang: str, phrases: Phrases, *, continued: bool = False, article: str = ""
) -> Unit:
    """One sentence, cleaned; what stands in it needlessly goes only when it is too long."""
    unspaced = bool(_DENSE.search(sentence.text))
    text = clean(sentence.text, phrases, article)
    if not fits(text, unspaced=unspaced):
        text = shorten(text, phrases)
    ended = 0 if unspaced else spoken(sentence.text, text)
    return Unit(text, sentence, tokens(text, lang), unspaced, continued, ended)


def is_noise(sentence: Sentence, phrases: Phrases, suspects: Noise | None = None) -> bool:
    """Whether a sentence can never become a point: headings, questions, credits, calls, teasers.

    ``suspects``: the noise that its article may hold (``Phrases.suspects``); any, when not given.
    """
    text = sentence.text
    return bool(
        not sentence.prose
        or not _WORD.search(text)
        or _CELLS in text
        or holds_code(text)
        or text.rstrip(_BEHIND_A_MARK).endswith(_QUESTIONS)
        or _BRACKETED.match(text)
        or ("@" in text and _ADDRESS.search(text))
        or phrases.noise_heads.match(text)
        or _holds(text, phrases.noise if suspects is None else suspects)
    )


def _holds(text: str, noise: Noise) -> bool:
    if not noise:
        return False
    small = text.lower()
    return any(key in small and pattern.search(small) for key, pattern in noise)
