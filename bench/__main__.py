"""``make bench``: every benchmark in turn, or those named; ``--large`` at the sizes that we promise for."""

from __future__ import annotations

import asyncio
import importlib
import sys
from importlib.util import find_spec

ALL = (
    "pages",
    "ingest",
    "fetching",
    "hostile",
    "keypoints",
    "storypoints",
    "learning",
    "picks",
    "requests",
    "building",
    "delivery",
    "chat",
    "crashes",
    "stops",
    "parts",
    "sharing",
    "stories",
    "standing",
    "alerts",
    "workers",
)
LARGE = {"pages": 1_000_000}


def main() -> int:
    """Run them; 2 for a name that is none."""
    large = "--large" in sys.argv
    chosen = [name for name in sys.argv[1:] if name != "--large"]
    names = chosen or list(LARGE if large else ()) or [name for name in ALL if find_spec(f"bench.{name}")]
    if wrong := [name for name in names if name not in ALL]:
        print(f"no benchmark {', '.join(wrong)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    for name in names:
        run = importlib.import_module(f"bench.{name}").main
        result = run(LARGE[name]) if large and name in LARGE else run()
        if asyncio.iscoroutine(result):
            asyncio.run(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
