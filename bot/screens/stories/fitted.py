"""Stories of a list that together fit into one message.

Where they do not fit with all their points, the longest ones lose their lowest-ranked point first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.reader import Reader
from bot.screens.stories.story import entry
from bot.screens.stories.telling import known
from bot.telegram.markup import entities, length
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT
from bot.texts import Html
from digests.model import Layout, Story

HEAD = 300  # units kept free for the heading and its surroundings
MARKS = 5  # entities kept free for the same


def fitted(
    stories: Sequence[tuple[int, Story]],
    points: int,
    reader: Reader,
    *,
    spare: int = HEAD,
    marks: int = MARKS,
    layout: Layout = Layout.FOLDED,
) -> list[Html]:
    """Numbered stories that together fit into one message beside ``spare`` units and ``marks`` entities."""
    told = [_Told(number, story, points, reader, layout) for number, story in stories]
    while _too_much(told, spare, marks):
        if longest := max((each for each in told if each.points), key=lambda each: each.units, default=None):
            longest.shorten()
        else:
            told.pop()
    return [each.html for each in told]


class _Told:
    """A story of a list with so many of its points, and its size."""

    def __init__(self, number: int, story: Story, points: int, reader: Reader, layout: Layout) -> None:
        self._number, self._story, self._reader, self._layout = number, story, reader, layout
        self.points = min(points, known(story.post))
        self._tell()

    def _tell(self) -> None:
        self.html = entry(self._number, self._story, self.points, self._reader, self._layout)
        self.units, self.entities = length(self.html) + 2, entities(self.html)

    def shorten(self) -> None:
        """Leave out the point that ranks lowest."""
        self.points -= 1
        self._tell()


def _too_much(told: Sequence[_Told], spare: int, marks: int) -> bool:
    units, entities = sum(each.units for each in told), sum(each.entities for each in told)
    return len(told) > 1 and (units > MAX_TEXT - spare or entities > MAX_ENTITIES - marks)
