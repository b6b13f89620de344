"""Hostile feeds by name: each is stored clean, or refused with a reason, and hurts nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from digests.errors import Unreadable
from digests.model import Entry
from digests.runtime.worker_pool import WorkerPool
from digests.sources import parsing
from digests.sources.formats.feed import parse
from digests.sources.web.address_guard import Guard
from digests.sources.web.http import Client
from digests.sources.web.responses import Answer
from digests.sources.web.source import WebSource
from tests.digests.sources.hostile import DOCUMENTS, HEAVY, Case, item, rss
from tests.fuzz.checks import check, shown

NOW = datetime(2026, 3, 10, tzinfo=UTC)
ADDRESS = "https://feeds.example/feed"


def encoded(document: str | bytes) -> bytes:
    return document if isinstance(document, bytes) else document.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("case", DOCUMENTS.values(), ids=list(DOCUMENTS))
def test_documents_are_stored_clean_or_refused_with_a_reason(case: Case) -> None:
    if case.refused:
        with pytest.raises(Unreadable) as caught:
            parse(encoded(case.document), case.content_type, ADDRESS, NOW)
        assert caught.value.code == case.refused
        return
    entries = parse(encoded(case.document), case.content_type, ADDRESS, NOW).entries
    assert entries or case.titles == []
    if case.titles is not None:
        assert [entry.title for entry in entries] == case.titles
    for entry in entries:
        check(entry)
        told = "\n".join([entry.title, entry.text, entry.link, entry.source, str(entry.published)])
        assert not [word for word in case.never if word in told]
        assert len(entry.title) <= 500
        assert len(entry.uid) <= 500
        assert len(entry.tags) <= 20
        assert "script>" not in shown(entry)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def source() -> AsyncIterator[WebSource]:
    offload = WorkerPool(2, preload=parsing.MODULES)
    client = Client(Guard(), "x")
    yield WebSource(client, offload, lambda: NOW)
    await client.close()
    await offload.close()


def answer(body: bytes) -> Answer:
    return Answer(200, ADDRESS, body)


@pytest.mark.long
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("document", HEAVY.values(), ids=list(HEAVY))
async def test_heavy_documents_end_in_time_and_within_memory(
    source: WebSource, document: Callable[[], str | bytes]
) -> None:
    entries: tuple[Entry, ...] = ()
    with suppress(Unreadable):
        entries = (await source.parse(answer(encoded(document())))).entries
    for entry in entries:
        check(entry)
    assert (await source.parse(answer(rss(item("Next")).encode()))).entries[0].title == "Next"
