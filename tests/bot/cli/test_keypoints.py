"""``keypoints``: what was learned from the stored posts is used where it wins, and can be given back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Digestbot, prepared
from tests.teaching import write_site


@pytest.fixture(scope="module")
def lesson(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Titles that say what the last sentence of each post says."""
    where = tmp_path_factory.mktemp("lesson")
    write_site(where / "site", 80)
    commands = ("feeds", "add", "./site", "--yes"), ("latest", "--count", "80")
    return prepared(migrated, where, *commands, summarizer="keypoints")  # who asks for posts has points made


@pytest.fixture
def taught(lesson: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with these posts."""
    monkeypatch.setenv("SUMMARIZER", "keypoints")
    return Path(shutil.copytree(lesson, empty, dirs_exist_ok=True))


def test_at_first_the_weights_are_by_hand(digestbot: Digestbot, taught: Path) -> None:
    said = digestbot("keypoints", "--json").json
    assert (said["summarizer"], said["weights"], said["since"]) == ("keypoints", "hand", None)
    assert said["languages"] == []
    assert "by hand" in digestbot("keypoints").out
    assert "手工设定" in digestbot("--lang", "zh", "keypoints").out


def test_a_dry_run_measures_and_changes_nothing(digestbot: Digestbot, taught: Path) -> None:
    before = digestbot("keypoints", "--json").json
    said = digestbot("keypoints", "train", "--dry-run", "--json")
    assert (said.code, said.err, said.json["changed"]) == (0, "", False)
    [chinese] = said.json["languages"]
    assert (chinese["language"], chinese["posts"], chinese["wins"]) == ("zh", 80, True)
    assert chinese["learned"] > chinese["by_hand"] + chinese["margin"]
    assert chinese["weights"]["last"] == max(chinese["weights"].values())
    assert "nothing was stored" in digestbot("keypoints", "train", "--dry-run").out
    assert digestbot("keypoints", "--json").json == before


@pytest.mark.long
def test_what_wins_makes_the_points_until_it_is_given_back(digestbot: Digestbot, taught: Path) -> None:
    before = digestbot("latest", "--json").json["posts"]
    said = digestbot("keypoints", "train")
    assert said.code == 0
    assert "Chinese: 80 posts" in said.out
    assert "the last sentence +" in said.out
    assert "The learned weights win." in said.out
    now = digestbot("keypoints", "--json").json
    assert (now["weights"], now["languages"][0]["posts"]) == ("learned", 80)
    assert now["since"] is not None
    assert now["version"] != now["made"][0]["version"]
    assert "remade by the running bot" in digestbot("keypoints").out
    assert "Key points: 0 of 80 remade" in digestbot("stats").out
    assert digestbot("stats", "--json").json["points"] == {"made": 0, "total": 80}
    explained = digestbot("digest", "explain", "1", "--points", "1", "--json").json["summarizers"][0]
    rated = [each["rating"] for each in explained["sentences"]]
    assert rated.index(max(rated)) == len(rated) - 1

    assert "in use already" in digestbot("keypoints", "train").out
    assert "by hand are used again" in digestbot("keypoints", "reset").out
    assert "in use already" in digestbot("keypoints", "reset").out
    after = digestbot("keypoints", "--json").json
    assert (after["weights"], after["languages"]) == ("hand", [])
    assert after["since"] is not None
    assert digestbot("latest", "--json").json["posts"] == before
    changes = digestbot("audit", "--json").json["changes"]
    said = [(each["action"], each["after"]) for each in changes if each["target"] == "weights"]
    assert said == [("reset", {}), ("train", {"languages": "zh"})]


@pytest.mark.long
def test_what_does_not_win_changes_nothing(
    digestbot: Digestbot, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER", "keypoints")
    write_site(empty / "site", 60, place=None)
    digestbot("feeds", "add", "./site", "--yes")
    said = digestbot("keypoints", "train")
    assert (said.code, said.out.splitlines()[-1]) == (0, "Nothing was changed.")
    assert "do not win" in said.out
    assert digestbot("keypoints", "--json").json["weights"] == "hand"


def test_too_few_posts_are_one_line(digestbot: Digestbot, installation: Path) -> None:
    for lang, named in (("en", "needs 50"), ("zh", "要有 50 篇")):
        said = digestbot("--lang", lang, "keypoints", "train")
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert named in said.err


def test_another_summarizer_has_no_weights(
    digestbot: Digestbot, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER", "lead")
    assert "no weights" in digestbot("keypoints").out
    assert digestbot("keypoints", "--json").json["version"].startswith("lead-1")


@pytest.mark.long
def test_what_is_learned_beside_another_summarizer_waits(
    digestbot: Digestbot, taught: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER", "lead")
    assert digestbot("keypoints", "train").out.splitlines()[-1].startswith("They wait: SUMMARIZER is lead")
    assert digestbot("keypoints", "--json").json["version"].startswith("lead-1")
