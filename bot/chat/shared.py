"""What all handlers share: the domain, the settings, and what is kept between two updates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat.draft_json import (
    read_addresses,
    read_list,
    read_wanted,
    write_addresses,
    write_list,
    write_wanted,
)
from bot.chat.drafts import Drafts, Wanted
from bot.chat.edits import Edits
from bot.chat.pending_question import Pending
from bot.settings import Settings
from digests.services.import_plan import Imported
from digests.services.services import Services

SHARED = "desk"


@dataclass(slots=True)
class Shared:
    """What all handlers share."""

    services: Services
    settings: Settings
    now: Callable[[], datetime]
    edits: Edits = field(default_factory=Edits)
    pending: Pending = field(init=False)
    drafts: Drafts[Wanted] = field(init=False)
    lists: Drafts[Imported] = field(init=False)
    pages: Drafts[tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Everything that is kept between two updates is kept in the database."""
        notes = self.services.notes
        self.pending = Pending(notes)
        self.drafts = Drafts(notes, "feed", self.now, write_wanted, read_wanted)
        self.lists = Drafts(notes, "list", self.now, write_list, read_list)
        self.pages = Drafts(notes, "page", self.now, write_addresses, read_addresses)
