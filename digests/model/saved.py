"""What a subscriber keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.model.posts import Post


@dataclass(frozen=True, slots=True)
class Saved:
    """An article that was kept ``at`` some moment, with a ``note`` of one line, "" for none."""

    post: Post
    at: datetime
    note: str = ""
