"""All sources behind their one door: what a look at an address tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digests.errors import AddressRefused, BadInput, DigestbotError, SourceError
from digests.model import Access, Entry, FeedKind
from digests.sources import Sources
from digests.sources.probe import are_teasers, per_week
from digests.sources.web.address_guard import Guard
from tests.digests.sources import server as bad
from tests.digests.sources.parts import Inline, batches, feed, uids
from tests.digests.sources.server import RSS, Server, serving

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FINEWS = Path(__file__).parent / "jekyll" / "finews"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as started:
        yield started


@pytest.fixture
async def sources(server: Server, tmp_path: Path) -> AsyncIterator[Sources]:
    made = Sources(tmp_path / "data", Inline(), allow_private=[server.pair], now=lambda: NOW)
    yield made
    await made.close()


def page(*links: str) -> str:
    return f"<!DOCTYPE html><html><head>{''.join(links)}</head><body><p>A page.</p></body></html>"


def link(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


async def test_every_kind_is_read_through_one_door(sources: Sources, server: Server) -> None:
    assert uids(await batches(sources, feed(server.url()))) == ["1"]
    assert len(uids(await batches(sources, feed(str(FINEWS), FeedKind.FOLDER)))) == 7


async def test_a_feed_tells_its_card(sources: Sources, server: Server) -> None:
    probe = await sources.probe(server.url())
    assert (probe.address, probe.kind) == (server.url(), FeedKind.WEB)
    assert (probe.title, probe.format, probe.total) == ("Served", "RSS 2.0", 1)
    assert probe.entries[0].title == "One"
    assert probe.teasers
    assert probe.candidates == ()


async def test_a_folder_tells_its_card(sources: Sources) -> None:
    probe = await sources.probe(str(FINEWS))
    assert (probe.kind, probe.format, probe.title, probe.total) == (FeedKind.FOLDER, "Jekyll", "finews", 8)
    assert probe.last is not None
    assert probe.last.date().isoformat() == "2022-05-26"
    assert probe.entries[0].uid == "202205262391921712"
    assert [problem.code for problem in probe.problems] == ["no_front_matter"]
    assert not probe.teasers, "short ones among them, but there is no page to fetch"


async def test_the_page_of_one_feed_leads_to_it(sources: Sources, server: Server) -> None:
    server.routes["/"] = page(link("/feed"))
    probe = await sources.probe(server.url("/"))
    assert (probe.address, probe.title) == (server.url(), "Served")


async def test_a_page_takes_no_login_to_the_feed_of_another_place(sources: Sources, server: Server) -> None:
    login = Access(user="reader", password="secret")
    server.routes["/"] = page(link("/feed"))
    await sources.probe(server.url("/"), login)
    assert [request.headers.get("Authorization", "")[:5] for request in server.requests] == ["Basic", "Basic"]
    server.requests.clear()
    async with serving() as other:
        sources._client.guard = Guard([server.pair, other.pair])
        server.routes["/"] = page(link(other.url()))
        await sources.probe(server.url("/"), login)
        assert "Authorization" in server.requests[0].headers
        assert "Authorization" not in other.requests[0].headers


async def test_the_page_of_several_feeds_names_them_but_not_comments(
    sources: Sources, server: Server
) -> None:
    server.routes["/"] = page(
        link("/comments/feed", "Comments"),
        link("feed"),
        link("/atom", kind="application/atom+xml"),
        link("/style.css", kind="text/css"),
        link("javascript:x"),
        link("/feed"),
    )
    probe = await sources.probe(server.url("/"))
    expected = (server.url("/feed"), server.url("/atom"))
    assert probe.candidates == expected
    assert probe.entries == ()


async def test_a_look_tells_how_the_fetch_went(sources: Sources, server: Server) -> None:
    server.routes["/old"] = bad.redirect("/feed", 301)
    server.routes["/other"] = bad.redirect("/feed", 302)
    for path, moved in (("/old", True), ("/other", False), ("/feed", False)):
        fetched = (await sources.probe(server.url(path))).fetched
        assert fetched is not None
        assert (fetched.address, fetched.moved) == (server.url("/feed"), moved)
        assert (fetched.status, fetched.encoding, fetched.size) == (200, "utf-8", len(RSS.encode()))


async def test_links_in_the_text_of_a_page_count_where_it_names_none(
    sources: Sources, server: Server
) -> None:
    server.routes["/"] = "<html><body><a href='/about'>x</a><a href='/blog/rss.xml'>RSS</a></body></html>"
    server.routes["/blog/rss.xml"] = RSS
    assert (await sources.probe(server.url("/"))).address == server.url("/blog/rss.xml")


async def test_common_places_are_tried_last(sources: Sources, server: Server) -> None:
    server.routes = {"/blog/": page(), "/index.xml": RSS}
    assert (await sources.probe(server.url("/blog/"))).address == server.url("/index.xml")


async def test_a_blog_in_a_folder_has_its_feed_there(sources: Sources, server: Server) -> None:
    server.routes = {"/blog/": page(), "/blog/atom.xml": RSS, "/feed": RSS}
    assert (await sources.probe(server.url("/blog/"))).address == server.url("/blog/atom.xml")


async def test_a_page_without_feeds_says_so(sources: Sources, server: Server) -> None:
    server.routes = {"/": page()}
    with pytest.raises(SourceError) as caught:
        await sources.probe(server.url("/"))
    assert (caught.value.code, caught.value.address) == ("not_a_feed", "")
    server.routes = {"/feed": bad.redirect("/login"), "/login": page()}
    with pytest.raises(SourceError) as caught:
        await sources.probe(server.url())
    assert (caught.value.code, caught.value.address) == ("not_a_feed", server.url("/login"))


async def test_a_page_that_names_a_page_does_not_lead_in_circles(sources: Sources, server: Server) -> None:
    server.routes = {"/": page(link("/again")), "/again": page(link("/"))}
    with pytest.raises(SourceError) as caught:
        await sources.probe(server.url("/"))
    assert caught.value.code == "not_a_feed"


async def test_a_feed_that_moved_for_good_is_known_by_its_new_address(
    sources: Sources, server: Server
) -> None:
    server.routes["/old"] = bad.redirect("/feed", 301)
    server.routes["/other"] = bad.redirect("/feed", 302)
    assert (await sources.probe(server.url("/old"))).address == server.url("/feed")
    assert (await sources.probe(server.url("/other"))).address == server.url("/other")


def entry(days: float, text: str = "x" * 300) -> Entry:
    return Entry(uid=str(days), title="", text=text, published=NOW - timedelta(days=days))


def test_posts_a_week() -> None:
    assert per_week([]) == 0.0
    assert per_week([entry(0)]) == 0.0
    assert per_week([entry(0), entry(1)]) == 2.0
    assert per_week([entry(n) for n in range(15)]) == 7.5
    assert per_week([entry(0), Entry("u", "", ""), entry(70)]) == 0.2


def test_teasers_are_short_or_end_in_dots() -> None:
    assert are_teasers([entry(0, "short"), entry(1, "x" * 300 + "…"), entry(2)])
    assert not are_teasers([entry(0, "short"), entry(1), entry(2)])
    assert not are_teasers([])


def test_parsers_are_not_imported_where_they_do_not_run() -> None:
    parsers = ("feedparser", "selectolax", "yaml", "markdown_it", "charset_normalizer")
    code = f"import sys, digests.sources; print([m for m in {parsers} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# --------------------------------------------------------------------------- lists of feeds

LIST = (
    '<?xml version="1.0"?><!-- a <rss> of sorts --><opml version="1.1"><body><outline text="Blogs">'
    '<outline text="A" xmlUrl="https://a.example/rss"/><outline text="B" xmlUrl="/b.xml"/></outline>'
    '<outline text="C" xmlUrl="../c.xml"/></body></opml>'
)


@pytest.mark.parametrize("kind", ["application/xml", "text/x-opml", "text/html", "application/octet-stream"])
async def test_a_list_of_feeds_is_told_as_one(sources: Sources, server: Server, kind: str) -> None:
    server.routes["/lists/all.opml"] = bad.body(LIST.encode(), Content_Type=kind)
    probe = await sources.probe(server.url("/lists/all.opml"))
    assert (probe.format, probe.entries, probe.candidates) == ("OPML", (), ())
    assert [(each.address, each.category) for each in probe.outlines] == [
        ("https://a.example/rss", "Blogs"),
        (server.url("/b.xml"), "Blogs"),
        (server.url("/c.xml"), ""),
    ]
    assert probe.fetched is not None
    assert probe.fetched.status == 200


async def test_a_page_that_names_only_a_list_leads_to_it(sources: Sources, server: Server) -> None:
    server.routes |= {"/": page(link("/all.opml", kind="text/xml")), "/all.opml": LIST}
    assert len((await sources.probe(server.url("/"))).outlines) == 3


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (LIST[:200], "not_opml"),
        ("<opml><body/></opml>", "opml_empty"),
        ("<html><body>What is OPML? &lt;opml&gt;</body></html>", "not_a_feed"),
        ("<html><!-- <opml> --><body>x</body></html>", "not_a_feed"),
    ],
)
async def test_what_is_no_list(sources: Sources, server: Server, document: str, code: str) -> None:
    server.routes = {"/x": document}
    with pytest.raises(DigestbotError) as caught:
        await sources.probe(server.url("/x"))
    assert caught.value.code == code


# --------------------------------------------------------------------------- what is not asked for


@pytest.mark.parametrize("typed", ["not a url", "nonsense", "example", "我的博客"])
async def test_words_are_no_folder_where_there_is_none(sources: Sources, typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        await sources.probe(typed)
    assert caught.value.code == "bad_address"


@pytest.mark.parametrize("typed", ["./nowhere", "/nowhere/at all", "~/nowhere", "file:///nowhere", "a/b"])
async def test_paths_are_folders_also_where_there_is_none(sources: Sources, typed: str) -> None:
    with pytest.raises(SourceError) as caught:
        await sources.probe(typed)
    assert caught.value.code == "no_such_folder"


async def test_a_word_is_a_folder_where_there_is_one(
    sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").symlink_to(FINEWS)
    (tmp_path / "blog").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError) as caught:
        await sources.probe("blog")
    assert caught.value.code == "no_posts"


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/rss",
        "http://user:secret@192.168.1.4/rss",
        "http://127.1:8080/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/rss",
        "http://nas.local/rss",
        "http://intranet/rss",
        "http://169.254.169.254/latest",
        "git+http://10.0.0.1/blog.git",
        "mailto:a@b.example",
    ],
)
def test_a_check_asks_nobody_and_refuses_what_is_private(tmp_path: Path, address: str) -> None:
    with pytest.raises(DigestbotError):
        Sources(tmp_path, Inline(), allow_private=[("10.0.0.2", 8000)]).check(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/rss",
        "https://8.8.8.8/rss",
        "http://10.0.0.1:8080/rss",  # opened
        "http://localhost:8080/rss",  # may be meant by the number that is opened at this port
        "https://[2606:4700::1111]/rss",
        "git+https://github.com/a/b",
        "/srv/site",
    ],
)
def test_a_check_lets_pass_what_may_be_fetched(tmp_path: Path, address: str) -> None:
    Sources(tmp_path, Inline(), allow_private=[("10.0.0.1", 8080)]).check(address)


def test_a_check_knows_which_folders_may_be_read(tmp_path: Path) -> None:
    sources = Sources(tmp_path, Inline(), allow_folders=[tmp_path / "sites"])
    sources.check(str(tmp_path / "sites" / "blog"))
    for elsewhere in (tmp_path, f"git+{tmp_path}/blog.git"):
        with pytest.raises(AddressRefused, match="folder_refused"):
            sources.check(str(elsewhere))
