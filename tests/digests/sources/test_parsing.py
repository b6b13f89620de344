"""Parsing in a real worker process: errors cross over whole, and a document that hangs it is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digests.errors import Unreadable
from digests.runtime.worker_pool import WorkerPool
from digests.sources.jekyll.post_files import Chunk, PostParser
from digests.sources.jekyll.site import Site
from digests.sources.parsing import MODULES
from digests.sources.web.address_guard import Guard
from digests.sources.web.http import Client
from digests.sources.web.responses import Answer
from digests.sources.web.source import WebSource
from tests.digests.sources.parts import no_language
from tests.workers import forked_from_one

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FEED = Path(__file__).parents[2] / "feeds" / "web" / "rss-20-plain.xml"


@pytest.fixture(scope="module")
def one_server() -> Iterator[None]:
    with forked_from_one():
        yield


@pytest.fixture
async def offload(one_server: None) -> AsyncIterator[WorkerPool]:
    made = WorkerPool(preload=MODULES)
    yield made
    await made.close()


def answer(body: bytes) -> Answer:
    return Answer(200, "https://example.com/feed", body)


async def test_a_worker_reads_feeds_and_refuses_what_is_none(
    offload: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = WebSource(Client(Guard(), "x"), offload, lambda: NOW)
    assert len((await source.parse(answer(FEED.read_bytes()))).entries) == 2
    with pytest.raises(Unreadable) as caught:
        await source.parse(answer(b"<html><body>no feed</body></html>"))
    assert (caught.value.code, caught.value.params) == ("not_a_feed", {})

    monkeypatch.setattr("digests.sources.web.source._SECONDS", 0.2)
    nested = f"{'<a>' * 30_000}x{'</a>' * 30_000}"
    with pytest.raises(Unreadable) as caught:
        await source.parse(answer(f"<rss><channel>{nested}</channel></rss>".encode()))
    assert caught.value.code == "too_complex"


async def test_a_worker_reads_posts(offload: WorkerPool) -> None:
    parser = PostParser(offload, "Asia/Shanghai", no_language)
    files = [("2024-01-01-a.md", b"---\ntitle: x\n---\nbody"), ("b.md", b"no header")]
    batch = await parser.batch(Chunk(files))
    assert [entry.title for entry in batch.entries] == ["x"]
    assert [problem.place for problem in batch.problems] == ["b.md"]
    assert await parser.site(b"title: Site\ntimezone: Europe/Berlin") == Site("Site", "Europe/Berlin")
