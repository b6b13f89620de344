"""``make bench``: every benchmark in turn, or those named."""

from __future__ import annotations

import asyncio
import importlib
import sys
from importlib.util import find_spec

ALL = ("pages", "ingest", "keypoints", "learning", "requests", "delivery", "crashes", "fetching")


def main() -> int:
    """Run them; 2 for a name that is none."""
    names = sys.argv[1:] or [name for name in ALL if find_spec(f"bench.{name}")]
    if wrong := [name for name in names if name not in ALL]:
        print(f"no benchmark {', '.join(wrong)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    for name in names:
        result = importlib.import_module(f"bench.{name}").main()
        if asyncio.iscoroutine(result):
            asyncio.run(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
