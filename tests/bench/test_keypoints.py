"""The measuring program: the intervals, the lead that is cut alike, and a whole run as it is printed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench import articles
from bench.interval import paired
from bench.measuring import FEWER, Article, lead_cut, measure, run

ROOT = Path(__file__).parents[2]
TEXT = {
    "zh": "东港市" * 40 + "。第二句很短。第三句也短。",
    "en": "The bridge " + "and the road " * 20 + "close. It opens in May. Nobody minds.",
}


def an_article(number: int, lang: str = "zh", group: str = "set") -> Article:
    return Article(group, "", TEXT[lang] + str(number), lang, "第二句很短")


def test_the_interval_holds_the_difference_and_finds_a_sure_one() -> None:
    theirs = [n / 100 for n in range(100)]
    sure = paired([value + 0.1 + (n % 2) * 0.02 for n, value in enumerate(theirs)], theirs)
    assert sure.mean == pytest.approx(0.11)
    assert 0.1 < sure.low < sure.mean < sure.high < 0.12
    unsure = paired([value + (0.5 if n % 2 else -0.5) for n, value in enumerate(theirs)], theirs)
    assert unsure.low < 0 < unsure.high
    assert paired([1.0, 2.0], [1.0, 2.0]) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lead_is_cut_to_the_length_of_points(lang: str) -> None:
    first, *rest = [point.text for point in lead_cut("", TEXT[lang], lang, 3)]
    assert (len(first) if lang == "zh" else len(first.split())) == (80 if lang == "zh" else 32)
    assert len(rest) == 2


def test_a_slow_method_reads_fewer_articles_of_each_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FEWER, "kl", 2)
    several = [an_article(n, group=group) for group in ("a", "b") for n in range(3)]
    found = run("kl", several)
    assert [row.group for row in found.rows] == ["a", "a", "b", "b"]
    assert found.memory > 10, "sumy and numpy, which this process has not lent it"


def test_quality_is_that_of_the_reference() -> None:
    [row] = measure("lead", [Article("set", "", "第二句很短。", "zh", "第二句很短")])
    assert (row.f1, row.recall, row.made) == (1.0, 1.0, 1)


def test_a_folder_without_sets_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYPOINT_SETS", str(tmp_path))
    with pytest.raises(SystemExit, match="holds no"):
        articles.read()


@pytest.mark.long
@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_make_passes_the_folder_and_prints_what_can_be_read(tmp_path: Path) -> None:
    for name in ("zh_finna", "zh_cfb", "other"):
        own = [an_article(n)._asdict() for n in range(3)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(each) for each in own), "utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KEYPOINT_")}
    done = subprocess.run(
        [
            "make",
            "--no-print-directory",
            "--old-file=.venv/for-work",  # whatever environment runs the tests is the one to measure with
            "bench",
            "ONLY=keypoints",
            f"KEYPOINT_SETS={tmp_path}",
            f"BIN={Path(sys.executable).parent}",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert max(map(len, done.stdout.splitlines())) <= 100
    for part in (
        "zh_finna, 3 articles",
        "lead, cut",
        "reduction",
        "all 3 sets",
        "the 2 trusted",
        "the 2 Chinese",
    ):
        assert part in done.stdout
    assert "paired bootstrap" in done.stdout
    assert "reduction on 9 articles" in done.stderr
