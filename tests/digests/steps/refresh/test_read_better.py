"""An upgrade that reads feeds better: stored posts are edited at most, and nothing is delivered twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from digests.model import Batch
from digests.sources.web.address_guard import Guard
from digests.sources.web.http import Client
from digests.sources.web.source import WebSource
from digests.steps import Refresh
from digests.steps.full_posts import FullPosts
from tests.digests.sources.parts import Inline
from tests.digests.sources.server import Server, serving
from tests.digests.steps.world import TEXTS, World, an_entry

PAGE = "https://tool.example/changelog"
ITEM = (
    "<item><title>{title}</title><link>{link}</link>{guid}<pubDate>2026/02/27 8:30:00</pubDate>"
    "<description>{text}</description></item>"
)
FIRST = datetime(2026, 2, 1, tzinfo=UTC)  # what was made of 2026/02/27


def document(*items: str) -> str:
    return (
        f"<rss version='2.0'><channel><title>Tool</title><link>{PAGE}</link>{''.join(items)}</channel></rss>"
    )


def item(n: int, link: str, guid: str = "") -> str:
    stated = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return ITEM.format(title=f"Story {n}", link=link, guid=stated, text=TEXTS[n])


def content_key(n: int) -> str:
    return sha256(f"Story {n}\n{TEXTS[n]}".encode()).hexdigest()[:40]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with serving() as started:
        yield started


@pytest.fixture
async def upgraded(world: World, server: Server) -> AsyncIterator[Refresh]:
    """A refresh that really reads, on the store of the world."""
    client = Client(Guard([server.pair]), "digestbot-tests/1")
    source = WebSource(client, Inline(), lambda: world.now)
    yield Refresh(
        world.store, source, FullPosts(world.store, world.summaries), backlog=8, detect=lambda _: "en"
    )
    await client.close()


@pytest.mark.parametrize(
    ("items", "stored"),
    [
        pytest.param(
            [item(0, f"{PAGE}#v2", "g2")], [("g2", PAGE)], id="a guid, and a link that gains its anchor"
        ),
        pytest.param([item(0, f"{PAGE}#v2")], [(PAGE, PAGE)], id="a link that is the identity"),
        pytest.param([item(0, PAGE, "g2")], [("g2", PAGE)], id="only the date is read better"),
        pytest.param(
            [item(0, f"{PAGE}#v2"), item(1, f"{PAGE}#v1")],
            [(content_key(0), PAGE), (content_key(1), PAGE)],
            id="a link that several shared, so that their content was the identity",
        ),
        pytest.param(
            [item(0, f"{PAGE}#v2", "new at each fetch")],
            [("of the fetch before", PAGE)],
            id="guids that change",
        ),
    ],
)
async def test_what_is_read_better_is_an_edit_and_never_news(
    world: World, server: Server, upgraded: Refresh, items: list[str], stored: list[tuple[str, str]]
) -> None:
    feed_id = await world.feed(server.url(), category="tools")
    old = [
        an_entry(n, uid=uid, link=link, text=TEXTS[n], published=FIRST, source="Tool")
        for n, (uid, link) in enumerate(stored)
    ]
    state = f'["2:{"0" * 32}",{{"{PAGE}":"{stored[-1][0]}"}}]'
    world.source.batches[server.url()] = [Batch(tuple(old), state=state, etag='"old"', title="Tool")]
    assert len((await world.refresh(feed_id, world.now)).fresh) == len(old)

    server.routes["/feed"] = document(*items)
    again = await upgraded(feed_id, world.now)
    assert (again.new, again.fresh) == (0, [])
    assert again.changed == sum("#" in each for each in items)
    assert "If-None-Match" not in server.requests[0].headers, "all is read anew once"
    assert (await world.browse.latest(None)).total == len(old)

    edited = [each.replace(TEXTS[n], f"{TEXTS[n]} Corrected.") for n, each in enumerate(items)]
    server.routes["/feed"] = document(*edited)
    later = await upgraded(feed_id, world.now)
    assert (later.new, later.changed) == (0, len(old))
