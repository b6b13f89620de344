"""Labels: what posts are grouped and found by."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


def label_key(name: str) -> str:
    """Fold a tag or category name so that spellings of one label meet (NFKC, case, spaces, ``#``)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().strip().lstrip("#").split())


@dataclass(frozen=True, slots=True)
class Tag:
    """A free label on a post; ``ticker`` is the exchange's code where the label names a listed company."""

    name: str
    ticker: str = ""

    @property
    def key(self) -> str:
        """What two spellings of this tag have in common."""
        return label_key(self.name)


@dataclass(frozen=True, slots=True)
class CategoryName:
    """A category as a feed or an admin names it: ``slug`` identifies, ``title`` is shown."""

    slug: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """The grouping that subscribers choose from; ``posts`` counts all, ``per_day`` the last week's mean."""

    id: int
    slug: str
    title: str
    posts: int = 0
    per_day: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredTag:
    """A tag with its identity and how many posts carry it."""

    id: int
    name: str
    ticker: str = ""
    posts: int = 0
