"""The language of ``/search``: words, "phrases", ``OR``, (brackets), -exclusions, ``tag:``, ``since:``, ….

    query   = either
    either  = all { ("OR" | "|") all }
    all     = part { part }                  "AND" between parts says no more than they do
    part    = ["-"] [field] "(" either ")" | ["-"] [field] (word | "phrase")

Nearly whatever people type means something: quotes may stay open, unknown fields are words, brackets within
a word are part of it, and a space may follow the colon of a field, as phones put it there. Refused are a date
that is none, brackets that do not close and an ``OR`` with nothing beside it, since guessing would show other
posts than were asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.search.fields import FIELDS, NAMED
from digests.decisions.search.since import moment
from digests.decisions.search.terms import All, Either, Field, Node, Term, joined, opposite, terms_of
from digests.errors import BadInput

LONGEST = 256  # characters of a query
MOST_TERMS = 16
DEEPEST = 8  # brackets within each other

_SAVED = {"saved", "收藏", "已存"}
OPENING, CLOSING = '"“”„「『«', '"“”」』»'
_TOKEN = re.compile(
    rf"(?P<bar>[|｜]+|(?-i:OR)(?=[\s()（）|｜]|$))"
    rf"|(?P<and>(?-i:AND)(?=[\s()（）]|$))"
    rf"|(?P<close>[)）])"
    rf"|(?P<minus>[-−－](?=[^\s\-)）|｜]))?"
    rf"(?:{NAMED})?"
    rf"(?:(?P<open>[(（])|[{OPENING}](?P<phrase>[^{CLOSING}]*)[{CLOSING}]?|(?P<word>[^\s|｜{OPENING}]+)|.)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks; ``text`` is how they said it, on one line. ``saved``: among what they keep."""

    text: str
    tree: Node | None
    since: datetime | None = None
    saved: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms in their order."""
        return tuple(terms_of(self.tree)) if self.tree else ()

    def of(self, field: Field) -> tuple[str, ...]:
        """The texts of a field's terms."""
        return tuple(term.text for term in self.terms if term.field is field)


def parse(text: str, now: datetime, zone: str = "UTC") -> Query:
    """Read a query; dates are days of ``zone``.

    ``since:`` and ``is:saved`` count for the whole, wherever they stand. Raises ``BadInput``: ``bad_since``,
    ``saved_excluded``, ``search_brackets``, ``search_or``, ``search_too_much``.
    """
    line = " ".join(text[: 4 * LONGEST].split())
    reading = _Reading(line[:LONGEST], now, zone, cut=len(line) > LONGEST)
    return Query(line[:LONGEST], reading.either(Field.TEXT, 0), reading.since, reading.saved)


class _Reading:
    """Reads a line from its beginning to its end."""

    def __init__(self, line: str, now: datetime, zone: str, *, cut: bool) -> None:
        self.since: datetime | None = None
        self.saved = False
        self._line, self._now, self._zone = line, now, zone
        self._cut = cut  # what was cut off may have held what is missing
        self._at = 0
        self._loose = 0  # brackets that were opened within words
        self._terms = 0
        self._plain = True

    def either(self, field: Field, depth: int) -> Node | None:
        """Up to the bracket that closes this depth, or to the end."""
        if depth > DEEPEST:
            raise BadInput("search_too_much", most=MOST_TERMS)
        ways: list[list[Node]] = [[]]
        closed = False
        for token in self._tokens():
            if closed := bool(token["close"]):
                break
            if token["bar"]:
                self._plain = False
                ways.append([])
            elif not token["and"] and (part := self._part(token, field, depth)):
                ways[-1].append(part)
        self._check(ways, depth, closed=closed)
        return joined(Either, [each for way in ways if (each := joined(All, way))])

    def _check(self, ways: Sequence[Sequence[Node]], depth: int, *, closed: bool) -> None:
        if (closed and not depth) or (depth and not closed and not self._cut):
            raise BadInput("search_brackets")
        if len(ways) > 1 and not all(ways) and not self._cut:
            raise BadInput("search_or")

    def _tokens(self) -> Iterator[re.Match[str]]:
        """One after the other; whoever reads on in between is followed."""
        while found := _TOKEN.match(self._line, self._at):
            self._at = found.end() if found["word"] is None else self._end_of_word(found)
            yield found

    def _part(self, token: re.Match[str], field: Field, depth: int) -> Node | None:
        mine = FIELDS[token["field"].casefold()] if token["field"] else field
        if token["open"]:
            self._plain = False
            inner = self.either(mine, depth + 1)
            return opposite(inner) if inner and token["minus"] else inner
        said = token["phrase"]
        if said is None:
            said = self._line[token.start("word") : self._at] if token["word"] else ""
        return self._term(mine, said.strip(), token)

    def _term(self, field: Field, said: str, token: re.Match[str]) -> Term | None:
        if not said:
            return None
        if field is Field.SINCE:
            self.since = moment(said, self._now, self._zone)
            return None
        if field is Field.STATE:
            if said.casefold() in _SAVED:
                self._among_saved(excluded=bool(token["minus"]))
                return None
            field, said = Field.TEXT, f"is:{said}"  # a word, as that of any unknown field is
        self._terms += 1
        if self._terms > MOST_TERMS and not self._plain:
            raise BadInput("search_too_much", most=MOST_TERMS)
        term = Term(field, said, token["phrase"] is not None, bool(token["minus"]))
        return term if self._terms <= MOST_TERMS else None

    def _among_saved(self, *, excluded: bool) -> None:
        if excluded:
            raise BadInput("saved_excluded")
        self.saved = True

    def _end_of_word(self, token: re.Match[str]) -> int:
        """Where a word ends: before a bracket that nothing within words has opened."""
        opened = self._loose
        for at in range(token.start("word"), token.end("word")):
            if self._line[at] in "(（":
                opened += 1
            elif self._line[at] in ")）":
                if not opened:
                    return at
                opened -= 1
        self._loose = opened
        return token.end("word")
