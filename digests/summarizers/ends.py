"""Whether a point may end behind a clause, and why not."""

from __future__ import annotations

import re

from digests.summarizers.telling import may_only_tell, only_tells
from digests.summarizers.text.lengths import PUNCTUATION, fits, long_enough, skip
from digests.summarizers.text.phrases import Phrases

_LEAST_WHOLE = 8  # characters of a Chinese sentence without figure and full stop: a shorter one is a heading
_QUOTED = PUNCTUATION + '“”"«»「」'
_ASIDE = 3  # words of one that may stand between a verb and its helper
_CAPTION = 11  # blanks in a sentence that may be a caption, which no list of verbs would miss in a longer one
_THAT = "that"
_TAIL = 12  # characters in which a verb of speech would stand
_NAME = re.compile(r"\b[A-Z][\w’'-]+$")  # at the end of a clause, in front of another: "the Comptroller
_NAMES = re.compile(r"and [A-Z]")  # and Auditor General has found" is one name
_COLONS = (":", "：")
_DIGIT = re.compile(r"\d")

# Why not: what follows belongs to it; only certain phrases may be cut off; it promises more; it states
# nothing; it is an attribution without what was said; it is too short, or too long.
TURNS, TRAILS, PROMISES, STATES, SPEAKS, SHORT, LONG = (
    "turns", "trails", "promises", "states", "speaks", "short", "long",
)  # fmt: skip

Cut = tuple[int, int]


class Ends:
    """The ends of one sentence, of which ``parts`` are the clauses.

    ``strict``: only in front of phrases that may be cut off; otherwise also behind any whole noun.
    """

    def __init__(
        self, text: str, parts: list[Cut], phrases: Phrases, *, unspaced: bool, strict: bool = True
    ) -> None:
        self._text = text
        small = text.lower()
        self._small = small if len(small) == len(text) else text
        self._parts = parts
        self._phrases = phrases
        self._unspaced = unspaced
        self._trailing = phrases.trailing if strict else None
        self._closed: dict[int, str] = {}

    def refusal(self, start: int, begin: int, cut: int, end: int) -> str:
        """Why a point from ``start`` may not end at ``cut``, whose clause opens at ``begin``; "" if it may.

        ``end``: the cut without its punctuation. A whole sentence always may, but for a mere attribution.
        """
        if not fits(self._text[start:end], unspaced=self._unspaced):
            return LONG
        if cut == len(self._text):
            return self._whole(start, end)
        if cut not in self._closed:
            self._closed[cut] = self._open(begin, cut)
        return self._closed[cut] or self._unread(start, end)

    def _whole(self, start: int, end: int) -> str:
        """Why a sentence that is not cut is no statement; "" if it is one."""
        lone = self._unspaced or len(self._parts) == 1
        if lone and self._phrases.speech.search(self._small, max(start, end - _TAIL), end):
            return SPEAKS
        if not self._unspaced and self._only_tells(start, end):
            return SPEAKS
        if self._unspaced and end == len(self._text) < _LEAST_WHOLE and not _DIGIT.search(self._text, start):
            return SHORT
        if self._announces(len(self._text.rstrip())):
            return PROMISES
        return "" if self._closes() else STATES

    def _only_tells(self, start: int, end: int) -> bool:
        if not may_only_tell(self._text, self._small, self._phrases):
            return False
        own = (self._small[a:b].rstrip(PUNCTUATION) for a, b in self._inside(start, end))
        return only_tells(own, self._phrases)

    def _announces(self, cut: int) -> bool:
        """Whether a colon closes what stands before it: what it announces is the news."""
        return self._text[cut - 1 : cut] in _COLONS

    def _closes(self) -> bool:
        """Whether a whole sentence is one: captions and exclamations are short and have no finite verb."""
        finite = None if self._unspaced or self._text.count(" ") > _CAPTION else self._phrases.finite
        return finite is None or bool(finite.search(self._small))

    def _open(self, begin: int, cut: int) -> str:
        """Why no point may end behind this clause, as far as the clause and the next one tell."""
        if self._announces(cut):
            return PROMISES
        following = skip(self._text, cut)
        if self._phrases.turns.match(self._text, following):
            return TURNS
        if self._trailing is not None and not self._trailing.match(self._text, following):
            return TRAILS
        if _NAMES.match(self._text, following) and _NAME.search(self._text, begin, cut):
            return TURNS
        clause = self._text[begin:cut].strip(PUNCTUATION)
        if not self._unspaced and self._promised(begin, clause):
            return PROMISES
        return PROMISES if self._phrases.promises(clause) or self._phrases.fragments.fullmatch(clause) else ""

    def _promised(self, begin: int, clause: str) -> bool:
        """Whether a clause stands in what goes on: "has, again, found", "that, as it rained, he left"."""
        before = self._text[:begin].rstrip(PUNCTUATION)
        last = before[before.rfind(" ") + 1 :]
        aside = clause.count(" ") < _ASIDE or (last == _THAT and self._phrases.subordinate.match(clause))
        return bool(aside) and self._phrases.promises(last)

    def _unread(self, start: int, end: int) -> str:
        """Whether what was cut out states something: in Chinese its last clause must, elsewhere any."""
        if not self.long_enough(start, end):
            return SHORT
        if self._unspaced:
            last = next(begin for begin, _ in reversed(self._parts) if begin < end)
            own = [self._small[skip(self._text, max(last, start)) : end]]
        else:
            own = [self._small[skip(self._text, a) : b] for a, b in self._inside(start, end)]
        return "" if any(self._states(clause, first=not i) for i, clause in enumerate(own)) else STATES

    def _inside(self, start: int, end: int) -> list[Cut]:
        """The clauses of a stretch; what "after" opens ends with a mark, whatever clauses it is made of."""
        found: list[Cut] = []
        for begin, cut in [(max(a, start), min(b, end)) for a, b in self._parts if b > start and a < end]:
            goes_on = found and self._text[found[-1][1] - 1] not in PUNCTUATION
            if goes_on and self._phrases.subordinate.match(self._text, skip(self._text, found[-1][0])):
                found[-1] = found[-1][0], cut
            else:
                found.append((begin, cut))
        return found

    def _states(self, clause: str, *, first: bool) -> bool:
        """Whether a clause, in small letters, says something; what "she said" promises stands elsewhere."""
        if self._phrases.subordinate.match(clause.strip(_QUOTED)):
            return False
        if self._phrases.speech.search(clause.rstrip(PUNCTUATION)):
            return False
        finite = self._phrases.finite
        return finite is None or bool(finite.search(clause, clause.find(" ") + 1 if first else 0))

    def long_enough(self, start: int, end: int) -> bool:
        """Whether what is cut out of the sentence may be a point by its length."""
        return long_enough(self._text[start:end], unspaced=self._unspaced)
