"""Posts whose titles teach something: each says what one sentence of its text says."""

from __future__ import annotations

import random
from pathlib import Path

CHARACTERS = [chr(n) for n in range(0x5000, 0x5400)]
SENTENCES = 30


def posts(number: int, place: int | None) -> list[tuple[str, str, str]]:
    """(title, text, language); the title stands at that place in each, or wherever chance has it."""
    rng = random.Random(number)
    made = []
    for _ in range(number):
        lines = ["".join(rng.choices(CHARACTERS, k=22)) for _ in range(SENTENCES)]
        news = lines[rng.randrange(SENTENCES) if place is None else place]
        made.append((news[:-4], "。\n".join(lines), "zh"))
    return made


def write_site(folder: Path, number: int, place: int | None = SENTENCES - 1) -> Path:
    """The same as a Jekyll site."""
    (folder / "_posts").mkdir(parents=True)
    for n, (title, text, _) in enumerate(posts(number, place)):
        body = text.replace("\n", "\n\n")
        path = folder / "_posts" / f"2026-01-01-{n:04}.md"
        path.write_text(f"---\ntitle: {title}\ncategories: news\n---\n{body}\n", "utf-8")
    return folder
