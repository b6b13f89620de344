"""How many examples a property test tries: all of them with continuous integration, else a fifth.

Others are tried each time where somebody works, so that many short runs see as much as a long one.
"""

from __future__ import annotations

import os

ALL = bool(os.environ.get("CI"))
FEWEST = 5


def examples(number: int) -> int:
    """Of so many that continuous integration tries, how many this run tries."""
    return number if ALL else max(FEWEST, number // 5)
