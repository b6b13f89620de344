"""``audit``: who changed what, in words and as JSON."""

from __future__ import annotations

from pathlib import Path

from tests.bot.cli.conftest import Digestbot
from tests.bot.cli.test_feeds import OPML


def test_at_first_nothing_was_changed(digestbot: Digestbot, empty: Path) -> None:
    assert digestbot("audit").out == "There are no changes yet.\n"
    assert digestbot("--lang", "zh", "audit").out == "还没有任何改动。\n"
    assert digestbot("audit", "--json").json == {"total": 0, "changes": []}


def test_every_change_to_a_feed_is_a_line(digestbot: Digestbot, installation: Path) -> None:
    before = digestbot("audit", "--json").json["total"]
    digestbot("feeds", "set", "1", "--title", "Harbour news", "--category", "port", "--interval", "90m")
    digestbot("feeds", "pause", "1")
    digestbot("feeds", "resume", "1")
    digestbot("feeds", "remove", "1", "--yes")
    lines = digestbot("audit").out.splitlines()
    said = [line.partition("command line: ")[2] for line in lines]
    assert said[:3] == ["removed Harbour news", "resumed Harbour news", "paused Harbour news"]
    changed = {"renamed Harbour news: Harbour news", "category of Harbour news: port"}
    assert set(said[3:6]) == changed | {"interval of Harbour news: 1 h 30 min"}
    assert lines[-1] == f"1–{before + 6} of {before + 6}"
    newest = digestbot("audit", "--limit", "1", "--json").json
    assert newest["total"] == before + 6
    [change] = newest["changes"]
    assert (change["actor"], change["action"], change["target"]) == ("cli", "remove", "feed:1")
    assert (change["before"], change["after"]) == ({"state": "active"}, {"state": "removed"})


def test_an_import_is_a_line_of_its_own_and_one_for_each_feed(digestbot: Digestbot, empty: Path) -> None:
    (empty / "feeds.opml").write_text(OPML, "utf-8")
    digestbot("feeds", "import", str(empty / "feeds.opml"))
    assert "command line: imported 2 feeds" in digestbot("audit").out
    assert "命令行: 导入了 2 个订阅源" in digestbot("--lang", "zh", "audit").out
    whole, *each = digestbot("audit", "--json").json["changes"]
    assert whole["action"] == "import"
    assert [(one["action"], one["after"]["address"]) for one in each] == [
        ("add", "https://b.example/rss"),
        ("add", "https://a.example/rss"),
    ]
