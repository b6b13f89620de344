"""Post files of ordinary Jekyll sites, and of broken ones."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from digests.model import CategoryName, Entry, Problem, Tag
from digests.sources.jekyll.post import Withheld, _title_in, read_with_date
from digests.sources.jekyll.site import Site, site_of

ZONE = ZoneInfo("Asia/Shanghai")

POST = """---
layout: post
title: "Rust 1.80 released"
date: 2024-07-25 09:30:00 +0200
categories: releases rust
tags: [compilers, "LLVM 18"]
excerpt: "What the release brings."
---
The team has *published* a [release](https://example.org/r) of `rustc`.

## What is new

- Lazy cells
- `cargo` checks configuration
{: .highlight}

{% highlight rust %}
let x = 1;
{% endhighlight %}

<div class="note"><p>Raw <b>HTML</b> too.</p></div>

Numbers[^1] matter.

[^1]: A footnote.
"""


def entry(text: str | bytes, path: str = "2024-07-25-rust.md") -> Entry:
    read = read_with_date(path, text if isinstance(text, bytes) else text.encode(), ZONE)[0]
    assert isinstance(read, Entry), read
    return read


def test_a_plain_post_is_read_whole() -> None:
    read = entry(POST)
    assert read.uid == "2024-07-25-rust.md"
    assert read.title == "Rust 1.80 released"
    assert read.published is not None
    assert read.published.isoformat() == "2024-07-25T09:30:00+02:00"
    assert read.categories == (CategoryName("releases", "releases"), CategoryName("rust", "rust"))
    assert read.tags == (Tag("compilers"), Tag("LLVM 18"))
    assert read.digest == "What the release brings."
    assert read.text.split("\n") == [
        "The team has published a release of rustc.",
        "What is new",
        "Lazy cells",
        "cargo checks configuration",
        "let x = 1;",
        "Raw HTML too.",
        "Numbers matter.",
        "A footnote.",
    ]


@pytest.mark.parametrize(
    ("date", "path", "expected"),
    [
        ("2021-12-08 12:42:48", "a.md", "2021-12-08T12:42:48+08:00"),
        ("2021-12-08 12:42:48 +0000", "a.md", "2021-12-08T12:42:48+00:00"),
        ("2021-12-08T12:42:48Z", "a.md", "2021-12-08T12:42:48+00:00"),
        ("2021-12-08", "a.md", "2021-12-08T00:00:00+08:00"),
        ("2021/1/8 9:05", "a.md", "2021-01-08T09:05:00+08:00"),
        ("+0800", "-202205262391921712.md", "2022-05-26T00:00:00+08:00"),
        ("", "2022-5-6-title.md", "2022-05-06T00:00:00+08:00"),
        ("", "24-11-24-title.md", "2024-11-24T00:00:00+08:00"),
        ("", "69-11-24-title.md", "1969-11-24T00:00:00+08:00"),
        ("", "68-11-24-title.md", "2068-11-24T00:00:00+08:00"),
        ("", "2024-11-244-title.md", ""),
        ("", "024-11-24-title.md", ""),
        ("2024-02-30 10:00:00", "2024-02-28-x.md", "2024-02-28T00:00:00+08:00"),
        ("yesterday", "2024-02-28-x.md", "2024-02-28T00:00:00+08:00"),
        ("2024-02-28 25:00:00", "x.md", ""),
        ("2024年1月1日", "x.md", "2024-01-01T00:00:00+08:00"),
        ("Nov 5, 2024 8:30 pm", "x.md", "2024-11-05T20:30:00+08:00"),
    ],
)
def test_dates_have_a_rule(date: str, path: str, expected: str) -> None:
    read = entry(f"---\ntitle: x\ndate: {date}\n---\nbody", path)
    assert (read.published.isoformat() if read.published else "") == expected


@pytest.mark.parametrize(
    ("path", "uid"),
    [
        ("2021-12-27-NW202112272227304376.md", "NW202112272227304376"),
        ("sub/2021-12-08-202112082206672930.md", "202112082206672930"),
        ("2021-12-01-init.md", "2021-12-01-init.md"),
        ("sub/2021-12-01-init.md", "sub/2021-12-01-init.md"),
    ],
)
def test_identity_is_the_number_in_the_name_else_the_path(path: str, uid: str) -> None:
    assert entry("---\ntitle: x\n---\nbody", path).uid == uid


def test_a_missing_title_is_made_of_the_first_sentence() -> None:
    assert entry("---\ntitle:\n---\nFirst sentence here. Second.").title == "First sentence here"
    assert entry("---\ntitle: ''\n---\n" + "很长" * 60).title == "很长" * 39 + "很…"


def test_a_post_that_is_not_published_is_withheld() -> None:
    assert read_with_date("a.md", b"---\ntitle: x\npublished: false\n---\nbody", ZONE)[0] == Withheld("a.md")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"just text", "no_front_matter"), (b"", "no_front_matter"), (b"---\ndate: x\n---\n", "empty_post")],
)
def test_what_is_no_post_is_a_problem_of_its_file(data: bytes, code: str) -> None:
    assert read_with_date("a.md", data, ZONE)[0] == Problem("a.md", code)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_files(encoding: str) -> None:
    text = "---\r\ntitle: 人民币兑美元升至最高水平\r\n---\r\n离岸人民币兑美元升至近年来最高水平。\r\n"
    read = entry(text.encode(encoding))
    assert read.title == "人民币兑美元升至最高水平"
    assert read.text == "离岸人民币兑美元升至近年来最高水平。"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Using <code>git</code> &amp; <em>friends</em>", "Using git & friends"),
        ("List<String> in Java", "List<String> in Java"),
        ("5 < 6", "5 < 6"),
        ("AT&T", "AT&T"),
    ],
)
def test_html_in_a_title_is_text(title: str, expected: str) -> None:
    assert entry(f"---\ntitle: {title}\n---\nbody").title == expected


@pytest.mark.parametrize("name", ["24-11-24-a-title.md", "2024-11-24-a-title.html", "a-title.mkd"])
def test_a_post_without_a_title_and_text_is_named_after_its_file(name: str) -> None:
    read = read_with_date(name, b"---\nexcerpt: ''\n---\n<p>Word.</p>", ZONE)[0]
    assert isinstance(read, Entry)
    assert read.title == "Word"
    assert _title_in(name) == "a title"


def test_html_is_no_markdown() -> None:
    read = read_with_date(
        "2024-11-24-a.html", b"---\ntitle: x\n---\n<p>A *b*.</p>\n    {% if x %}Not code.", ZONE
    )[0]
    assert isinstance(read, Entry)
    assert read.text == "A *b*.\nNot code."


@pytest.mark.parametrize("suffix", ["textile", "adoc", "org", "rst"])
def test_what_is_not_read_is_named(suffix: str) -> None:
    path = f"2024-11-24-a.{suffix}"
    expected = Problem(path, "unknown_markup", {"suffix": f".{suffix}"})
    assert read_with_date(path, b"---\ntitle: x\n---\nbody", ZONE)[0] == expected


@pytest.mark.parametrize(("second", "waits"), [(0, False), (1, True)])
def test_a_post_waits_for_its_time(second: int, waits: bool) -> None:
    data = f"---\ntitle: x\ndate: 2024-11-24 20:00:0{second}\n---\nbody".encode()
    read = read_with_date("a.md", data, ZONE, now=datetime(2024, 11, 24, 12, tzinfo=UTC))[0]
    assert isinstance(read, Problem) == waits
    assert isinstance(read_with_date("a.md", data, ZONE)[0], Entry)


@pytest.mark.parametrize(
    ("config", "site"),
    [
        ("", Site()),
        ("title: Notes\ntimezone: Asia/Tokyo\nfuture: true", Site("Notes", "Asia/Tokyo", True)),
        ("name: 'Notes'\nfuture: false", Site("Notes")),
        ("future: yes\ntimezone: ''", Site(future=True)),
        (
            "timezone: ../../etc",
            Site(problems=(Problem("_config.yml", "unknown_timezone", {"name": "../../etc"}),)),
        ),
        (": [", Site()),
    ],
)
def test_what_a_site_states(config: str, site: Site) -> None:
    assert site_of(config.encode()) == site
