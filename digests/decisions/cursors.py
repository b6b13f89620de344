"""A place in a list as a short text, so that it fits into a button beside what the button does."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from digests.errors import BadInput
from digests.model import Cursor

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# 12 digits hold every millisecond up to the year 9999 and every post id up to 2**61; 4 hold 1.6 million.
_FORM = re.compile(r"([<>])(-?[0-9a-z]{1,12})\.([0-9a-z]{1,12})\.([0-9a-z]{1,4})")
LONGEST = 1 + 12 + 1 + 12 + 1 + 4
_LAST_POSITION = 36**4 - 1


def pack_cursor(cursor: Cursor) -> str:
    """At most ``LONGEST`` ASCII characters; the position is kept up to 1.6 million."""
    published = (cursor.published - _EPOCH) // _MILLISECOND
    parts = (published, cursor.post, min(cursor.position, _LAST_POSITION))
    return ("<" if cursor.before else ">") + ".".join(base36(part) for part in parts)


def unpack_cursor(packed: str) -> Cursor:
    """The inverse of ``pack_cursor``, to the millisecond; ``BadInput("dead_button")`` for anything else."""
    form = _FORM.fullmatch(packed)
    if form is None:
        raise BadInput("dead_button")
    way, published, post, position = form.groups()
    try:
        at = _EPOCH + int(published, 36) * _MILLISECOND
    except OverflowError as error:
        raise BadInput("dead_button") from error
    return Cursor(at, int(post, 36), before=way == "<", position=int(position, 36))


def base36(number: int) -> str:
    """A whole number in digits and small letters; ``int(text, 36)`` reads it."""
    if number < 0:
        return "-" + base36(-number)
    head, last = divmod(number, 36)
    return (base36(head) if head else "") + _DIGITS[last]
