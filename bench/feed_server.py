"""Feeds on loopback in a process of their own: ``python -m bench.feed_server``.

Each feed has a version; whoever knows it gets a 304. ``POST /change`` moves a tenth on, ``POST /forget`` all.
Every address of 127.0.0.0/8 answers, so each feed can have a host. Feeds below /slow/ take a second.
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

from bench.corpus import article, words

ENTRIES = 20
_SLOW = 1.0  # seconds
_START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_RNG = random.Random(1)
_VOCABULARY = words(_RNG)
_SENTENCES = [sentence for _ in range(300) for sentence in article(_RNG, _VOCABULARY)]


def feed(number: int, version: int) -> str:
    """A document of usual size, some 15 kB; a new version has one more entry."""
    items = "".join(_item(number, entry) for entry in range(version, version + ENTRIES))
    return f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'


def _item(number: int, entry: int) -> str:
    text = "\n".join(random.Random(number * 1009 + entry).sample(_SENTENCES, 5))
    date = format_datetime(_START + timedelta(minutes=entry))
    return (
        f"<item><title>{text[:50]} {number} {entry}</title><guid>{number}-{entry}</guid>"
        f"<link>http://127.0.0.1/{number}/{entry}</link><pubDate>{date}</pubDate>"
        f"<description>{text}</description></item>"
    )


class Feeds:
    """``changes`` counts how often a tenth was changed."""

    def __init__(self) -> None:
        self.changes = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One feed."""
        number = int(request.match_info["number"])
        if request.match_info["kind"] == "slow":
            await asyncio.sleep(_SLOW)
        version = self.changes if number % 10 == 0 else 0
        tag = f'"{version}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(text=feed(number, version), headers={"ETag": tag}, content_type="application/xml")

    async def change(self, request: web.Request) -> web.StreamResponse:
        """A tenth of the feeds post something."""
        self.changes += 1
        return web.Response()


async def main() -> None:
    """Serve until standard input closes; the port is printed."""
    feeds = Feeds()
    app = web.Application()
    app.router.add_post("/change", feeds.change)
    app.router.add_get("/{kind}/{number}", feeds.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0, backlog=1024)  # noqa: S104  for all of 127.0.0.0/8
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
