"""Given: an amount where a report gives it, with the words around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from digests.summarizers.stories.casualties import SAY_NOTHING, Kind, kind_of
from digests.summarizers.stories.figures import Amount
from digests.summarizers.stories.joined import Joined, Voice
from digests.summarizers.stories.wording import content
from digests.summarizers.text.sentences import NO_SPACES

_FEW_WORDS, _FEW_SIGNS = 2, 8  # that name no event: "the accident", "警方称事故造成"
_ABOUT = re.compile(
    r"(?:大约|约|近|逾|超过)\s*$|\b(?:about|almost|nearly|some|around|over|more than)\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(r" (?:were|was|are|have|had)$")  # "28 were hurt": what they count is not said again
_CLAUSE = re.compile(r"[，。；：、！？…]|[,;:.!?](?=\s|$)")


def few(lang: str) -> int:
    """How many words are too few to name an event."""
    return _FEW_SIGNS if lang in NO_SPACES else _FEW_WORDS


class Given(NamedTuple):
    """An amount where a report gives it first: ``unit`` is the sentence, ``report`` its number."""

    joined: Joined
    unit: int
    report: int
    amount: Amount

    @property
    def voice(self) -> Voice:
        """The report."""
        return self.joined.voices[self.report]

    @property
    def said(self) -> str:
        """The figure in the report's words."""
        return _VERB.sub("", self.joined.units[self.unit].text[self.amount.start : self.amount.end])

    @property
    def casualties(self) -> Kind:
        """Whether it counts the dead, or the injured."""
        return kind_of(self.joined.units[self.unit].text, self.amount)

    @property
    def around(self) -> tuple[str, str]:
        """The clause of the amount, before it and behind it."""
        text, amount = self.joined.units[self.unit].text, self.amount
        start = max((match.end() for match in _CLAUSE.finditer(text, 0, amount.start)), default=0)
        end = _CLAUSE.search(text, amount.end)
        return text[start : amount.start], text[amount.end : end.start() if end else len(text)]

    @property
    def names_nothing(self) -> bool:
        """Whether its clause speaks of "the crash" or of nothing: so it can be set against other words."""
        said = {*self.words(" ".join(self.around))} - SAY_NOTHING
        return len(said) <= few(self.voice.lang)

    def words(self, text: str) -> list[str]:
        """The words of a part of it that mean something."""
        return content(_ABOUT.sub("", text), self.voice.lang, self.voice.common)
