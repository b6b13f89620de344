"""When the further digests of a chat come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.reader import Reader
from bot.telegram.markup import lines
from bot.texts import Html, dates, plain, text
from digests.model import Edition, Subscription

_SHOWN = 3

Coming = tuple[Edition, Sequence[datetime]]
"""A digest with its next times."""


def coming_editions(coming: Sequence[Coming], following: Sequence[Subscription], reader: Reader) -> Html:
    """A line for each, "" without any."""
    filled = {one.edition for one in following}
    return lines(*(_line(edition, times, edition.id in filled, reader) for edition, times in coming))


def _line(edition: Edition, times: Sequence[datetime], filled: bool, reader: Reader) -> Html:
    if not filled:
        return text(reader.lang, "editions.next_empty", title=edition.title)
    shown = [dates.moment(each, reader.now, reader.lang, reader.zone) for each in times[:_SHOWN]]
    return text(
        reader.lang,
        "editions.next",
        title=edition.title,
        times=plain(reader.lang, "when.comma").join(shown),
    )
