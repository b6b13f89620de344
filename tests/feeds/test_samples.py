"""Documents of feeds, as files: a case is a file, with what must be read from it and why beside it.

``web`` holds feeds as programs write them and as they go wrong, ``crossed`` encodings and how they are
declared, ``posts`` files of Jekyll sites.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from digests.errors import Unreadable
from digests.model import Entry, Problem
from digests.sources.entries import ParsedFeed
from digests.sources.formats.feed import parse
from digests.sources.jekyll.post import read_with_date
from tests.feeds import crossings

HERE = Path(__file__).parent
ADDRESS = "https://feeds.example/dir/feed.xml"
NOW = datetime(2026, 3, 10, tzinfo=UTC)
FEEDS = sorted([*(HERE / "web").glob("*.expected.json"), *(HERE / "crossed").glob("*.expected.json")])
POSTS = sorted((HERE / "posts").glob("*.expected.json"))


def stem(expected: Path) -> str:
    return expected.name.removesuffix(".expected.json")


def load(expected: Path) -> tuple[bytes, dict[str, Any]]:
    """A document, and what must be read from it, which states a reason."""
    (document,) = (p for p in expected.parent.glob(f"{stem(expected)}.*") if p != expected)
    case = json.loads(expected.read_text("utf-8"))
    assert case.pop("why"), expected
    return document.read_bytes(), case


def entry_as_json(entry: Entry) -> dict[str, object]:
    return {
        "uid": entry.uid,
        "title": entry.title,
        "link": entry.link,
        "published": entry.published.isoformat() if entry.published else "",
        "source": entry.source,
        "tags": [tag.name for tag in entry.tags],
        "paragraphs": entry.text.split("\n") if entry.text else [],
    }


def as_json(feed: ParsedFeed) -> dict[str, object]:
    problems = [{"place": each.place, "code": each.code, **each.params} for each in feed.problems]
    entries = [entry_as_json(entry) for entry in feed.entries]
    stated = {"title": feed.title, "format": feed.format, "entries": entries}
    return stated | ({"problems": problems} if problems else {})


def read(data: bytes, content_type: str) -> dict[str, object]:
    try:
        return as_json(parse(data, content_type, ADDRESS, NOW))
    except Unreadable as error:
        return {"refused": error.code}


def read_file(name: str, data: bytes) -> dict[str, object]:
    post = read_with_date(name, data, ZoneInfo("Asia/Shanghai"))[0]
    if isinstance(post, Problem):
        return {"refused": post.code}
    if not isinstance(post, Entry):
        return {"withheld": post.uid}
    more = {"digest": post.digest, "lang": post.lang, "categories": [c.slug for c in post.categories]}
    return entry_as_json(post) | more


@pytest.mark.parametrize("expected", FEEDS, ids=stem)
def test_feeds_come_out_as_expected(expected: Path) -> None:
    data, case = load(expected)
    assert read(data, case.pop("content_type")) == case


@pytest.mark.parametrize("expected", POSTS, ids=stem)
def test_posts_come_out_as_expected(expected: Path) -> None:
    data, case = load(expected)
    assert read_file(case.pop("path"), data) == case


@pytest.mark.parametrize("folder", ["web", "crossed", "posts"])
def test_every_document_has_an_expectation(folder: str) -> None:
    files = sorted(path.name for path in (HERE / folder).iterdir())
    documents = [name for name in files if not name.endswith(".expected.json")]
    expected = [name for name in files if name.endswith(".expected.json")]
    assert sorted(f"{name.rpartition('.')[0]}.expected.json" for name in documents) == expected


def test_crossed_files_are_those_of_the_script() -> None:
    for sample in crossings.samples():
        data, case = load(crossings.FOLDER / f"{sample.name}.expected.json")
        assert (data, case) == (sample.data, {k: v for k, v in sample.expected.items() if k != "why"})
    assert len({sample.name for sample in crossings.samples()}) * 2 == len(list(crossings.FOLDER.iterdir()))
