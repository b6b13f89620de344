"""Where a repository is asked for: past the guard, after redirects, pinned to the judged numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yarl import URL

from digests.errors import AddressRefused, Unreadable
from digests.sources.guard import GuardedResolver
from digests.sources.http import Client

_ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
_SERVICE = re.compile(r"/info/refs(?:\?.*)?$")


@dataclass(frozen=True, slots=True)
class Server:
    """What git is told to ask, and how."""

    url: str
    protocol: str
    config: Mapping[str, str] = field(default_factory=dict)


async def open_server(url: str, client: Client) -> Server:
    """Judge a repository's address and find where it leads; raise ``SourceError``.

    Only https, and repositories of this machine; plain http where an admin opened host and port. git resolves
    names by itself, so it is told the numbers (git 2.37 or newer listens).
    """
    if url.startswith("file://"):
        return Server(url, "file")
    there = URL(url)
    if there.scheme != "https" and not client.guard.is_allowed(there.host or "", there.port or 0):
        raise AddressRefused("bad_scheme", scheme=there.scheme, address=there.host or "")
    question = f"{url.rstrip('/')}/info/refs?service=git-upload-pack"
    answer = await client.get(question, headers={"Git-Protocol": "version=2"})
    if not answer.content_type.startswith(_ADVERTISEMENT):
        raise Unreadable("not_a_repository", host=there.host or "")
    final = URL(_SERVICE.sub("", answer.address))
    if final.host == there.host:
        final = final.with_user(there.user).with_password(there.password)
    return Server(str(final), final.scheme, {"http.curloptResolve": await _pinned(final, client)})


async def _pinned(url: URL, client: Client) -> str:
    resolver = GuardedResolver(client.guard)
    found = await resolver.resolve(url.host or "", url.port or 443)
    numbers = ",".join(one["host"] for one in found)
    return f"{url.host}:{url.port}:{numbers}"
