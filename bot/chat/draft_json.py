"""Drafts as text and back."""

from __future__ import annotations

import json
from dataclasses import asdict

from bot.chat.drafts import Wanted
from digests.decisions.opml import Outline
from digests.errors import DigestbotError, pack, unpack
from digests.services.import_plan import Fate, Imported, Item


def write_wanted(wanted: Wanted) -> str:
    """A feed that is about to be added."""
    return json.dumps(asdict(wanted))


def read_wanted(text: str) -> Wanted:
    """The inverse of ``write_wanted``."""
    return Wanted(**json.loads(text))


def write_addresses(addresses: tuple[str, ...]) -> str:
    """The feeds of a page."""
    return json.dumps(addresses)


def read_addresses(text: str) -> tuple[str, ...]:
    """The inverse of ``write_addresses``."""
    return tuple(json.loads(text))


def write_list(found: Imported) -> str:
    """A list of feeds as it would be imported, or was."""
    items = [
        [asdict(item.outline), item.fate, pack(item.error.code, item.error.params) if item.error else ""]
        for item in found.items
    ]
    return json.dumps([found.number, items])


def read_list(text: str) -> Imported:
    """The inverse of ``write_list``; of failures their code and params."""
    number, items = json.loads(text)
    return Imported(
        tuple(Item(Outline(**outline), Fate(fate), _error(packed)) for outline, fate, packed in items), number
    )


def _error(packed: str) -> DigestbotError | None:
    if not packed:
        return None
    code, params = unpack(packed)
    return DigestbotError(code, **params)
