"""The tests' hostile documents by number, in a process of their own: ``python -m bench.hostile_server``.

Every address of 127.0.0.0/8 answers, so that none waits for the turn of its host.
"""

from __future__ import annotations

import asyncio
import sys

from aiohttp import web

from tests.digests.sources.hostile import DOCUMENTS, HEAVY


def document(number: int) -> tuple[bytes, str]:
    """What is sent and its type; the heavy ones come first."""
    if number < len(HEAVY):
        made, kind = list(HEAVY.values())[number](), "application/xml"
    else:
        case = list(DOCUMENTS.values())[number - len(HEAVY)]
        made, kind = case.document, case.content_type
    return (made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")), kind


async def _answer(request: web.Request) -> web.Response:
    body, kind = document(int(request.match_info["number"]))
    return web.Response(body=body, headers={"Content-Type": kind})


async def main() -> None:
    """Serve until standard input closes; the port is printed."""
    app = web.Application()
    app.router.add_get("/{number}", _answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0)  # noqa: S104
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
