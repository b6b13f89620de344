"""The sheet on which a person labels key points, and what is counted afterwards."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from bench.articles import Article
from bench.reading import RUBRIC, SYSTEMS, counted, main, page, sheet

ARTICLES = [
    Article("set", f"Bridge {n}", f"Bridge {n} opens in May. Nobody pays. The ferry stops.", "en", "")
    for n in range(5)
]


def test_every_system_stands_once_for_each_article_in_random_order() -> None:
    made = sheet(ARTICLES, 4, seed=1)
    assert len(made.cards) == 4 * len(SYSTEMS)
    assert Counter(system for system, _ in made.key.values()) == dict.fromkeys(SYSTEMS, 4)
    titles = [card.title for card in made.cards]
    assert Counter(titles) == dict.fromkeys(set(titles), len(SYSTEMS))
    order = [made.key[card.id][0] for card in made.cards]
    assert order != sorted(order)
    assert sheet(ARTICLES, 4, seed=1) == made
    assert sheet(ARTICLES, 4, seed=2) != made


def test_an_option_explains_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READING", str(tmp_path / "reading"))
    main("--help")
    assert "make read-keypoints LABELS=labels.json" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_the_page_names_no_system_and_holds_its_data() -> None:
    odd = Article("set", "</script><b>", "The old bridge closed on Monday. It opens in May.", "en", "")
    written = page(sheet([odd], 1, seed=1), "1-3")
    assert not re.search(r"\b(?:keypoints|lead|edmundson)\b", written)
    [data] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', written, re.DOTALL)
    known = json.loads(data)
    assert [card["title"] for card in known["cards"]] == [odd.title] * len(SYSTEMS)
    assert known["sheet"] == "1-3"


def test_no_two_labels_have_one_key_and_none_is_that_of_another_answer() -> None:
    keys = [each["key"] for each in RUBRIC.values()]
    assert len(set(keys)) == len(keys)
    assert all(each["en"] and each["zh"] for each in RUBRIC.values())


def test_only_whole_cards_count() -> None:
    key = {"0": ("keypoints", "a"), "1": ("lead", "a"), "2": ("keypoints", "b")}
    labels = {
        "0": {"points": ["good", "miscut"], "misses": False},
        "1": {"points": ["repeats"], "misses": True},
        "2": {"points": ["good"], "misses": None},
    }
    found = counted(labels, key)
    assert found["keypoints", "all"] == Counter(
        articles=1, points=2, good=1, miscut=1, flawed=1, grave=1, misses=0
    )
    assert found["lead", "a"] == Counter(articles=1, points=1, repeats=1, flawed=1, grave=0, misses=1)
    assert ("keypoints", "b") not in found


def test_it_writes_a_sheet_and_counts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READING", str(tmp_path / "read"))
    monkeypatch.setenv("READING_ARTICLES", "2")
    main()
    key = json.loads((tmp_path / "read" / "key.json").read_text())
    labels = {card: {"points": ["good", "empty"], "misses": False} for card in key}
    (tmp_path / "labels.json").write_text(json.dumps({"sheet": "1", "labels": labels}))
    capsys.readouterr()
    main(str(tmp_path / "labels.json"))
    said = capsys.readouterr().out
    assert "keypoints" in said
    assert "50 %" in said
