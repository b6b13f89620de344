"""Logins, headers, cookies and proxies: sent where they belong, and nowhere else."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from yarl import URL

from digests.errors import AddressRefused, SourceError, Unreachable
from digests.model import Access, Feed
from digests.runtime.host_limits import Hosts
from digests.sources.web.address_guard import Guard
from digests.sources.web.article import Pages
from digests.sources.web.http import Client, Limits
from digests.sources.web.logins import same_place
from digests.sources.web.source import WebSource
from tests.digests.sources import server as bad
from tests.digests.sources.parts import Inline, batches, feed
from tests.digests.sources.server import RSS, Server, serving
from tests.digests.sources.web.test_source import NOW

SECRET = Access("me", "geheim-1", {"X-Key": "geheim-2"}, "id=geheim-3")
TEXT = "The harbour authority opened a second container terminal after four years of construction work. "
ARTICLE = f"<article><h1>One</h1><p>{TEXT * 3}</p><p>{TEXT * 2}</p></article>"
PAGE = f"<html><body><nav>Home</nav>{ARTICLE}</body></html>"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as started:
        yield started


@pytest.fixture
async def client(server: Server) -> AsyncIterator[Client]:
    allowed = [server.pair, ("localhost", server.port)]
    made = Client(Guard(allowed), "digestbot-tests/1", Limits(connect=1, headers=0.3, silence=0.5, whole=1))
    yield made
    await made.close()


def with_access(address: str, access: Access = SECRET) -> Feed:
    return replace(feed(address), access=access)


async def test_what_a_feed_is_fetched_with_is_sent(client: Client, server: Server) -> None:
    await batches(WebSource(client, Inline(), lambda: NOW), with_access(server.url()))
    sent = server.requests[0].headers
    assert base64.b64decode(sent["Authorization"].removeprefix("Basic ")) == b"me:geheim-1"
    assert (sent["X-Key"], sent["Cookie"]) == ("geheim-2", "id=geheim-3")


@pytest.mark.parametrize("code", [301, 302, 307, 308])
async def test_no_redirect_takes_it_to_another_host(client: Client, server: Server, code: int) -> None:
    server.routes["/start"] = bad.redirect(f"http://localhost:{server.port}/feed", code)
    await batches(WebSource(client, Inline(), lambda: NOW), with_access(server.url("/start")))
    first, second = server.requests
    assert "Authorization" in first.headers
    assert not {"Authorization", "X-Key", "Cookie"} & set(second.headers)


async def test_a_redirect_on_its_own_host_keeps_it(client: Client, server: Server) -> None:
    server.routes["/start"] = bad.redirect("/feed")
    await batches(WebSource(client, Inline(), lambda: NOW), with_access(server.url("/start")))
    assert "Authorization" in server.requests[1].headers


async def test_a_redirect_cannot_make_us_log_in(client: Client, server: Server) -> None:
    server.routes["/start"] = bad.redirect(server.url().replace("http://", "http://you:word@"))
    (batch,) = await batches(WebSource(client, Inline(), lambda: NOW), feed(server.url("/start")))
    assert "Authorization" not in server.requests[1].headers
    assert batch.entries


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("http://a.example/", "https://a.example/x", True),
        ("https://a.example/", "http://a.example/", False),
        ("https://a.example/", "https://a.example:444/", False),
        ("http://a.example:8080/", "https://a.example/", False),
        ("https://a.example/", "https://b.a.example/", False),
        ("https://a.example/", "https://a.example.evil.example/", False),
    ],
)
def test_what_one_place_is(first: str, second: str, same: bool) -> None:
    assert same_place(URL(first), URL(second)) is same


def test_secrets_show_in_no_repr() -> None:
    assert "geheim" not in repr(SECRET) + repr(with_access("https://a.example/")) + str(SECRET)


@pytest.mark.parametrize("handler", [bad.status(500), bad.status(401), bad.hang_up, bad.redirect("ftp://x/")])
async def test_no_error_tells_them(client: Client, server: Server, handler: bad.Handler) -> None:
    server.routes["/feed"] = handler
    address = server.url().replace("http://", "http://me:geheim-4@")
    for subject in (with_access(server.url()), feed(address)):
        with pytest.raises(SourceError) as caught:
            await batches(WebSource(client, Inline(), lambda: NOW), subject)
        assert "geheim" not in f"{caught.value!r} {caught.value} {caught.value.params}"


# --------------------------------------------------------------------------- limits and manners


async def test_headers_that_come_drop_by_drop_run_into_their_own_limit(
    client: Client, server: Server
) -> None:
    server.routes["/feed"] = server.hang
    with pytest.raises(Unreachable) as caught:
        await client.get(server.url())
    assert caught.value.code == "timeout"


async def test_waiting_for_a_turn_does_not_count_as_silence(server: Server) -> None:
    hosts = Hosts(at_once=1, pause=0.4)
    client = Client(
        Guard([server.pair]), "x", Limits(connect=1, headers=1, silence=1, whole=0.3), hosts=hosts
    )
    await client.get(server.url(), patient=True)
    answer = await client.get(server.url(), patient=True)
    await client.close()
    assert answer.status == 200


@pytest.mark.parametrize("code", [429, 503])
async def test_a_host_that_wants_silence_gets_it(server: Server, code: int) -> None:
    hosts = Hosts(pause=0)
    client = Client(Guard([server.pair]), "x", hosts=hosts)
    server.routes["/feed"] = bad.status(code, Retry_After="120")
    with pytest.raises(Unreachable):
        await client.get(server.url())
    await client.close()
    assert 100 < hosts.wait("127.0.0.1") <= 120
    assert hosts.quiet() == ("127.0.0.1",)


async def test_no_feed_silences_its_host_for_a_day(server: Server) -> None:
    hosts = Hosts(pause=0)
    client = Client(Guard([server.pair]), "x", hosts=hosts)
    server.routes["/feed"] = bad.status(429, Retry_After="86400")
    with pytest.raises(Unreachable) as caught:
        await client.get(server.url())
    await client.close()
    assert caught.value.retry_after == 86_400
    assert hosts.wait("127.0.0.1") <= 3_600


# --------------------------------------------------------------------------- proxies


async def test_a_proxy_is_asked_for_all(server: Server) -> None:
    async def proxied(request: web.Request) -> web.StreamResponse:
        return web.Response(text=RSS, content_type="application/xml")

    client = Client(Guard(), "x", proxy=server.url(""))
    server.routes["/feed"] = proxied
    answer = await client.get("http://example.com/feed")
    await client.close()
    assert answer.body.decode() == RSS
    assert server.requests[0].headers["Host"] == "example.com"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://sub.localhost/",
        "http://router/",
        "http://nas.local/",
        "http://db.internal/",
        "http://x.home.arpa/",
        "http://metadata.google.internal./",
    ],
)
async def test_a_proxy_opens_no_local_names(server: Server, address: str) -> None:
    client = Client(Guard(), "x", proxy=server.url(""))
    with pytest.raises(AddressRefused):
        await client.get(address)
    await client.close()
    assert server.requests == []


async def test_a_redirect_behind_a_proxy_is_judged_as_well(server: Server) -> None:
    server.routes["/feed"] = bad.redirect("http://10.0.0.1/")
    client = Client(Guard(), "x", proxy=server.url(""))
    with pytest.raises(AddressRefused):
        await client.get("http://example.com/feed")
    await client.close()
    assert len(server.requests) == 1


# --------------------------------------------------------------------------- articles


@pytest.fixture
def pages(client: Client, server: Server) -> Pages:
    server.routes["/article"] = bad.body(PAGE.encode(), Content_Type="text/html; charset=utf-8")
    return Pages(client, Inline())


async def test_an_article_is_read_without_what_surrounds_it(pages: Pages, server: Server) -> None:
    text = await pages.text(feed(server.url()), server.url("/article"))
    assert text.count("harbour authority") == 5
    assert "Home" not in text


@pytest.mark.parametrize(
    "rules", ["User-agent: *\nDisallow: /article", "User-agent: digestbot-tests\nDisallow: /"]
)
async def test_robots_may_keep_us_out(pages: Pages, server: Server, rules: str) -> None:
    server.routes["/robots.txt"] = bad.body(rules.encode())
    with pytest.raises(AddressRefused) as caught:
        await pages.text(feed(server.url()), server.url("/article"))
    assert caught.value.code == "robots"
    assert [request.path for request in server.requests] == ["/robots.txt"]


@pytest.mark.parametrize("code", [500, 503, 429])
async def test_a_host_that_cannot_say_its_rules_is_left_alone(
    pages: Pages, server: Server, code: int
) -> None:
    server.routes["/robots.txt"] = bad.status(code)
    with pytest.raises(AddressRefused):
        await pages.text(feed(server.url()), server.url("/article"))


async def test_robots_are_asked_once(pages: Pages, server: Server) -> None:
    for _ in range(3):
        await pages.text(feed(server.url()), server.url("/article"))
    assert [request.path for request in server.requests].count("/robots.txt") == 1


async def test_articles_pass_the_same_guard(pages: Pages, server: Server) -> None:
    for link in ("http://10.0.0.1/a", "http://169.254.169.254/", "http://127.0.0.1:1/"):
        with pytest.raises(AddressRefused):
            await pages.text(feed(server.url()), link)
    server.routes["/article"] = bad.redirect("http://10.0.0.1/a")
    with pytest.raises(AddressRefused):
        await pages.text(feed(server.url()), server.url("/article"))


async def test_a_login_is_sent_to_articles_of_its_own_place_only(pages: Pages, server: Server) -> None:
    await pages.text(with_access(server.url()), server.url("/article"))
    assert all("Authorization" in request.headers for request in server.requests)
    server.requests.clear()
    await pages.text(with_access(server.url()), f"http://localhost:{server.port}/article")
    assert not any("Authorization" in request.headers for request in server.requests)


async def test_a_page_without_an_article(pages: Pages, server: Server) -> None:
    server.routes["/article"] = bad.body(b"<html><body></body></html>", Content_Type="text/html")
    assert await pages.text(feed(server.url()), server.url("/article")) == ""
