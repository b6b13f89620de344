"""The language of a text, by counting scripts, then function words where many languages share a script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from digests.summarizers.text.wordlists import words_of

_SAMPLE = 2000  # characters that are looked at: more does not change the answer
_MIN_SHARE = 0.05  # of a text's Latin words that must be function words of its language
_LETTERS = re.compile(r"[^\W\d_]+")

# Ranges by script. Kana and Hangul decide alone: Japanese and Korean texts hold Han characters too.
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff\u31f0-\u31ff]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "my": re.compile("[\u1000-\u109f]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "am": re.compile("[\u1200-\u137f]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
# Letters that set a language apart from the one that its script stands for.
_VARIANTS = (
    ("ru", "uk", re.compile("[іїєґ]")),
    ("ru", "be", re.compile("[ў]")),
    ("ru", "sr", re.compile("[ђћјљњџ]")),
    ("ar", "ur", re.compile("[ٹڈڑںے]")),
    ("ar", "fa", re.compile("[پچژگ]")),
)
# Letters that hardly any other Latin alphabet has; headlines hold more of them than function words.
_OWN_LETTERS = {
    "tr": re.compile("[ğışİ]"),
    "vi": re.compile("[ơưđạảấầẩậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởợụủứừửữựỳỷỹỵ]"),
    "pl": re.compile("[ąęłńśźż]"),
    "cs": re.compile("[ěřů]"),
    "hu": re.compile("[őű]"),
    "ro": re.compile("[țșă]"),
    "de": re.compile("[ß]"),
    "es": re.compile("[ñ¿¡]"),
}
_HAN_WEIGHT = 3  # a Han character says about as much as three letters
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")


def primary(lang: str) -> str:
    """Primary subtag of a language tag, lower case: ``zh-Hans`` gives ``zh``, ``""`` stays."""
    return re.split("[-_]", lang.strip(), maxsplit=1)[0].lower()


def detect(text: str) -> str:
    """Primary subtag of the language that most of ``text`` is in; ``""`` when nothing tells."""
    sample = text[:_SAMPLE]
    return "zh" if _is_chinese(sample) else _counted(sample)


def _counted(sample: str) -> str:
    counts = Counter(dict.fromkeys(_SCRIPTS, 0))
    for character, count in Counter(sample).items():
        if script := _script(character):
            counts[script] += count
    counts["zh"] *= _HAN_WEIGHT
    if counts["ja"] and counts["ja"] * 30 > counts["zh"]:
        counts["ja"] += counts["zh"]
    script = max(counts, key=counts.__getitem__)
    if not counts[script]:
        return ""
    return _latin(sample) if script == "latin" else _variant(script, sample)


def _is_chinese(sample: str) -> bool:
    """Whether so much of a text is Han, and nothing Japanese, that counting the others can change nothing.

    One search instead of a count of each character: a quarter of the time, of the most common language here.
    """
    han = sum(map(len, _HAN_RUN.findall(sample)))
    return (_HAN_WEIGHT + 1) * han > len(sample) and not _SCRIPTS["ja"].search(sample)


@lru_cache(maxsize=8192)  # asked once for each different character of a text, not once for each
def _script(character: str) -> str:
    return next((lang for lang, pattern in _SCRIPTS.items() if pattern.match(character)), "")


def _variant(script: str, sample: str) -> str:
    for base, lang, letters in _VARIANTS:
        if script == base and len(letters.findall(sample)) * 100 > len(sample):
            return lang
    return script


def _latin(sample: str) -> str:
    text = unicodedata.normalize("NFC", sample)
    words = Counter(_LETTERS.findall(text.lower()))
    scores = {lang: sum(words[word] for word in listed) for lang, listed in _function_words().items()}
    for lang, letters in _OWN_LETTERS.items():
        scores[lang] += len(letters.findall(text)) // 2
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= max(1, _MIN_SHARE * words.total()) else ""


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return words_of("function_words")
