"""A text as numbers: each character of a script without spaces, each word of another, each figure, in order.

A number says what it stands for: below ``WORD`` a character by its code point, then words, then figures, by a
hash. 0 is a break: what stands on its two sides are no neighbours.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Mapping
from functools import lru_cache
from zlib import crc32

from digests.decisions.duplicates.fingerprint import UNSPACED
from digests.decisions.stories.stop_words import STOP_WORDS

BREAK, WORD, FIGURE = 0, 0x8000_0000, 0xC000_0000
_LOW = 0x3FFF_FFFF
_POINTS = f"utf-32-{sys.byteorder[0]}e"  # characters as an array of numbers has them
_TIMES = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3,
    "trillion": 1e12, "trln": 1e12, "billion": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9,
    "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3,
    "億": 1e8, "萬": 1e4, "兆": 1e12, "млрд": 1e9, "млн": 1e6, "тыс": 1e3,
    "milliard": 1e9, "milliards": 1e9, "millions": 1e6,
}  # fmt: skip
_MULTIPLE = "|".join(sorted(map(re.escape, _TIMES), key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<figure>\d+(?:[.,]\d+)*)(?:\s?(?P<times>{_MULTIPLE})(?![a-zа-я]))?"
    r"(?P<share>\s?(?:%|percent\b|per cent\b|个百分点))?"
    rf"|(?P<run>[{UNSPACED}]+)|(?P<word>[^\W\d_{UNSPACED}]+(?:['’.&-]?[^\W_{UNSPACED}]+)*)"
    r"|(?P<end>[^\w\s]|\n)"
)
_ENDINGS = ("ments", "ment", "ings", "ers", "ies", "ing", "ed", "es", "s", "er")
_PARTS = re.compile(
    r"(?<=[^\W_]{4})-|-(?=[^-]*-)"
)  # "t-mobile" and "wal-mart" are one word, "london-based" two
_FLASH = 90  # characters of a text in which a figure that is said again counts again
_LEFT = 3  # letters of a word that an ending must leave
_INFLECTED = 5  # letters kept of a word in a script whose languages inflect much: Cyrillic, Greek, Armenian
_ARTICLE = re.compile(r"^(?:وال|بال|كال|فال|لل|ال|و(?=\w{4}))")  # of Arabic words


def is_character(code: int) -> bool:
    """Whether a number stands for one character of a script without spaces."""
    return BREAK < code < WORD


def read(text: str, names: dict[int, str] | None = None) -> array[int]:
    """The numbers of a folded text; ``names`` takes what each stands for."""
    found, again = array("I"), set[int]()
    named = {} if names is None else names
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "run":  # most of a text without spaces, hence all at once; a character needs no name
            found.frombytes(match[0].encode(_POINTS, "surrogatepass"))
        elif kind == "word":
            found.extend(_words(match[0], named))
        elif kind == "end":
            found.append(BREAK)
        else:
            code = _figure(match["figure"], match["times"], match["share"])
            if len(text) < _FLASH:  # "3-2" is not "3-3"
                code = _another(code) if code in again else code
                again.add(code)
            named[code] = match[0].strip()
            found.append(code)
    return found


def _words(shown: str, named: dict[int, str]) -> list[int]:
    """The words of what is written as one; none for those that say nothing."""
    if "-" not in shown:
        code = _word(shown)
        if not code:
            return []
        named[code] = shown
        return [code]
    parts = [(code, part) for part in _PARTS.split(shown) if part and (code := _word(part))]
    named.update(parts)
    return [code for code, _ in parts]


def _another(code: int) -> int:
    return FIGURE | (code * 31 + 1 & _LOW)


@lru_cache(maxsize=16_384)  # a language's common words make up most of a text
def _word(word: str) -> int:
    """The number of a word by its stem; 0 for one that says nothing by itself."""
    return 0 if word in STOP_WORDS else WORD | (crc32(_stem(word).encode("utf-8", "replace")) & _LOW)


def _stem(word: str) -> str:
    if word[0] > "\u0600":
        return _ARTICLE.sub("", word) or word
    if word[0] > "\u036f":
        return word[:_INFLECTED]
    word = re.sub("['\u2019]s$", "", word).replace(".", "").replace("-", "").replace("z", "s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEFT:
            word = word[: -len(ending)]
            if len(word) > _LEFT and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    if word[-1:] in ("e", "y", "i") and len(word) > _LEFT:
        word = word[:-1]
    return word


def _figure(digits: str, times: str | None, share: str | None) -> int:
    """By value: 3.5亿 is 350 million, and 3.5% is neither."""
    value = _value(digits) * _TIMES.get(times or "", 1.0)
    shown = f"#{value:.6g}{'%' if share else ''}"
    return FIGURE | (crc32(shown.encode()) & _LOW)


def _value(digits: str) -> float:
    plain = digits[:30]
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    whole, _, rest = plain.replace(",", ".").partition(".")
    return float(f"{whole}.{rest.replace('.', '') or 0}")


def named(code: int, names: Mapping[int, str]) -> str:
    """What a term stands for; empty where it is a hash that nobody has named."""
    return names.get(code) or (chr(code) if is_character(code) else "")
