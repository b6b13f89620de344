"""The pieces of a stretch that weigh by where they stand, in scripts without blanks.

Pairs of characters anywhere, and runs of one to three at either end, with the end itself as ``^`` and ``$``.
"""

from __future__ import annotations

OPENING, CLOSING = 9, 6  # characters at either end that count there once more
_SIZES = (1, 2, 3)
_FIGURES = str.maketrans(dict.fromkeys("123456789", "0"))


def plain(text: str) -> str:
    """A text of the same length with one figure for all: it tells something that there is one, not which."""
    return text.translate(_FIGURES)


def at_opening(text: str) -> list[str]:
    """The pieces with which a plain text opens, each once."""
    return _pieces("^" + text[:OPENING])


def at_closing(text: str) -> list[str]:
    """The pieces with which it closes, each once."""
    return _pieces(text[-CLOSING:] + "$")


def _pieces(text: str) -> list[str]:
    every = (text[at : at + size] for size in _SIZES for at in range(len(text) - size + 1))
    return list(dict.fromkeys(every))
