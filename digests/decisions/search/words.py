"""The words by which a post is found.

Scripts that write no spaces are taken in pairs of neighbouring characters, all others word by word. So every
two-character word of Chinese is found wherever it stands, with no dictionary that could cut it otherwise, and
a longer one where all of its pairs are. Held against words cut by a dictionary (rjieba) on 288 Chinese
articles of 930 characters: 419 pairs beside 251 words an article, an index of 690 beside 400 bytes, but a
third of the time, and no 34 MB of dictionary in every process that reads queries. All single characters would
add 350 bytes an article: those of titles are enough, and those beside a figure or a word (``joints``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import add

from digests.decisions.duplicates.fingerprint import UNSPACED
from digests.decisions.search.forms import RUN, fold, form_of
from digests.decisions.search.joints import asked_in, joints_in

VERSION = "2"
"""Changes with the words that a text gives; what was indexed under another version is indexed again."""

MOST_WORDS = 6_000  # of one post
MOST_JOINTS = 2_000  # beside them, so that they take the place of no word
_UNSPACED = re.compile(f"[{UNSPACED}]")
_MARK = "\ue000"  # of no text: it is a private character, and never part of a word


@dataclass(frozen=True, slots=True)
class Document:
    """What is looked into of a story: its own words, and the labels and sources of all of its copies."""

    title: str
    text: str
    digest: str = ""
    categories: Collection[int] = ()
    tags: Collection[tuple[int, str]] = ()
    sources: Collection[str] = ()


def words_of(document: Document) -> list[str]:
    """All words of a document, each once."""
    title, digest, text = map(fold, (document.title, document.digest, document.text))
    names = [fold(name) for _, name in document.tags]
    found = dict.fromkeys(_cut(title))
    found |= dict.fromkeys(_characters(title))
    found |= dict.fromkeys(_cut(digest))
    found |= dict.fromkeys(by_category(each) for each in document.categories)
    for (tag_id, _), name in zip(document.tags, names, strict=True):
        found[by_tag(tag_id)] = None
        found |= dict.fromkeys(_cut(name))
    for source in document.sources:
        found |= dict.fromkeys(by_source(source))
    found |= dict.fromkeys(_cut(text))
    joints = dict.fromkeys(joint for part in (title, digest, *names, text) for joint in joints_in(part))
    return [*islice(found, MOST_WORDS), *islice(joints, MOST_JOINTS)]


def in_text(text: str) -> Iterator[str]:
    """The words of a text in their order, without joints."""
    return _cut(fold(text))


def said_in(text: str) -> Iterator[str]:
    """The words of a text, and its joints: among these is all that ``asked_in`` finds in a part of it."""
    folded = fold(text)
    yield from _cut(folded)
    yield from joints_in(folded)


def _cut(folded: str) -> Iterator[str]:
    for unspaced, word in RUN.findall(folded):
        if word:
            yield form_of(word)
        elif len(unspaced) > 1:
            yield from map(add, unspaced, unspaced[1:])
        else:
            yield unspaced


def _characters(folded: str) -> Iterator[str]:
    for unspaced, _ in RUN.findall(folded):
        yield from unspaced


def by_category(category_id: int) -> str:
    """The word that all posts of a category have."""
    return f"{_MARK}c{category_id}"


def by_tag(tag_id: int) -> str:
    """The word that all posts of a tag have."""
    return f"{_MARK}t{tag_id}"


def by_source(name: str) -> list[str]:
    """The words and joints of a source's name, apart from those of texts."""
    return [f"{_MARK}s{word}" for word in said_in(name)]


def asked_of_source(name: str) -> list[str]:
    """The words that a source's name must have to be the one that is asked for."""
    return [f"{_MARK}s{word}" for word in asked_in(name)]


# --------------------------------------------------------------------------- phrases


def spell(text: str) -> str:
    """A text with single spaces between its words, as phrases are looked for in it."""
    return f" {' '.join(unspaced or word for unspaced, word in RUN.findall(fold(text)))} "


def holds(spelled: str, phrase: str) -> bool:
    """Whether a spelled text has a spelled phrase: whole words of it, or characters that write no spaces."""
    wanted = phrase.strip()
    if not wanted:
        return True
    left, right = ("" if _UNSPACED.match(edge) else " " for edge in (wanted[0], wanted[-1]))
    return f"{left}{wanted}{right}" in spelled


def holds_all(parts: Iterable[str], phrases: Collection[str]) -> bool:
    """Whether a post of these parts has every phrase."""
    spelled = "\n".join(spell(part) for part in parts)
    return all(holds(spelled, phrase) for phrase in phrases)
