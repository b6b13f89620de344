"""``/healthz``: the process is alive. ``/readyz``: what it needs works, one line for each check."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

log = logging.getLogger(__name__)

Check = Callable[[], Awaitable[str]]
"""Returns "" when all is well, else what is wrong, in words that anybody may read.

Words that begin with "ok:" explain something that is not wrong.
"""

OK = "ok"
PATIENCE = 2.0  # seconds; who asks gives up after a few


class Health:
    """Named checks, looked at when somebody asks."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def add(self, name: str, check: Check) -> None:
        """Join a check, or replace the one of that name."""
        self._checks[name] = check

    async def look(self) -> dict[str, str]:
        """What each check says, in the order in which they joined."""
        said = await asyncio.gather(*(_ask(name, check) for name, check in self._checks.items()))
        return dict(zip(self._checks, said, strict=True))

    def routes(self) -> list[web.RouteDef]:
        """For an aiohttp application."""
        return [web.get("/healthz", self.alive), web.get("/readyz", self.ready)]

    async def alive(self, _request: web.Request) -> web.Response:
        """200 as long as the event loop turns."""
        return web.Response(text=f"{OK}\n")

    async def ready(self, _request: web.Request) -> web.Response:
        """200 when every check is well, else 503."""
        checks = await self.look()
        well = all(said == OK or said.startswith(f"{OK}:") for said in checks.values())
        text = json.dumps({"ready": well, "checks": checks}, indent=1) + "\n"
        return web.Response(status=200 if well else 503, text=text, content_type="application/json")


async def _ask(name: str, check: Check) -> str:
    """What a check says. Its errors stay in the log: they may name hosts and passwords."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await check() or OK
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} s"
    except Exception as error:  # whatever it is, this check is red
        log.warning("health check %s: %s", name, error)
        return type(error).__name__
