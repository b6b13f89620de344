"""Coverage-guided fuzzing of the parsers and the cleaner, outside the tests.

``pip install atheris``, then ``python -m tests.fuzz.harness FOLDER [libFuzzer options]``. The samples are put
into the folder as seeds; what it finds is written beside, begins with the number of a reading, and belongs
among the samples or the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["digests", "feedparser", "bot.telegram.markup", "bot.sandbox.formatting.html"]
):
    from tests.fuzz import checks

SAMPLES = Path(__file__).parents[1] / "feeds"
READING_OF_POSTS = 5


def seed(folder: Path) -> None:
    """Every small sample, before the number of the reading that it is for."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in SAMPLES.rglob("*.*"):
        if path.suffix in (".xml", ".json", ".md") and ".expected" not in path.name:
            number = READING_OF_POSTS if path.suffix == ".md" else 0
            (folder / path.name).write_bytes(bytes([number]) + path.read_bytes())


if __name__ == "__main__":
    seed(Path(sys.argv[1]))
    atheris.Setup(sys.argv, checks.run)
    atheris.Fuzz()
