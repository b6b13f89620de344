"""Commands that only read: their JSON is what docs/cli.md promises, their text reads as in a chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Digestbot

pytestmark = pytest.mark.usefixtures("installation")

SNOW = {
    "id": 2,
    "title": "Record snowfall",
    "link": "",
    "source": "",
    "published": "2026-01-06T17:00:00+08:00",
    "tags": [{"name": "snow", "ticker": ""}],
    "digest": "",
    "points": [
        "Researchers measured record snowfall in the northern valleys during the first week of the year."
    ],
    "lang": "en",
}


def test_latest_as_json(digestbot: Digestbot) -> None:
    said = digestbot("latest", "--category", "news", "--json")
    assert (said.code, said.err) == (0, "")
    newest, older = said.json["posts"]
    assert said.json["total"] == 2
    assert {name: newest[name] for name in SNOW} == SNOW
    assert newest["categories"] == [
        {"slug": "news", "title": "news"},
        {"slug": "weather", "title": "weather"},
    ]
    assert newest["feed"]["id"] == 1
    assert older["published"] == "2026-01-05T09:30:00+08:00"


def test_times_are_in_the_zone_that_is_set(digestbot: Digestbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFAULT_TIMEZONE", "America/New_York")
    assert digestbot("latest", "--json").json["posts"][0]["published"] == "2026-01-06T04:00:00-05:00"


def test_latest_as_text(digestbot: Digestbot) -> None:
    said = digestbot("latest", "-n", "1")
    assert said.out.startswith("1. Record snowfall\n• Researchers measured")
    assert said.out.endswith("\n1-1 / 2\n")
    assert "\x1b" not in said.out


def test_a_tag_in_any_spelling(digestbot: Digestbot) -> None:
    said = digestbot("tag", "#Harbour", "--json")
    assert said.json["tag"] == {"name": "harbour", "ticker": "", "posts": 1}
    assert [post["title"] for post in said.json["posts"]] == ["Second terminal opens"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("tag", "harbor"), "harbour"),
        (("latest", "--category", "wether", "--json"), "weather"),
        (("digest", "preview", "--category", "nwes"), "news"),
    ],
)
def test_what_is_unknown_is_one_line_with_the_nearest(
    digestbot: Digestbot, arguments: tuple[str, ...], named: str
) -> None:
    said = digestbot(*arguments)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    assert named in said.err


def test_preview_as_json(digestbot: Digestbot) -> None:
    said = digestbot("digest", "preview", "--category", "news", "--lang", "en", "--json")
    assert (said.json["language"], said.json["total"]) == ("en", 2)
    [section] = said.json["sections"]
    assert section["title"] == "news"
    assert [story["title"] for story in section["stories"]] == ["Record snowfall", "Second terminal opens"]
    assert section["stories"][0]["others"] == []


def test_preview_of_several_categories_as_in_a_chat(digestbot: Digestbot) -> None:
    said = digestbot("digest", "preview", "-c", "weather", "-c", "port", "--lang", "zh")
    assert said.out.startswith("📰 第一份简报")
    assert said.out.index("weather") < said.out.index("Record snowfall") < said.out.index("Second terminal")


def test_preview_stores_nothing(digestbot: Digestbot) -> None:
    digestbot("digest", "preview", "--category", "news")
    stats = digestbot("stats", "--json").json
    assert (stats["deliveries"], stats["subscribers"]) == ({}, {})
    assert (stats["posts"], stats["feeds"]) == (2, {"ok": 1, "failing": 0, "paused": 0, "ended": 0})


def test_stats_as_text_in_both_languages(digestbot: Digestbot) -> None:
    assert "2 posts, 2 stories, 3 tags" in digestbot("stats").out
    assert "2 篇文章" in digestbot("--lang", "zh", "stats").out


def test_feeds_as_json(digestbot: Digestbot, filled: Path) -> None:
    [feed] = digestbot("feeds", "list", "--json").json
    assert (feed["id"], feed["kind"], feed["health"], feed["posts"]) == (1, "folder", "ok", 2)
    assert (feed["address"], feed["error"]) == (str(filled / "site"), None)
    shown = digestbot("feeds", "show", "1", "--json").json
    assert {name: shown[name] for name in feed} == feed
    assert (len(shown["weeks"]), shown["problems"]) == (8, [])


def test_feeds_as_text(digestbot: Digestbot, filled: Path) -> None:
    head, line = digestbot("feeds", "list").out.splitlines()
    assert head.split()[:2] == ["ID", "Health"]
    assert str(filled / "site") in line
    assert "last 8 weeks" in digestbot("feeds", "show", str(filled / "site")).out


def test_nothing_fails(digestbot: Digestbot) -> None:
    assert digestbot("feeds", "list", "--failing").out == "No feed is failing.\n"
    assert digestbot("feeds", "list", "--failing", "--json").json == []


def test_search_as_json_and_as_text(digestbot: Digestbot) -> None:
    found = digestbot("search", "since:50y", "--json", "--limit", "2").json
    assert (len(found["posts"]), found["more"]) == (2, False)
    assert found["total"] >= 2
    title = found["posts"][0]["title"]
    assert title in digestbot("search", f'"{title}"').out
    either = digestbot("search", f'(qqqq OR "{title}")', "--json").json
    assert title in [post["title"] for post in either["posts"]]
    assert "bracket" in digestbot("search", "(qqqq").err
    assert "Nothing was found" in digestbot("search", "qqqq").out
    assert digestbot("search", "since:soon").code == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "There is no category “nwes”. Perhaps: news\n"), ("zh", "没有分类“nwes”。是不是：news\n")],
)
def test_a_search_in_a_category_that_there_is_not(digestbot: Digestbot, lang: str, said: str) -> None:
    told = digestbot("--lang", lang, "search", "snow", "category:nwes")
    assert (told.code, told.out) == (0, said)
