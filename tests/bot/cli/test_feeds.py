"""Commands that change feeds, from an empty installation on."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shlex import split
from threading import Thread

import pytest

from tests.bot.cli.conftest import Digestbot
from tests.digests.sources.server import RSS

OPML = """<opml version="2.0"><body>
<outline text="tech"><outline text="A" xmlUrl="https://a.example/rss"/></outline>
<outline text="B" xmlUrl="https://b.example/rss"/>
<outline text="mail" xmlUrl="mailto:a@b.example"/>
</body></opml>"""


def test_add_looks_asks_adds_and_fetches(
    digestbot: Digestbot, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nblog\n"))
    said = digestbot("feeds", "add", "./site")
    assert said.code == 0
    assert "• Record snowfall" in said.out
    assert said.out.index("Add this feed?") < said.out.index("2 new")
    assert digestbot("latest", "--category", "blog", "--json").json["total"] == 2


def test_add_takes_no_for_an_answer(
    digestbot: Digestbot, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    said = digestbot("feeds", "add", "./site")
    assert (said.code, said.out.splitlines()[-1]) == (0, "Add this feed? [y/N]: Nothing was added.")
    assert digestbot("feeds", "list").out.startswith("There are no feeds yet.")


def test_add_as_json_then_once_more(digestbot: Digestbot, posts: Path) -> None:
    added = digestbot("feeds", "add", "./site", "--title", "My site", "--json")
    assert (added.json["title"], added.json["done"]["new"], added.err) == ("My site", 2, "")
    again = digestbot("feeds", "add", f"file://{posts}", "--yes")
    assert (again.code, again.err) == (1, "This feed is there already: 1, My site.\n")


@pytest.mark.parametrize("command", ["add", "test"])
@pytest.mark.parametrize(
    "address", ["./nowhere", "ftp://example.org/rss", "http://127.0.0.1:9/rss", "http://", "."]
)
def test_what_cannot_be_read_is_one_line(
    digestbot: Digestbot, empty: Path, command: str, address: str
) -> None:
    said = digestbot("feeds", command, address, *(["--yes"] if command == "add" else []))
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert "That did not work" not in said.err
    assert digestbot("feeds", "list", "--json").json == []


def test_test_stores_nothing(digestbot: Digestbot, posts: Path) -> None:
    (posts / "_posts" / "2026-01-07-bad.md").write_text("no header\n", "utf-8")
    look = digestbot("feeds", "test", "./site", "--json").json
    assert [each["title"] for each in look["entries"]] == ["Record snowfall", "Second terminal opens"]
    assert (look["total"], look["last"]) == (3, "2026-01-06T17:00:00+08:00")
    assert [each["place"] for each in look["problems"]] == ["2026-01-07-bad.md"]
    assert digestbot("feeds", "list", "--json").json == []


def test_refresh_follows_changes(digestbot: Digestbot, installation: Path, filled: Path) -> None:
    said = digestbot("feeds", "refresh", "1", "--json")
    assert said.json[0]["done"] == {"new": 0, "changed": 0, "gone": 0, "same": 0, "problems": []}
    assert "0 new" in digestbot("feeds", "refresh").out


def test_refresh_that_fails_is_a_line_and_1(digestbot: Digestbot, posts: Path) -> None:
    assert digestbot("feeds", "add", "./site", "--yes").code == 0
    posts.rename(posts.with_name("moved"))
    said = digestbot("feeds", "refresh")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("Feed 1, site: ")
    as_json = digestbot("feeds", "refresh", "1", "--json")
    assert (as_json.code, as_json.json[0]["error"]["code"]) == (1, "no_such_folder")
    [hiccup] = digestbot("feeds", "list", "--json").json
    assert (hiccup["health"], hiccup["failures"]) == ("ok", 2)
    assert digestbot("feeds", "list", "--failing", "--json").json == []
    with sqlite3.connect("data/digestbot.db") as database:
        database.execute("UPDATE feed SET failures = 5, failing_since = failing_since - 7 * 3600 * 1000")
    [failing] = digestbot("feeds", "list", "--failing", "--json").json
    assert (failing["health"], failing["error"]["code"]) == ("failing", "no_such_folder")
    attempts = digestbot("feeds", "show", "1", "--json").json["attempts"]
    assert [each["outcome"] for each in attempts] == ["no_such_folder", "no_such_folder", "read"]


@pytest.mark.usefixtures("installation")
def test_set_changes_how_a_feed_is_fetched(digestbot: Digestbot, monkeypatch: pytest.MonkeyPatch) -> None:
    said = digestbot("feeds", "set", "1", "--interval", "6h", "--full-text", "--title", "Mine")
    assert (said.code, said.err) == (0, "")
    feed = digestbot("feeds", "show", "1", "--json").json
    assert (feed["own_interval"], feed["full_text"], feed["title"]) == (21_600, True, "Mine")
    assert digestbot("feeds", "set", "1", "--interval", "auto", "--no-full-text").code == 0
    feed = digestbot("feeds", "show", "1", "--json").json
    assert (feed["own_interval"], feed["full_text"]) == (None, False)
    for wrong in ("1x", "5s", "30d", "often"):
        assert digestbot("feeds", "set", "1", "--interval", wrong).code == 1


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize(
    "given",
    [(), ("--header", "geheim"), ("--header", ": geheim"), ("--header", "X-Key: a", "--header", "geheim")],
)
def test_set_refuses_what_changes_nothing_or_cannot_be_sent(
    digestbot: Digestbot, given: tuple[str, ...]
) -> None:
    said = digestbot("feeds", "set", "1", *given)
    assert (said.code, said.out) == (2, "")
    assert "geheim" not in said.err
    assert digestbot("feeds", "show", "1", "--json").json["login"] == []


@pytest.mark.usefixtures("installation")
def test_logins_are_named_and_never_shown(digestbot: Digestbot) -> None:
    given = ("--login", "me:geheim", "--header", "X-Key: geheim", "--cookies", "a=geheim")
    assert digestbot("feeds", "set", "1", *given).code == 0
    for command in (("show", "1"), ("show", "1", "--json"), ("list", "--json"), ("export",)):
        assert "geheim" not in digestbot("feeds", *command).out
    assert digestbot("feeds", "show", "1", "--json").json["login"] == ["login me", "header X-Key", "cookies"]
    assert digestbot("feeds", "set", "1", "--login", "", "--header", "", "--cookies", "").code == 0
    assert digestbot("feeds", "show", "1", "--json").json["login"] == []
    assert digestbot("feeds", "set", "1", "--header", "Host: inside").code == 1


def test_pause_resume_remove_and_back(digestbot: Digestbot, installation: Path, filled: Path) -> None:
    assert digestbot("feeds", "pause", "1").code == 0
    assert digestbot("feeds", "list", "--json").json[0]["health"] == "paused"
    assert digestbot("feeds", "refresh", "--json").json == []
    assert digestbot("feeds", "resume", "1").code == 0
    assert digestbot("feeds", "remove", "1", "--yes").code == 0
    assert digestbot("feeds", "list", "--json").json == []
    assert digestbot("latest", "--json").json["total"] == 2
    assert digestbot("feeds", "add", str(filled / "site"), "--category", "news", "--yes").code == 0
    assert digestbot("feeds", "list", "--json").json[0]["id"] == 1


def test_remove_asks(digestbot: Digestbot, installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    said = digestbot("feeds", "remove", "1")
    assert said.out.startswith("Remove site? Its 2 posts stay.")
    assert len(digestbot("feeds", "list", "--json").json) == 1


@pytest.mark.parametrize("command", ["show", "pause", "resume", "remove", "refresh"])
@pytest.mark.parametrize("name", ["7", "https://example.org/rss", "99999999999999999999"])
def test_an_unknown_feed(digestbot: Digestbot, empty: Path, command: str, name: str) -> None:
    said = digestbot("feeds", command, name)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "feeds list" in said.err


def test_import_dry_then_for_real_then_export(digestbot: Digestbot, empty: Path) -> None:
    (empty / "in.opml").write_text(OPML, "utf-8")
    dry = digestbot("feeds", "import", "in.opml", "--dry-run")
    assert dry.out.splitlines()[-1] == "2 new, 0 known, 1 refused; nothing was stored"
    assert digestbot("feeds", "list", "--json").json == []
    done = digestbot("feeds", "import", "in.opml", "--category", "other")
    assert "2 new, 0 known, 1 refused" in done.out
    named = {each["title"]: each["category"]["slug"] for each in digestbot("feeds", "list", "--json").json}
    assert named == {"A": "tech", "B": "other"}
    assert "0 new, 2 known, 1 refused" in digestbot("feeds", "import", "in.opml").out
    assert digestbot("feeds", "export", "out.opml").code == 0
    assert (empty / "out.opml").read_text("utf-8") == digestbot("feeds", "export").out
    assert 'xmlUrl="https://a.example/rss"' in digestbot("feeds", "export").out


def test_an_import_is_taken_back(digestbot: Digestbot, empty: Path) -> None:
    (empty / "in.opml").write_text(OPML, "utf-8")
    said = digestbot("feeds", "import", "in.opml").out
    number = said.rstrip().rpartition(" ")[2]
    undone = digestbot("feeds", "undo", number)
    assert (undone.code, undone.out) == (0, "2 feeds removed; posts stay.\n")
    assert digestbot("feeds", "list", "--json").json == []
    again = digestbot("feeds", "undo", number)
    assert (again.code, again.out) == (1, "")
    assert "taken back already" in again.err


def test_settings_go_out_and_come_back(digestbot: Digestbot, empty: Path) -> None:
    (empty / "in.opml").write_text(OPML, "utf-8")
    digestbot("feeds", "import", "in.opml")
    digestbot("feeds", "set", "1", "--interval", "6h", "--full-text")
    digestbot("feeds", "export", "out.opml")
    for number in "12":
        digestbot("feeds", "remove", number, "--yes")
    assert "2 new, 0 known, 0 refused" in digestbot("feeds", "import", "out.opml").out
    feed = digestbot("feeds", "show", "1", "--json").json
    assert (feed["own_interval"], feed["full_text"], feed["category"]["slug"]) == (21_600, True, "tech")


def test_the_story_of_a_fetch(digestbot: Digestbot, posts: Path) -> None:
    told = digestbot("feeds", "test", "./site")
    assert (told.code, told.err) == (0, "")
    assert "Would be stored: 2 new, 0 held back (stored as read), 0 changed, 0 known" in told.out
    assert "As readers see it:\n1. Record snowfall" in told.out
    looked = digestbot("feeds", "test", "./site", "--json").json
    assert looked["stored"] == {"new": 2, "held": 0, "changed": 0, "known": 0}
    assert (looked["fetched"], looked["feed"], looked["language"]) == (None, None, "en")
    assert looked["sample"]["points"]
    assert digestbot("feeds", "list", "--json").json == []


def test_import_of_something_else(digestbot: Digestbot, empty: Path) -> None:
    (empty / "in.opml").write_text("<html/>", "utf-8")
    said = digestbot("feeds", "import", "in.opml")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    missing = digestbot("feeds", "import", "nowhere.opml")
    assert (missing.code, missing.err) == (1, "nowhere.opml: No such file or directory\n")


def test_credentials_are_not_shown(digestbot: Digestbot, empty: Path) -> None:
    address = "https://reader:pa55word@a.example/rss"
    (empty / "in.opml").write_text(f'<opml><body><outline xmlUrl="{address}"/></body></opml>', "utf-8")
    shown = [
        digestbot("feeds", "import", "in.opml").out,
        digestbot("feeds", "list").out,
        digestbot("feeds", "list", "--json").out,
        digestbot("feeds", "show", "1").out,
        digestbot("feeds", "export").out,
    ]
    assert all("a.example/rss" in each and "pa55word" not in each for each in shown)


# --------------------------------------------------------------------------- a list's address


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def served(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a folder that is served over HTTP, with a list of feeds in it."""
    (empty / "www").mkdir()
    (empty / "www" / "all feeds.opml").write_text(
        OPML.replace("https://b.example", "http://10.0.0.1"), "utf-8"
    )
    handler = partial(Quiet, directory=str(empty / "www"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    monkeypatch.setenv("ALLOW_PRIVATE", f"127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "list of feeds (OPML) with 3 feeds"), ("zh", "订阅源列表（OPML），里面有 3 个")]
)
@pytest.mark.parametrize("command", ["add", "test"])
def test_the_address_of_a_list_names_the_command_that_imports_it(
    digestbot: Digestbot, served: str, command: str, lang: str, said: str
) -> None:
    told = digestbot("--lang", lang, "feeds", command, f"{served}all%20feeds.opml")
    assert (told.code, told.out) == (1, "")
    assert said in told.err
    named = told.err.splitlines()[1]
    assert named == f"digestbot feeds import {served}all%20feeds.opml --dry-run"
    dry = digestbot(*split(named)[1:])
    assert dry.out.splitlines()[-1] == "1 new, 0 known, 2 refused; nothing was stored"
    assert "ALLOW_PRIVATE" in dry.out
    done = digestbot("feeds", "import", f"{served}all%20feeds.opml")
    assert "1 new, 0 known, 2 refused" in done.out
    assert [each["title"] for each in digestbot("feeds", "list", "--json").json] == ["A"]


def test_a_look_at_a_list_as_json(digestbot: Digestbot, served: str) -> None:
    looked = digestbot("feeds", "test", f"{served}all%20feeds.opml", "--json").json
    assert (looked["format"], looked["entries"]) == ("OPML", [])
    assert looked["outlines"] == ["https://a.example/rss", "http://10.0.0.1/rss", "mailto:a@b.example"]


def test_add_of_a_page_says_where_its_feed_is(digestbot: Digestbot, served: str) -> None:
    Path("www/feed.xml").write_text(RSS, "utf-8")
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="feed.xml"></head></html>'
    Path("www/page.html").write_text(page, "utf-8")
    said = digestbot("feeds", "add", f"{served}page.html", "--yes")
    assert (said.code, said.err) == (0, f"Its feed is {served}feed.xml\n")


def test_import_of_an_address_that_is_no_list(digestbot: Digestbot, served: str) -> None:
    Path("www/feed.xml").write_text(RSS, "utf-8")
    said = digestbot("feeds", "import", f"{served}feed.xml")
    assert (said.code, said.out) == (1, "")
    assert said.err == "This is no list of feeds (OPML). To add a feed: digestbot feeds add ADDRESS\n"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "“not a url” is no address"), ("zh", "“not a url”不是一个地址")]
)
def test_words_that_are_no_address_are_no_folder(
    digestbot: Digestbot, empty: Path, lang: str, said: str
) -> None:
    told = digestbot("--lang", lang, "feeds", "add", "not a url")
    assert told.code == 1
    assert said in told.err
