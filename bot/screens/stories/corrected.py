"""Corrected: the section of a digest that says what changed of the stories that its chat was told before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.reader import Reader
from bot.screens.stories import corrections
from bot.screens.stories.story import headline
from bot.telegram.markup import lines
from bot.texts import Html, text
from digests.model import Story


def section(corrected: Sequence[Story], reader: Reader) -> Html:
    """Each story with what was corrected of it, the last one first."""
    said = [lines(headline(one.post, reader.lang), corrections.told(one, reader)) for one in corrected]
    return lines(text(reader.lang, "correction.section", count=len(said)), *said)
