"""Feeds over HTTP, from servers that behave and from those that do not."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

import pytest
from aiohttp import web

from digests.errors import AddressRefused, BadInput, Gone, SourceError, Unreachable, Unreadable
from digests.model import Problem
from digests.sources.web.address_guard import Guard
from digests.sources.web.http import Client, Limits
from digests.sources.web.responses import Answer, CutShort, retry_after
from digests.sources.web.source import EVER, WebSource
from tests.digests.sources import server as bad
from tests.digests.sources.parts import Inline, batches, feed, last_state, uids
from tests.digests.sources.server import RSS, Server, serving

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LAST = NOW - timedelta(hours=5)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as started:
        yield started


@pytest.fixture
async def client(server: Server) -> AsyncIterator[Client]:
    made = Client(Guard([server.pair]), "digestbot-tests/1", Limits(connect=1, silence=0.2, whole=0.4))
    yield made
    await made.close()


@pytest.fixture
def source(client: Client) -> WebSource:
    return WebSource(client, Inline(), lambda: NOW)


# --------------------------------------------------------------------------- good manners


async def test_a_feed_is_fetched_and_parsed(source: WebSource, server: Server) -> None:
    (batch,) = await batches(source, feed(server.url()))
    assert [entry.uid for entry in batch.entries] == ["1"]
    assert (batch.title, batch.format, batch.done, batch.total) == ("Served", "RSS 2.0", 1, 1)
    assert server.requests[0].headers["User-Agent"] == "digestbot-tests/1"
    assert "rss" in server.requests[0].headers["Accept"]


async def test_validators_are_sent_back_and_304_is_nothing_new(source: WebSource, server: Server) -> None:
    async def validated(request: web.Request) -> web.StreamResponse:
        if (
            request.headers.get("If-None-Match") == '"v1"'
            and request.headers.get("If-Modified-Since") == "then"
        ):
            return web.Response(status=304)
        return web.Response(text=RSS, headers={"ETag": '"v1"', "Last-Modified": "then"})

    server.routes["/feed"] = validated
    (first,) = await batches(source, feed(server.url()))
    assert (first.etag, first.modified) == ('"v1"', "then")
    again = feed(server.url(), etag='"v1"', modified="then")
    (second,) = await batches(source, again, last_state([first]))
    assert second.entries == ()
    assert second.state is None
    assert second.etag is None


async def test_without_a_memory_no_validator_is_sent(source: WebSource, server: Server) -> None:
    await batches(source, feed(server.url(), etag='"v1"'), state="")
    assert "If-None-Match" not in server.requests[0].headers


async def test_the_same_body_is_not_read_twice(source: WebSource, server: Server) -> None:
    first = await batches(source, feed(server.url()))
    assert uids(await batches(source, feed(server.url()), last_state(first))) == []
    server.routes["/feed"] = RSS.replace("Text of one", "Other text")
    assert uids(await batches(source, feed(server.url()), last_state(first))) == ["1"]


async def test_a_reading_tells_what_the_one_before_it_stated(source: WebSource, server: Server) -> None:
    first = await batches(source, feed(server.url()))
    server.routes["/feed"] = RSS.replace("<guid>1</guid>", "<guid>2</guid>")
    second = await batches(source, feed(server.url()), last_state(first))
    server.routes["/feed"] = RSS.partition("<item>")[0] + "</channel></rss>"
    empty = await batches(source, feed(server.url()), last_state(second))
    server.routes["/feed"] = RSS
    last = await batches(source, feed(server.url()), last_state(empty))
    before = [batch.stated_before for batch in (*first, *second, *empty, *last)]
    assert before == [None, {"1"}, {"2"}, {"2"}], "an empty feed may be back with its entries"


async def test_a_link_that_entries_shared_once_names_none_of_them(source: WebSource, server: Server) -> None:
    both = "<item><title>{0}</title><link>https://example.com/</link></item>"
    head, tail = RSS.partition("<item>")[0], "</channel></rss>"
    server.routes["/feed"] = head + both.format("One") + both.format("Two") + tail
    first = await batches(source, feed(server.url()))
    server.routes["/feed"] = head + both.format("Two") + tail
    second = await batches(source, feed(server.url()), last_state(first))
    server.routes["/feed"] = head + both.format("Three") + tail
    third = await batches(source, feed(server.url()), last_state(second))
    assert uids(second) == uids(first)[1:]
    assert uids(third) != ["https://example.com/"]


@pytest.mark.parametrize(
    ("body", "until"), [(RSS, EVER), (RSS.replace("Text", "Other text"), LAST)], ids=["same", "other"]
)
async def test_the_first_reading_in_another_way_says_what_was_read_before(
    source: WebSource, server: Server, body: str, until: datetime
) -> None:
    digest = sha256(RSS.encode()).hexdigest()[:32]
    server.routes["/feed"] = body
    subject = replace(feed(server.url(), etag='"v1"'), last_success=LAST)
    (batch,) = await batches(source, subject, f'["2:{digest}",{{"https://example.com/1":"1"}}]')
    assert (batch.stated_before, batch.read_until) == (None, until)
    assert "If-None-Match" not in server.requests[0].headers
    (again,) = await batches(source, subject, last_state([batch]))
    assert (again.entries, again.read_until) == ((), None)


@pytest.mark.parametrize("packed", [bad.gzipped(RSS), bad.deflated(RSS)], ids=["gzip", "deflate"])
async def test_packed_answers(source: WebSource, server: Server, packed: bad.Handler) -> None:
    server.routes["/feed"] = packed
    assert uids(await batches(source, feed(server.url()))) == ["1"]


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", "image/png", "x"])
async def test_a_wrong_type_is_no_reason_to_refuse(source: WebSource, server: Server, kind: str) -> None:
    server.routes["/feed"] = bad.body(RSS.encode(), Content_Type=kind)
    assert uids(await batches(source, feed(server.url()))) == ["1"]


# --------------------------------------------------------------------------- bodies that break off

TWO = RSS.replace("</channel></rss>", RSS[RSS.index("<item>") :].replace("One", "Two").replace("1<", "2<"))
HALF = TWO[: TWO.index("<title>Two") + 20].encode()
VALIDATORS = {"ETag": '"half"', "Last_Modified": "then", "Cache_Control": "max-age=3600"}
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def after_first_item(packed: bytes, encoding: str) -> bad.Handler:
    return bad.body(packed, Content_Encoding=encoding, **VALIDATORS)


def padded(text: str) -> bytes:
    """A document with something behind its items that does not pack well, so that a cut leaves them whole."""
    noise = "".join(sha256(str(n).encode()).hexdigest() for n in range(400))
    return text.replace("</channel>", f"<!-- {noise} --></channel>").encode()


@pytest.mark.parametrize(
    "handler",
    [
        bad.body(HALF, **VALIDATORS),
        after_first_item(gzip.compress(padded(RSS))[:-9000], "gzip"),
        after_first_item(gzip.compress(padded(RSS))[:-8], "x-gzip"),
        after_first_item(zlib.compress(padded(RSS))[:-9000], "deflate"),
        after_first_item(zlib.compress(padded(RSS), wbits=-15)[:-9000], "deflate"),
        bad.raw(CHUNKED + b"ETag: x\r\n\r\n" + chunk(HALF), b"no chunk"),
        bad.raw(CHUNKED + b"\r\n" + chunk(HALF), b"-5\r\nx"),
        bad.raw(CHUNKED + b"\r\n", chunk(HALF)[:-2] + b"more than it said\r\n"),
        bad.cut_off(HALF, 10_000),
    ],
    ids=[
        "a document",
        "gzip",
        "gzip without its checksum",
        "deflate",
        "raw deflate",
        "no size of a chunk",
        "a size below nought",
        "a chunk too long",
        "shorter than it said",
    ],
)
async def test_of_a_body_that_breaks_off_whole_entries_are_kept_and_nothing_else(
    source: WebSource, server: Server, handler: bad.Handler
) -> None:
    server.routes["/feed"] = handler
    (batch,) = await batches(source, feed(server.url(), etag='"old"'), '["3:x",["9"],[]]')
    assert [(entry.uid, entry.title) for entry in batch.entries] == [("1", "One")]
    assert batch.problems == (Problem("", "cut_short"),)
    assert (batch.etag, batch.modified, batch.fresh_for, batch.wishes) == ("", "", 0.0, None)

    server.requests.clear()
    server.routes["/feed"] = TWO
    (batch,) = await batches(source, feed(server.url()), last_state([batch]))
    assert "If-None-Match" not in server.requests[0].headers
    assert [entry.title for entry in batch.entries] == ["One", "Two"]
    assert batch.problems == ()
    assert "" in batch.mended


async def test_the_same_half_is_read_again_and_names_are_remembered(
    source: WebSource, server: Server
) -> None:
    first = await batches(source, feed(server.url()))
    server.routes["/feed"] = bad.body(HALF.replace(b"/1<", b"/3<").replace(b"<guid>1<", b"<guid>3<"))
    half = await batches(source, feed(server.url()), last_state(first))
    assert uids(half) == uids(await batches(source, feed(server.url()), last_state(half))) == ["3"]
    server.routes["/feed"] = RSS.replace("<guid>1</guid>", "<guid>4</guid>")
    (whole,) = await batches(source, feed(server.url()), last_state(half))
    assert whole.stated_before == {"1", "3"}


@pytest.mark.parametrize(
    ("handler", "code"),
    [
        (bad.body(RSS[: RSS.index("One") + 2].encode()), "cut_short"),
        (
            bad.body(b"<rss version='2.0'><channel><title>T</title>\n<b>Fatal error</b>: no", **VALIDATORS),
            "cut_short",
        ),
        (after_first_item(gzip.compress(RSS.encode())[:40], "gzip"), "cut_short"),
        (after_first_item(gzip.compress(RSS.encode())[:-8] + bytes(8), "gzip"), "connection_lost"),
        (after_first_item(b"", "gzip"), "empty_answer"),
        (after_first_item(b"\x1b\x00", "br"), "bad_answer"),
        (bad.raw(CHUNKED + b"\r\n", b"zz\r\n"), "connection_lost"),
    ],
    ids=[
        "a document",
        "a program's error",
        "gzip",
        "a wrong checksum",
        "nothing packed",
        "brotli",
        "a chunk",
    ],
)
async def test_a_body_that_breaks_off_before_its_first_entry_is_a_failure(
    source: WebSource, server: Server, handler: bad.Handler, code: str
) -> None:
    server.routes["/feed"] = handler
    with pytest.raises(SourceError) as caught:
        await batches(source, feed(server.url()))
    assert caught.value.code == code


async def test_others_than_feeds_get_nothing_of_a_body_that_breaks_off(
    client: Client, server: Server
) -> None:
    server.routes["/feed"] = after_first_item(gzip.compress(padded(RSS))[:-100], "gzip")
    with pytest.raises(CutShort) as caught:
        await client.get(server.url())
    assert caught.value.answer.body.startswith(b"<?xml")


# --------------------------------------------------------------------------- redirects


@pytest.mark.parametrize(
    ("codes", "moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((301, 307), False), ((303,), False)],
)
async def test_only_redirects_for_good_move_a_feed(
    source: WebSource, server: Server, codes: tuple[int, ...], moved: bool
) -> None:
    for number, code in enumerate(codes):
        last = number == len(codes) - 1
        server.routes[f"/{number}"] = bad.redirect("/feed" if last else f"/{number + 1}", code)
    (batch,) = await batches(source, feed(server.url("/0")))
    assert uids([batch]) == ["1"]
    assert batch.address == (server.url() if moved else "")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "http://2130706433/",
        "http://0x7f.1/",
        "ftp://127.0.0.1/",
        "http://u:p@10.0.0.1/",
        "//127.1/",
    ],
)
async def test_no_redirect_leads_inside(source: WebSource, server: Server, target: str) -> None:
    server.routes["/feed"] = bad.redirect(target)
    with pytest.raises(SourceError) as caught:
        await batches(source, feed(server.url()))
    assert isinstance(caught.value, AddressRefused)


@pytest.mark.parametrize(
    ("handler", "code"),
    [(bad.status(503), "http_status"), (bad.hang_up, "connection_lost"), (None, "http_status")],
)
async def test_a_failure_tells_where_redirects_had_led(
    client: Client, server: Server, handler: bad.Handler | None, code: str
) -> None:
    server.routes |= {"/feed": bad.redirect("/a"), "/a": bad.redirect("/b")}
    server.routes |= {"/b": handler} if handler else {}
    with pytest.raises(Unreachable) as caught:
        await client.get(server.url())
    assert (caught.value.code, caught.value.address) == (code, server.url("/b"))
    with pytest.raises(Unreachable) as caught:
        await client.get(server.url("/nothing"))
    assert caught.value.address == ""


async def test_redirects_come_to_an_end(source: WebSource, server: Server) -> None:
    server.routes["/feed"] = bad.redirect("/feed")
    with pytest.raises(Unreachable) as caught:
        await batches(source, feed(server.url()))
    assert caught.value.code == "redirects"
    assert len(server.requests) == 6


@pytest.mark.parametrize("target", ["http://[", "http://", "http:///", "\x00", "http://exa mple.com:99999/"])
async def test_a_redirect_to_nonsense(source: WebSource, server: Server, target: str) -> None:
    server.routes["/feed"] = bad.redirect(target.replace("\x00", "%00"))
    with pytest.raises((SourceError, BadInput)):
        await batches(source, feed(server.url()))


# --------------------------------------------------------------------------- refusals and failures


@pytest.mark.parametrize("code", [400, 401, 403, 404, 418, 429, 500, 502, 503, 204 + 96])
async def test_statuses_are_told(source: WebSource, server: Server, code: int) -> None:
    server.routes["/feed"] = bad.status(code)
    with pytest.raises(Unreachable) as caught:
        await batches(source, feed(server.url()))
    assert (caught.value.code, caught.value.params["status"]) == ("http_status", str(code))


async def test_410_is_the_end(source: WebSource, server: Server) -> None:
    server.routes["/feed"] = bad.status(410)
    with pytest.raises(Gone):
        await batches(source, feed(server.url()))


async def test_retry_after_is_kept(source: WebSource, server: Server) -> None:
    server.routes["/feed"] = bad.status(429, Retry_After="120")
    with pytest.raises(Unreachable) as caught:
        await batches(source, feed(server.url()))
    assert caught.value.retry_after == 120


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120.0),
        (format_datetime(NOW - timedelta(minutes=2), usegmt=True), 0.0),
        ("999999999999", 86400.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("Mon, 02 Mar 2026 08:02:00", None),
    ],
)
def test_forms_of_retry_after(value: str, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected


async def test_silence_runs_into_the_limit(source: WebSource, server: Server) -> None:
    server.routes["/feed"] = server.hang
    with pytest.raises(Unreachable) as caught:
        await batches(source, feed(server.url()))
    assert caught.value.code == "timeout"


async def test_an_answer_that_never_ends_runs_into_the_limit(source: WebSource, server: Server) -> None:
    server.routes["/feed"] = bad.drip(server)
    with pytest.raises(Unreachable) as caught:
        await batches(source, feed(server.url()))
    assert caught.value.code == "timeout"


async def test_an_endless_body_is_cut_at_the_limit(server: Server) -> None:
    client = Client(Guard([server.pair]), "x")
    server.routes["/feed"] = bad.endless(b" " * 65536)
    with pytest.raises(Unreadable) as caught:
        await client.get(server.url())
    await client.close()
    assert caught.value.code == "too_large"


async def test_a_bomb_is_inflated_no_further_than_the_limit(server: Server) -> None:
    bomb = bad.gzip_bomb(100_000_000)
    server.routes["/feed"] = bad.body(bomb, Content_Encoding="gzip", Content_Type="application/xml")
    client = Client(Guard([server.pair]), "x")
    tracemalloc.start()
    with pytest.raises(Unreadable) as caught:
        await client.get(server.url())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    await client.close()
    assert caught.value.code == "too_large"
    assert peak < 30_000_000


@pytest.mark.parametrize(
    ("handler", "codes"),
    [
        (bad.cut_off(), {"connection_lost"}),
        (bad.hang_up, {"connection_lost"}),
        (bad.body(b"no gzip at all", Content_Encoding="gzip"), {"bad_answer", "connection_lost"}),
        (bad.body(b"x", Content_Encoding="br"), {"bad_answer", "connection_lost"}),
        (bad.body(b""), {"empty_answer"}),
        (bad.body(b"<html><body>Login</body></html>", Content_Type="text/html"), {"not_a_feed"}),
        (bad.body(b"\x89PNG\r\n\x1a\n" + bytes(100), Content_Type="image/png"), {"not_a_feed"}),
        (bad.body(bytes(range(256)) * 40), {"not_a_feed"}),
        (bad.body(b"\x00" * 1000), {"not_a_feed"}),
    ],
    ids=["cut off", "hung up", "no gzip", "no brotli", "empty", "a page", "a picture", "bytes", "zeros"],
)
async def test_answers_that_are_no_feed(
    source: WebSource, server: Server, handler: bad.Handler, codes: set[str]
) -> None:
    server.routes["/feed"] = handler
    with pytest.raises(SourceError) as caught:
        await batches(source, feed(server.url()))
    assert caught.value.code in codes


async def test_a_closed_port(source: WebSource, server: Server, client: Client) -> None:
    guard = Guard([("127.0.0.1", 1)])
    closed = Client(guard, "x")
    with pytest.raises(Unreachable) as caught:
        await closed.get("http://127.0.0.1:1/feed")
    await closed.close()
    assert caught.value.code == "no_connection"


async def test_a_name_that_does_not_exist(client: Client) -> None:
    with pytest.raises(Unreachable) as caught:
        await client.get("http://nowhere.invalid/feed")
    assert caught.value.code == "dns"


async def test_a_server_without_tls(server: Server) -> None:
    client = Client(Guard([server.pair]), "x")
    with pytest.raises(Unreachable) as caught:
        await client.get(server.url().replace("http://", "https://"))
    await client.close()
    assert caught.value.code in ("tls", "no_connection")


async def test_a_name_that_resolves_inside_is_refused(server: Server) -> None:
    client = Client(Guard(), "x")
    with pytest.raises(AddressRefused) as caught:
        await client.get(f"http://localhost:{server.port}/feed")
    await client.close()
    assert caught.value.code == "private_address"
    assert server.requests == []


async def test_a_parser_that_hangs_is_the_feeds_fault(client: Client, server: Server) -> None:
    offload = Inline()
    offload.fails = [TimeoutError()]
    with pytest.raises(Unreadable) as caught:
        await batches(WebSource(client, offload, lambda: NOW), feed(server.url()))
    assert caught.value.code == "too_complex"


async def test_cookies_are_not_kept(source: WebSource, server: Server) -> None:
    server.routes["/feed"] = bad.body(RSS.encode(), Set_Cookie="id=1; Path=/")
    await batches(source, feed(server.url()))
    await batches(source, feed(server.url()))
    assert "Cookie" not in server.requests[1].headers


async def test_credentials_in_an_address_are_sent_and_stay_there(source: WebSource, server: Server) -> None:
    address = server.url().replace("http://", "http://me:secret@")
    (batch,) = await batches(source, feed(address))
    assert server.requests[0].headers["Authorization"].startswith("Basic ")
    assert "secret" not in str(batch)


async def test_memory_is_given_back_once_after_large_bodies(
    source: WebSource, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr("digests.sources.web.source._AFTER", 0.01)
    monkeypatch.setattr("digests.sources.web.source.give_back", lambda: given.append("back"))
    await source.parse(Answer(200, server.url(), RSS.encode()))
    await asyncio.sleep(0.05)
    assert given == []
    for _ in range(2):
        await source.parse(Answer(200, server.url(), RSS.encode() + b" " * 1_000_000))
    while not given:
        await asyncio.sleep(0.01)
    assert given == ["back"]
