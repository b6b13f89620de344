"""Why a story stands where it stands: the figures of a pick as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from bot.texts import plain
from digests.model import Form, Pick

_SHORT = 0.5


def reasons(pick: Pick, lang: str) -> tuple[str, ...]:
    """What counted for a story and against it, the first first; what counted for nothing is not said."""
    return tuple(_reasons(pick, lang))


def _reasons(pick: Pick, lang: str) -> Iterator[str]:
    of = pick.figures
    yield plain(lang, "why.coverage", count=of.coverage)
    if of.near:
        yield plain(lang, "why.beside", count=of.beside)
    if of.age >= 1:
        yield plain(lang, "why.age", hours=round(of.age))
    if of.full < _SHORT:
        yield plain(lang, "why.headline")
    if pick.again:
        yield plain(lang, "why.again", count=pick.again)
    elif of.novel:
        yield plain(lang, "why.related")
    if of.form is not Form.ARTICLE:
        yield plain(lang, f"why.{of.form}")
    if of.rest:
        yield plain(lang, "why.rest")
