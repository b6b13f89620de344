"""Why a story stands where it stands: the figures of a pick as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from bot.texts import plain
from digests.decisions.taste import strength
from digests.model import Figures, Form, Pick

_SHORT = 0.5


def reasons(pick: Pick, lang: str) -> tuple[str, ...]:
    """What counted for a story and against it, the first first; what counted for nothing is not said."""
    return (*_reasons(pick.figures, pick.again, lang), *_taste(pick.figures, lang))


def weighed(of: Figures, lang: str) -> tuple[str, ...]:
    """The same of a story that was picked by no digest."""
    return (*_reasons(of, 0, lang), *_taste(of, lang))


def _taste(of: Figures, lang: str) -> tuple[str, ...]:
    return (said,) if (said := liked(of.liked, lang)) else ()


def _reasons(of: Figures, again: int, lang: str) -> Iterator[str]:
    yield plain(lang, "why.coverage", count=of.coverage)
    if of.near:
        yield plain(lang, "why.beside", count=of.beside)
    if of.age >= 1:
        yield plain(lang, "why.age", hours=round(of.age))
    if of.full < _SHORT:
        yield plain(lang, "why.headline")
    if again:
        yield plain(lang, "why.again", count=again)
    elif of.novel:
        yield plain(lang, "why.related")
    if of.form is not Form.ARTICLE:
        yield plain(lang, f"why.{of.form}")
    if of.rest:
        yield plain(lang, "why.rest")


def liked(doublings: float, lang: str) -> str:
    """What somebody's taste counts for a story or against it, in words; "" for nothing."""
    steps = strength(doublings)
    if not steps:
        return ""
    way = "more" if steps > 0 else "less"
    return plain(lang, f"why.liked_{way}", amount=plain(lang, f"taste.{way}_{abs(steps)}"))
