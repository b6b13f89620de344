"""Methods that fail, in a module that costs a worker nothing to import."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from digests.model import KeyPoint


def fails(title: str, text: str, lang: str, n_points: int) -> Sequence[KeyPoint]:
    if title == "Bad":
        raise ValueError("bad")
    return [KeyPoint("made")]


def dies(title: str, text: str, lang: str, n_points: int) -> Sequence[KeyPoint]:
    if title == "Bad":
        os._exit(1)
    return [KeyPoint("made")]


def hangs(title: str, text: str, lang: str, n_points: int) -> Sequence[KeyPoint]:
    if title == "Bad":
        time.sleep(600)
    return [KeyPoint("made")]
