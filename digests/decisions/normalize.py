"""Entries made fit to store: clean characters, bounded sizes, a title for each. Tidying twice is once.

The bounds are those of the database's columns or, for texts, well beyond what an article needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from digests.decisions.shown import shows
from digests.model import CategoryName, Entry, Tag, label_key

LONGEST_TITLE = 500
LONGEST_TEXT = 100_000
MOST_TAGS = 20
MOST_CATEGORIES = 5
_LONGEST_UID = 500
_LONGEST_LABEL = 100
_LONGEST_LINK = 2_000
_DERIVED_TITLE = 80

# Control characters beside white space, lone surrogates (no encoder takes them), the byte order mark, and
# the marks that turn the writing direction of what follows them on the reader's screen.
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$))")


def normalize(entry: Entry) -> Entry | None:
    """The entry as it can be stored; None when neither its title nor its text shows anything."""
    text = _paragraphs(entry.text)[:LONGEST_TEXT].rstrip()
    digest = _paragraphs(entry.digest)[:LONGEST_TEXT].rstrip()
    stated = line(entry.title)
    title = _cut(stated, LONGEST_TITLE) if shows(stated) else _derived_title(text) or _derived_title(digest)
    if not title:
        return None
    return replace(
        entry,
        uid=stored_uid(entry.uid),
        title=title,
        text=text,
        digest=digest,
        link=_link(entry.link),
        source=line(entry.source)[:_LONGEST_LABEL].rstrip(),
        categories=_categories(entry.categories),
        tags=_tags(entry.tags),
        lang=_language(entry.lang),
    )


def stored_uid(uid: str) -> str:
    """The identity under which an entry is stored: the feed's own, a hash in place of what is too long."""
    clean = line(uid)
    if len(clean) <= _LONGEST_UID:
        return clean
    return f"{clean[:400]}#{blake2b(clean.encode(), digest_size=16).hexdigest()}"


def line(text: str) -> str:
    """A text on one line, its white space single."""
    return " ".join(_UNWANTED.sub("", text).split())


def _paragraphs(text: str) -> str:
    lines = (" ".join(each.split()) for each in _UNWANTED.sub("", text).splitlines())
    return "\n".join(each for each in lines if each)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _derived_title(text: str) -> str:
    """The first sentence of a text that shows anything; empty when none does."""
    first = next(filter(shows, text.split("\n")), "")
    sentence = _SENTENCE.match(first)
    return _cut(sentence[0] if sentence else first, _DERIVED_TITLE)


def _link(link: str) -> str:
    """A link that would have to be cut leads nowhere."""
    clean = "".join(_UNWANTED.sub("", link).split())
    return clean if len(clean) <= _LONGEST_LINK else ""


def _language(tag: str) -> str:
    """The primary subtag of a language tag (BCP 47), small; empty for anything else."""
    primary = _LANGUAGE.match(line(tag))
    return primary[0].lower() if primary else ""


def _tags(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Each tag once; a label that is longer than a line is none."""
    kept: dict[str, Tag] = {}
    for each in tags:
        tag = Tag(line(each.name), line(each.ticker)[:30].rstrip())
        if 0 < len(tag.key) <= _LONGEST_LABEL and len(tag.name) <= _LONGEST_LABEL:
            kept.setdefault(tag.key, tag)
    return tuple(kept.values())[:MOST_TAGS]


def _categories(categories: Iterable[CategoryName]) -> tuple[CategoryName, ...]:
    kept: dict[str, CategoryName] = {}
    for each in categories:
        name = CategoryName(line(each.slug), line(each.title)[:_LONGEST_LABEL].rstrip())
        if 0 < len(label_key(name.slug)) <= _LONGEST_LABEL and len(name.slug) <= _LONGEST_LABEL:
            kept.setdefault(label_key(name.slug), name)
    return tuple(kept.values())[:MOST_CATEGORIES]
