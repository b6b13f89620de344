"""Key points read by a person: a blind sheet to be labelled by keys, and its counts.

``make read-keypoints`` writes ``sheet.html`` (points of ours, of the first sentences and of sumy's best
method, in random order and without names) and ``key.json``, which says whose they are, into the folder
``READING`` (default: reading). ``make read-keypoints LABELS=labels.json`` counts what was labelled. Articles
come from ``KEYPOINT_SETS``: ``READING_ARTICLES`` (default 40), chosen by ``READING_SEED`` (default 1).
"""

from __future__ import annotations

import json
import os
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.articles import Article, read
from bench.table import show
from digests.summarizers import summarizer

SYSTEMS = ("keypoints", "lead", "edmundson")  # the last is sumy's best by ROUGE
POINTS = 3
GRAVE = frozenset(("fragment", "misleading", "no_subject", "dangling", "miscut"))
RUBRIC: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("rubric.toml").read_text("utf-8"))
_PAGE = Path(__file__).with_name("reading.html")


class Card(NamedTuple):
    """One article's points by one system, which is named in the key only."""

    id: str
    title: str
    points: list[str]
    text: str


class Sheet(NamedTuple):
    """Cards in the order in which they are read; ``key``: whose each is, and of which set."""

    cards: list[Card]
    key: dict[str, tuple[str, str]]


def sheet(articles: Sequence[Article], count: int, seed: int) -> Sheet:
    """``count`` articles as cards, one for each system; the cards of one article do not stand together."""
    chance = random.Random(seed)
    chosen = chance.sample(articles, min(count, len(articles)))
    made = [(article, system) for article in chosen for system in SYSTEMS]
    chance.shuffle(made)
    cards, key = [], {}
    for number, (article, system) in enumerate(made):
        points = summarizer(system)(article.title, article.text, article.lang, POINTS)
        cards.append(Card(str(number), article.title, [point.text for point in points], article.text))
        key[str(number)] = (system, article.group)
    return Sheet(cards, key)


def page(made: Sheet, name: str) -> str:
    """The sheet as a page that needs nothing else; ``name`` keeps the labels of several sheets apart."""
    data = {"sheet": name, "cards": [card._asdict() for card in made.cards], "rubric": RUBRIC}
    # "</" would end the script in which the data stand.
    return _PAGE.read_text("utf-8").replace(
        "{{data}}", json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    )


def counted(
    labels: Mapping[str, Mapping[str, Any]], key: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], Counter[str]]:
    """By system and set articles, points, each label, ``flawed``, ``grave``, ``misses``; whole cards only."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for card, said in labels.items():
        if said["misses"] is None:
            continue
        system, group = key[card]
        for row in (found.setdefault((system, each), Counter()) for each in ("all", group)):
            row.update(said["points"])
            row.update(articles=1, points=len(said["points"]), misses=int(said["misses"]))
            row["flawed"] += sum(label != "good" for label in said["points"])
            row["grave"] += sum(label in GRAVE for label in said["points"])
    return found


def main(labels: str = "") -> None:
    """Write a sheet, or count the labels in that file; an option asks how that is done."""
    if labels.startswith("-"):
        return print(__doc__)
    folder = Path(os.environ.get("READING", "reading"))
    if labels:
        return _count(json.loads(Path(labels).read_text("utf-8"))["labels"], folder)
    seed = int(os.environ.get("READING_SEED", "1"))
    made = sheet(read(), int(os.environ.get("READING_ARTICLES", "40")), seed)
    folder.mkdir(exist_ok=True)
    (folder / "sheet.html").write_text(page(made, f"{seed}-{len(made.cards)}"), "utf-8")
    (folder / "key.json").write_text(json.dumps(made.key), "utf-8")
    print(f"{folder / 'sheet.html'}: {len(made.cards)} cards. Open it, label by keys, save, and then")
    print("make read-keypoints LABELS=labels.json")
    return None


def _count(labels: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    found = counted(labels, json.loads((folder / "key.json").read_text("utf-8")))
    head = ("system", "set", "articles", "points", "flawed", "grave", "misses", *RUBRIC)
    lines = [
        (*name, row["articles"], row["points"], _share(row, "flawed"), _share(row, "grave"),
         f"{100 * row['misses'] / row['articles']:.0f} %", *(row[label] for label in RUBRIC))
        for name, row in sorted(found.items())
    ]  # fmt: skip
    show("Key points as they were read", head, lines)


def _share(row: Counter[str], name: str) -> str:
    return f"{100 * row[name] / max(1, row['points']):.0f} %"


if __name__ == "__main__":
    main(*sys.argv[1:2])
