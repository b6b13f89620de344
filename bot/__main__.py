"""``python -m bot`` and ``digestbot``: the command line.

Worker processes import this module again, so it imports nothing that costs.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments name; exits with 0, 1 (failed) or 2 (wrong usage)."""
    from bot.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
