"""``digest explain``: the article with its points marked, in a terminal of any width and in a pipe."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from bot.cli import explain_table
from bot.cli.line_wrap import wrapped
from tests.bot.cli.conftest import Digestbot, prepared

SITE = Path(__file__).parents[3] / "bot" / "sandbox" / "feeds" / "finews"
NEWEST = "7"
STYLES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def finews(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that has the posts of the sample site."""
    where, command = tmp_path_factory.mktemp("finews"), ("feeds", "add", str(SITE), "--yes")
    return prepared(migrated, where, command, summarizer="keypoints")


@pytest.fixture
def news(finews: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with the posts of the sample site."""
    monkeypatch.setenv("SUMMARIZER", "keypoints")
    return Path(shutil.copytree(finews, empty, dirs_exist_ok=True))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a terminal of 80 columns with colours would show; its width may be set."""
    shown = io.StringIO()

    def console(_: object) -> Console:
        width = getattr(shown, "width", 80)
        return Console(file=shown, width=width, force_terminal=True, color_system="standard", highlight=False)

    monkeypatch.setattr(explain_table, "console", console)
    return shown


def test_points_are_marked_in_a_pipe(digestbot: Digestbot, news: Path) -> None:
    said = digestbot("digest", "explain", NEWEST)
    assert (said.code, said.err) == (0, "")
    assert "\x1b" not in said.out
    points = re.findall(r"^  (\d)  (.*)  \d+\.\d+$", said.out, re.MULTILINE)
    assert [rank for rank, _ in points] == ["1", "2"]
    assert sorted(re.findall(r"⟦(\d) (.*?)⟧", said.out)) == points
    assert "position" in said.out
    assert "位置" in digestbot("--lang", "zh", "digest", "explain", NEWEST).out


def test_json_has_places_parts_and_marks(digestbot: Digestbot, news: Path) -> None:
    said = digestbot(
        "digest", "explain", NEWEST, "--with", "lexrank,textrank", "--with", "lead", "--json"
    ).json
    assert said["post"]["id"] == int(NEWEST)
    ours, *others = said["summarizers"]
    assert [ours["name"], *(each["name"] for each in others)] == ["keypoints", "lexrank", "textrank", "lead"]
    by_place = {(each["paragraph"], each["sentence"]): each for each in ours["sentences"]}
    assert [point["rank"] for point in ours["points"]] == [1, 2]
    for point in ours["points"]:
        sentence = by_place[point["paragraph"], point["sentence"]]
        [mark] = [each for each in sentence["marks"] if each["rank"] == point["rank"]]
        assert sentence["text"][mark["start"] : mark["end"]].startswith(point["text"][:4])
        assert set(sentence["parts"]) == {"position", "centrality", "title", "figures"}
        assert sentence["ends"][-1]["why"] == ""
        assert all(each["clause"] in sentence["text"] for each in sentence["ends"])
    assert all(len(each["sentences"]) == len(ours["sentences"]) for each in others)
    assert all(not line["parts"] and not line["ends"] for each in others for line in each["sentences"])


def test_it_says_why_a_point_ends_where_it_does(digestbot: Digestbot, news: Path) -> None:
    said = digestbot("digest", "explain", NEWEST).out
    allowed = re.findall(r"^    (\S.*)  may end here$", said, re.MULTILINE)
    points = re.findall(r"^  \d  (.*)  \d+\.\d+$", said, re.MULTILINE)
    assert all(any(clause.rstrip("，。") in point for point in points) for clause in allowed[:1])
    assert "no: " in said
    assert "可以在此结束" in digestbot("--lang", "zh", "digest", "explain", NEWEST).out


def test_all_summarizers_stand_side_by_side(digestbot: Digestbot, news: Path) -> None:
    said = digestbot("digest", "explain", NEWEST, "--with", "all", "--points", "1", "--json").json
    assert len(said["summarizers"]) == 10
    assert all(len(each["points"]) == 1 for each in said["summarizers"])


@pytest.mark.parametrize("width", [40, 80, 110, 160])
def test_every_width_can_be_read(digestbot: Digestbot, news: Path, terminal: io.StringIO, width: int) -> None:
    terminal.width = width  # type: ignore[attr-defined]
    assert digestbot("digest", "explain", NEWEST, "--with", "lexrank,textrank").code == 0
    lines = [STYLES.sub("", line) for line in terminal.getvalue().splitlines()]
    assert max(Text(line).cell_len for line in lines) <= width
    assert "…" not in "".join(lines).replace("#2 …", ""), "nothing is cut off"
    assert any("keypoints" in line and "lexrank" in line for line in lines)
    assert any(line.endswith("Sentence") for line in map(str.rstrip, lines)) == (width == 160)
    shown = "".join(re.findall("[\u4e00-\u9fff，。]", "".join(lines)))
    assert "公司将根据行业发展趋势，继续加大新型环保制冷剂的研发。" in shown


def test_colours_mark_points_in_a_terminal(
    digestbot: Digestbot, news: Path, terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    digestbot("digest", "explain", NEWEST)
    assert "⟦" not in terminal.getvalue()
    assert "\x1b[7;32m 1 " in terminal.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    digestbot("digest", "explain", NEWEST)
    assert "⟦1 " in terminal.getvalue()


def test_a_post_by_its_link(digestbot: Digestbot, news: Path) -> None:
    with sqlite3.connect(news / "data" / "digestbot.db") as database:
        database.execute("UPDATE post SET link = 'https://example.org/news/7/' WHERE id = 7")
    for link in ("https://example.org/news/7", "https://example.org/news/7/"):
        assert digestbot("digest", "explain", link, "--json").json["post"]["id"] == 7


@pytest.mark.parametrize("name", ["99", "0", "https://example.org/none", "-", "9" * 30, ""])
def test_an_unknown_post_is_one_line(digestbot: Digestbot, news: Path, name: str) -> None:
    for lang in ("en", "zh"):
        said = digestbot("--lang", lang, "digest", "explain", name)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert "latest --json" in said.err


def test_an_unknown_summarizer_is_wrong_usage(digestbot: Digestbot, news: Path) -> None:
    said = digestbot("digest", "explain", NEWEST, "--with", "lexrank,gpt")
    assert (said.code, said.out) == (2, "")
    assert "gpt" in said.err
    assert "textrank" in said.err
    assert digestbot("digest", "explain", NEWEST, "--points", "0").code == 2


@pytest.mark.parametrize("width", [10, 17, 30])
def test_wrapping_keeps_every_character(width: int) -> None:
    text = "据记者了解，HFO-1234yf制冷剂产品（四氟丙烯）小于1。 And words in English, too: none is lost."
    lines = wrapped(Text(text), width, indent=2).plain.split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(Text(line).cell_len <= width or " " not in line.strip() for line in lines)
    assert not any(line.strip()[:1] in "，。）" for line in lines[1:])
