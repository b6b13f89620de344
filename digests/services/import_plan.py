"""What an import of a list of feeds would do: which are new, which are there, which cannot be taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from digests.decisions.opml import Outline
from digests.errors import BadInput, DigestbotError
from digests.model import Feed, label_key
from digests.services.feed_addresses import known
from digests.sources.address import parse, shown, without_login


class Fate(StrEnum):
    """What becomes of one feed of a list."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Item:
    """One feed of a list: ``outline`` with the slug that it would go to, ``error`` where it is not new."""

    outline: Outline
    fate: Fate
    error: DigestbotError | None = None

    @property
    def name(self) -> str:
        """Its title, else its address; never a login."""
        return self.outline.title or shown(self.outline.address)


@dataclass(frozen=True, slots=True)
class Imported:
    """A list as it would be imported, or was: then ``number`` takes it back."""

    items: tuple[Item, ...]
    number: int = 0

    def of(self, fate: Fate) -> tuple[Item, ...]:
        """The items that fared so, in their order."""
        return tuple(item for item in self.items if item.fate is fate)

    @property
    def counts(self) -> dict[str, int]:
        """How many fared how."""
        found = Counter(item.fate for item in self.items)
        return {str(fate): found[fate] for fate in Fate}


def plan(
    outlines: Iterable[Outline],
    category: str,
    there: Iterable[Feed],
    slugs: Mapping[str, str],
    refused: Mapping[str, DigestbotError],
) -> Imported:
    """What becomes of each feed of a list; those without a folder go to ``category``.

    ``there`` are the feeds that the bot has, ``slugs`` that of each category by whatever it goes by;
    ``refused`` says of addresses why they would not be fetched.
    """
    taken = {feed.address: known(feed) for feed in there}
    return Imported(tuple(_item(_filed(each, category, slugs), taken, refused) for each in outlines))


def _filed(outline: Outline, category: str, slugs: Mapping[str, str]) -> Outline:
    named = outline.category or category
    slug = outline.slug or slugs.get(label_key(named), " ".join(named.split())[:100])
    return replace(outline, category=named, slug=slug)


def _item(outline: Outline, taken: dict[str, BadInput], refused: Mapping[str, DigestbotError]) -> Item:
    """What becomes of one; its address is taken for those that come after it."""
    try:
        address = without_login(parse(outline.address).canonical)[0]
    except DigestbotError as unreadable:
        return Item(outline, Fate.REFUSED, unreadable)
    if there := taken.get(address):
        return Item(outline, Fate.KNOWN, there)
    if error := refused.get(outline.address):
        return Item(outline, Fate.REFUSED, error)
    taken[address] = BadInput("feed_twice")
    return Item(outline, Fate.NEW)
