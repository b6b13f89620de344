"""Where a converter lost the end of a line, so that a heading and what it heads have become one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEGINS = r"(?:[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]|['’][a-zß-öø-ÿ])|M\. )"
_QUOTE = re.compile(rf'(?<=[\w?!.…])"(?="?{_BEGINS})')
_STRAY = re.compile(r'[.!?…]"$')
_CLOSES = re.compile(r'[^"]*[^"\s]"')  # the first quote of a line
_DOMAIN = re.compile(r"(?:com|net|org|gov|edu|co|io|in|fr|de|uk|ai|js|py)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[“\"]?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]|[“\"][a-zß-öø-ÿ]|[•●■◆▲►]")


def with_their_quotes(lines: Sequence[str]) -> list[str]:
    """Lines with each straight quote that opens one of them and that a converter left behind the line before.

    ``he left."`` and ``I saw it", she says.``: one has nothing to close, and the other nothing that opens.
    """
    found = list(lines)
    for number in range(1, len(found)):
        above, own = found[number - 1], found[number]
        unpaired = above.count('"') % 2 and own.count('"') % 2
        if unpaired and _STRAY.search(above) and _CLOSES.match(own):
            found[number - 1], found[number] = above[:-1], f'"{own}'
    return found


def unglued(line: str) -> list[str]:
    """A line, parted wherever a heading is glued by a straight quote to what it heads.

    ``this season"That day, he says", ...``: the quote opens, since the next one closes; otherwise it is the
    heading's own.
    """
    found, start = [], 0
    for match in _QUOTE.finditer(line):
        following = line.find('"', match.end() + 1)
        opens = following > 0 and not line[following - 1].isspace() and not line.startswith('"', match.end())
        end = match.start() if opens else match.end()
        found.append(line[start:end].strip())
        start = end
    return [*found, line[start:].strip()]


def glued_stop(line: str, at: int, end: int) -> bool:
    """Whether a mark from ``at`` to ``end`` ends a sentence although no blank follows.

    Feeds lose blanks: ``in 2016.The next``, but not ``Booking.Com`` or ``U.S.``.
    """
    before = line[at - 2 : at]
    asks = line[at] in "?!" and before[1:].isspace()  # French sets a blank in front of these
    known = len(before) == 2 and before[0] != "." and (asks or before[1].isalnum() or before[1] in '%")”')
    return known and bool(_SENTENCE.match(line, end)) and not _DOMAIN.match(line, end)
