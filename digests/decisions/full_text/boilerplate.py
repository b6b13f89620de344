"""Lines of a page's text that are none of its article: consent, scripts, offers to subscribe, stamps. Pure.

A line is dropped for what it says, not for the class that it stands in: ``paywall`` is what publishers call
the offer, and also the article behind it (schema.org, ``isAccessibleForFree`` with ``cssSelector``). Articles
about such things say so in their titles or teasers, and keep all of their lines. Of 1,964 news articles none
loses a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digests.decisions.full_text import boilerplate_words as words

_SHORT, _LONG = 60, 1_000  # characters of a heading, and that a notice does not have
_ABOUT = 1_000  # characters of a teaser: what an article is about stands at its beginning
_MOST_SHORT = 2  # lines in a row between or below those of an offer: headings, the imprint
_ENDED = re.compile(r"[.!?。！？…:：;；]\W*$")


def article_lines(text: str, about: str) -> str:
    """A page's text without what the page says of itself; what ``about`` (title, teaser) speaks of stays."""
    lines, about = text.split("\n"), about[:_ABOUT]
    if not words.COOKIES.search(about):
        lines = list(_without_consent(lines))
    if not words.SCRIPTS.search(about):
        lines = [line for line in lines if not _asks_for_scripts(line)]
    if not words.SUBSCRIPTION.search(about):
        lines = _without_offer(lines)
    return "\n".join(_without_stamps(lines))


def _asks_for_scripts(line: str) -> bool:
    return len(line) < _LONG and bool(words.SCRIPTS.search(line) and words.SWITCH_ON.search(line))


# --------------------------------------------------------------------------- consent


def _without_consent(lines: list[str]) -> Iterator[str]:
    """Without requests for consent, and headings of theirs."""
    asks = [*map(_asks_for_consent, lines), False]
    for place, line in enumerate(lines):
        if not asks[place] and not (asks[place + 1] and _heads_consent(line)):
            yield line


def _heads_consent(line: str) -> bool:
    cues = (words.COOKIES, words.TO_READERS, words.TECHNICAL)
    return _is_heading(line) and any(cue.search(line) for cue in cues)


def _asks_for_consent(line: str) -> bool:
    """All three: a news item on cookies has two of them, a recipe one or two."""
    if len(line) >= _LONG:
        return False
    return bool(words.COOKIES.search(line) and words.WE.search(line) and words.TECHNICAL.search(line))


def _is_heading(line: str) -> bool:
    return len(line) <= _SHORT and not _ENDED.search(line)


# --------------------------------------------------------------------------- offers


def _without_offer(lines: list[str]) -> list[str]:
    """Without the offer that the text ends in; nothing is cut where no line of it asks the reader to pay."""
    top, asked = len(lines), False
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if _speaks_of_offers(line):
            top, asked = place, asked or _asks_to_subscribe(line)
        elif not _is_heading(line) or top - place > _MOST_SHORT:
            break
    return lines[: _heading_above(lines, top)] if asked else lines


def _heading_above(lines: list[str], top: int) -> int:
    """An offer begins with its heading; of several short lines in a row each may be an item of a list."""
    is_heading = [_is_heading(line) for line in lines[max(0, top - 2) : top]]
    return top - 1 if is_heading == [False, True] else top


def _asks_to_subscribe(line: str) -> bool:
    if len(line) >= _LONG:
        return False
    offers = words.SUBSCRIPTION.search(line) or (words.PRICE.search(line) and words.TERMS.search(line))
    return bool(offers and words.TO_READERS.search(line))


def _speaks_of_offers(line: str) -> bool:
    if len(line) >= _LONG:
        return False
    terms = words.TERMS.search(line) and (words.TO_READERS.search(line) or words.WE.search(line))
    return bool(words.SUBSCRIPTION.search(line) or terms)


# --------------------------------------------------------------------------- stamps

_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?"
_ZONE = r"(?:\s?(?:a\.?m\.?|p\.?m\.?|Uhr|h|ET|[CEW]ES?T|[CEMP][SD]T|GMT|BST|UTC|MSK)){0,2}"
_STAMP = re.compile(rf"\W*{_CLOCK}{_ZONE}(?:\s*[-–—|•:]\s*|\s+)(?=\S)", re.IGNORECASE)
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_BYLINE = (
    rf"{_DATE}(?:\s*{_CLOCK})?\s+(?:来源|來源|作者|编辑|編輯|责任编辑|責任編輯|记者|記者|Source\b|By\b|Quelle\b|"
    r"Von\b|Par\b|Por\b|Di\b).*"
)
_COUNT = r"\d{1,4}\s?(?:/|of|von|sur|de|di)\s?\d{1,4}"
_UNIT = (
    r"\d{1,3}\s?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|[smhd]|Sekunden?|Minuten?|Stunden?|Tage?n?|heures?|"
    r"jours?|minutos?|horas?|d[ií]as?|ore|minuti|分钟|小时|天|分鐘|小時|分|時間|日|분|시간|일|минут[аы]?|час(?:а|ов)?)"
)
_AGO = rf"(?:(?:vor|il y a|hace|há) {_UNIT}|{_UNIT}\s?(?:ago|前|전|назад|fa|geleden|atrás))"
_ONLY_STAMP = re.compile(
    rf"\W*(?:(?:{_DATE}\s*)?{_CLOCK}{_ZONE}|{_BYLINE}|{_DATE}|{_COUNT}|{_AGO})\W*", re.IGNORECASE
)


def _without_stamps(lines: list[str]) -> list[str]:
    """Without lines that are only a time or a count (live blogs, galleries), and without times before a line.

    One time before a line may belong to it ("10.30 is the new hour"); two are the form of a live blog.
    """
    kept = [line for line in lines if line and not (len(line) <= _SHORT and _ONLY_STAMP.fullmatch(line))]
    stamps = [_STAMP.match(line) for line in kept]
    if len(lines) - len(kept) + sum(map(bool, stamps)) < 2:
        return kept
    return [line[stamp.end() :] if stamp else line for line, stamp in zip(kept, stamps, strict=True)]
