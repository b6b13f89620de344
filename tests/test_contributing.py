"""CONTRIBUTING.md stays true: it names files that exist, and one recipe is followed to the letter."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL))
FILE = re.compile(r"`((?:digests|bot|tests|docs)/[\w/.]+)`")
MADE = re.compile(r"mastodon/|NAME|NNNN")  # what a recipe has somebody make

LONGEST = '''
"""The longest sentences: a summarizer to show where one goes."""

from __future__ import annotations

from digests.model import KeyPoint
from digests.summarizers.text.sentences import sentences

VERSION = "1"


def condense(title: str, text: str, lang: str, n_points: int) -> list[KeyPoint]:
    """The ``n_points`` longest sentences, in the order of the text."""
    ordered = sorted(sentences(text, lang), key=lambda each: -len(each.text))[: max(0, n_points)]
    points = [KeyPoint(each.text, each.paragraph, each.place, n) for n, each in enumerate(ordered)]
    return sorted(points, key=lambda each: (each.paragraph, each.sentence))
'''


def test_there_is_a_recipe_for_each_of_the_usual_additions() -> None:
    named = {"A source", "A chat command", "A transport", "A summarizer", "A table", "An alarm"}
    assert named | {"A rule for when to retry"} == set(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_names_files_that_exist(name: str) -> None:
    files = FILE.findall(RECIPES[name])
    assert files
    assert [each for each in files if not MADE.search(each) and not (ROOT / each).exists()] == []


def test_the_recipe_of_a_summarizer_is_enough(tmp_path: Path) -> None:
    module, table, line = re.findall(r"`([^`]+)`", RECIPES["A summarizer"])[0], *_table_line()
    for folder in ("digests", "tests/digests/summarizers"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for package in ("tests", "tests/digests"):
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / module.replace("NAME", "longest")).write_text(LONGEST)
    text = (tmp_path / table).read_text("utf-8")
    assert text.count("_OWN = {") == 1
    (tmp_path / table).write_text(text.replace("_OWN = {", f"_OWN = {{{line.replace('NAME', 'longest')}, "))
    tests = ["-q", "-p", "no:cacheprovider", "-k", "longest", "tests/digests/summarizers/test_table.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *tests],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout


def _table_line() -> tuple[str, str]:
    """The table's file and the line for it, as the recipe states them."""
    [found] = re.findall(r"2\. `([^`]+)`: one line in `_OWN`, `([^`]+)`", RECIPES["A summarizer"])
    return found


def test_the_workflow_calls_what_continuous_integration_runs() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    [job] = workflow["jobs"].values()
    assert job["steps"][-1]["run"] == "bash .ci/run"


def asked_of_make(target: str, **environment: str) -> str:
    """The command by which this target runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "MAKEFLAGS", "MAKELEVEL")}
    command = ["make", "--dry-run", "--no-print-directory", "--old-file=.venv/for-work", target]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=True
    )
    return next(line for line in done.stdout.splitlines() if "pytest" in line)


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_what_takes_long_is_left_out_by_make_test_alone() -> None:
    quick = asked_of_make("test")
    everything = quick.removesuffix(' -m "not long"')
    assert everything != quick
    assert [asked_of_make("test-all"), asked_of_make("test", CI="true")] == [everything] * 2
    assert re.search(r"^export CI=", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)


STAYS = {
    "sending": "test_crashes:test_misfortunes_lose_nothing_and_every_repeat_is_recorded",
    "a kill": "test_process:test_a_kill_in_the_middle_of_a_send_loses_nothing",
    "fetching, and a stop": "test_process:test_it_answers_and_stops",
    "a stop while Telegram is away": "test_receiving:test_it_waits_for_telegram_says_so_and_can_be_stopped",
    "the browser": "test_browser:test_a_newcomer_reads_a_digest_and_makes_one",
    "alerts": "own.test_elsewhere:test_alerts_of_quiet_hours_come_as_one_afterwards",
    "corrections": "stories.test_report_corrections:test_the_next_digest_names_the_paper",
}


@pytest.mark.parametrize("area", STAYS)
def test_each_area_stays_in_make_test(area: str) -> None:
    module, _, name = STAYS[area].partition(":")
    there = import_module(f"tests.flow.{module}")
    marks = [*getattr(getattr(there, name), "pytestmark", ()), *getattr(there, "pytestmark", ())]
    assert "long" not in {each.name for each in marks}
