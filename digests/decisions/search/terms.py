"""What a query asks for: terms, and trees of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Field(StrEnum):
    """Where a term is looked for."""

    TEXT = "text"
    TAG = "tag"
    CATEGORY = "category"
    SOURCE = "from"
    SINCE = "since"
    STATE = "is"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for, or with ``without`` one that must not be there."""

    field: Field
    text: str
    phrase: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """All of its parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of its parts."""

    parts: tuple[Node, ...]


Node = Term | All | Either
"""What is asked for as a tree. Exclusions stand at its terms alone; no ``All`` holds an ``All``."""


def joined(kind: type[All | Either], parts: list[Node]) -> Node | None:
    """The parts under one node of a kind, each once; one part is itself."""
    flat = dict.fromkeys(
        inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))
    )
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat)) if flat else None


def opposite(node: Node) -> Node:
    """What does not match it: by De Morgan's laws down to the terms."""
    if isinstance(node, Term):
        return replace(node, without=not node.without)
    parts = tuple(opposite(part) for part in node.parts)
    return Either(parts) if isinstance(node, All) else All(parts)


def terms_of(node: Node) -> Iterator[Term]:
    """The terms of a tree in their order."""
    if isinstance(node, Term):
        yield node
    else:
        for part in node.parts:
            yield from terms_of(part)
