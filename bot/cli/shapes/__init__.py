"""The JSON that commands print; ``docs/cli.md`` promises these names."""

from __future__ import annotations

from bot.cli.shapes.base import Shape
from bot.cli.shapes.deliveries import DeliveryShapes
from bot.cli.shapes.feeds import FeedShapes, health, refreshed
from bot.cli.shapes.stories import StoryShapes

__all__ = ["Shape", "Shapes", "health", "refreshed"]


class Shapes(FeedShapes, DeliveryShapes, StoryShapes):
    """Writes values as JSON objects."""

    __slots__ = ()
