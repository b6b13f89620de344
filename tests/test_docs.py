"""What the docs name exists: each station of a post's way, each module of the glossary."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STATIONS = re.findall(
    r"`((?:digests|bot)[\w.]*):([\w.]+)`", (ROOT / "docs" / "architecture.md").read_text("utf-8")
)
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
WORDS = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \| `([^`]+)` \|$", GLOSSARY, re.MULTILINE)
PAGES = sorted({*ROOT.glob("docs/*.md"), *ROOT.glob("*.md")} - {ROOT / "CONTRIBUTING.md"})
PATH = re.compile(r"`((?:digests|bot|tests|bench)/[\w/.]+)`")


def test_the_way_of_a_post_is_told_from_the_clock_to_the_message() -> None:
    assert len(STATIONS) > 15
    assert STATIONS[0][0] == "digests.runtime.clock"
    assert STATIONS[-1][1] == "PartLog.record"


@pytest.mark.parametrize(("module", "name"), STATIONS)
def test_each_station_exists(module: str, name: str) -> None:
    found: object = import_module(module)
    for each in name.split("."):
        found = getattr(found, each)
    assert callable(found)


def test_every_row_of_the_glossary_is_read() -> None:
    rows = [
        line for line in GLOSSARY.splitlines() if line.startswith("| ") and not line.startswith("| word |")
    ]
    assert len(WORDS) == len(rows) > 60


@pytest.mark.parametrize(("word", "module"), [(word, module) for word, _, module in WORDS])
def test_each_word_lives_where_the_glossary_says(word: str, module: str) -> None:
    assert (ROOT / module).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_names_only_files_that_exist(page: Path) -> None:
    named = PATH.findall(page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
