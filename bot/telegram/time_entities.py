"""Times that everybody reads in a zone of their own: the ``tg-time`` of Bot API 9.5.

A digest is rendered once for all who get it, with its times marked. In a private chat there is one reader,
whose zone is set; there the marks are taken off again. What they hold is what older clients show.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.telegram.markup import entities
from bot.telegram.screen import MAX_ENTITIES
from bot.texts import Html

_MARKED = re.compile(r'<tg-time unix="\d+" format="\w+">(.*?)</tg-time>', re.DOTALL)
_NEAR = timedelta(days=7)


def marked(at: datetime, said: str, now: datetime) -> Html:
    """What is said of an instant, marked: weekday and clock within a week, else the date."""
    form = "wt" if abs(at - now) < _NEAR else "D"
    return Html(f'<tg-time unix="{int(at.timestamp())}" format="{form}">{said}</tg-time>')


def unmarked(html: Html) -> Html:
    """The same text without marks."""
    return Html(_MARKED.sub(r"\1", html))


def within_limits(html: Html) -> Html:
    """With as many marks, from the first on, as a message has room for beside what else is marked up in it.

    Telegram ignores entities beyond the hundredth, and does not say which those are: bold and links first.
    """
    room = MAX_ENTITIES - entities(unmarked(html))
    kept = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal kept
        kept += 1
        return found[0] if kept <= room else found[1]

    return Html(_MARKED.sub(keep, html))
