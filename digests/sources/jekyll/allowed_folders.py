"""Which folders of this machine may be read as feeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digests.errors import AddressRefused


class Folders:
    """``allowed`` are the folders below which feeds may lie; with none, admins may name any."""

    def __init__(self, allowed: Sequence[Path] = ()) -> None:
        self._allowed = [folder.expanduser().resolve() for folder in allowed]

    def check(self, folder: str) -> None:
        """Raise ``AddressRefused`` for a folder elsewhere, and for one that a link leads elsewhere."""
        there = Path(folder).resolve()
        if self._allowed and not any(there.is_relative_to(root) for root in self._allowed):
            raise AddressRefused("folder_refused", folder=folder)


ANYWHERE = Folders()
