"""Text of people and feeds: what of it may be shown. Whatever is put into a sentence passes here."""

from __future__ import annotations

import re
import unicodedata

# Overrides of the writing direction would turn round everything after them; U+2028/9 break lines.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_STACKED = re.compile(f"({_MARKS}{{2}}){_MARKS}+")
_UNSEEN = frozenset({"Cc", "Cs"})


def visible(text: str) -> str:
    """A text without control characters, direction marks, lone surrogates and heaps of accents.

    Spaces and line feeds stay. Half of a surrogate pair could not be sent at all, and would take the whole
    message with it.
    """
    text = _STACKED.sub(r"\1", _INVISIBLE.sub("", text))
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
