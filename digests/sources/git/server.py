"""Where a repository is asked for: past the guard, after redirects, pinned to the judged numbers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from yarl import URL

from digests.errors import AddressRefused, Unreadable
from digests.model import NO_ACCESS, Access
from digests.sources.jekyll.allowed_folders import ANYWHERE, Folders
from digests.sources.web.address_guard import GuardedResolver
from digests.sources.web.http import Client
from digests.sources.web.logins import headers_of, same_place

_ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
_SERVICE = re.compile(r"/info/refs(?:\?.*)?$")


@dataclass(frozen=True, slots=True)
class Server:
    """What git is told to ask, and how."""

    url: str
    protocol: str
    config: Mapping[str, str] = field(default_factory=dict, repr=False)


async def open_server(
    url: str, client: Client, folders: Folders = ANYWHERE, access: Access = NO_ACCESS
) -> Server:
    """Judge a repository's address and find where it leads; raise ``SourceError``.

    Only https, and repositories of this machine in allowed folders; plain http where an admin opened host
    and port. git resolves names by itself, so it is told the numbers (git 2.37 or newer listens), or the
    proxy. A login goes into a header of this run: it stands in no address, so in no complaint of git's.
    """
    if url.startswith("file://"):
        await asyncio.to_thread(folders.check, unquote(url.removeprefix("file://")))
        return Server(url, "file")
    there = URL(url)
    if there.scheme != "https" and not client.guard.is_allowed(there.host or "", there.port or 0):
        raise AddressRefused("bad_scheme", scheme=there.scheme, address=there.host or "")
    access = _with_login(there, access)
    there = there.with_user(None)
    question = f"{str(there).rstrip('/')}/info/refs?service=git-upload-pack"
    answer = await client.get(question, headers={"Git-Protocol": "version=2"}, access=access)
    if not answer.content_type.startswith(_ADVERTISEMENT):
        raise Unreadable("not_a_repository", host=there.host or "")
    final = URL(_SERVICE.sub("", answer.address))
    if final.scheme == "http" and not client.guard.is_allowed(final.host or "", final.port or 0):
        raise AddressRefused("bad_scheme", scheme="http", address=final.host or "")
    proxy = client.proxy_of(access)
    config = {"http.proxy": proxy} if proxy else {"http.curloptResolve": await _pinned(final, client)}
    if same_place(there, final):
        config |= _headers(access)
    return Server(str(final), final.scheme, config)


def _with_login(url: URL, access: Access) -> Access:
    """A login in an address, as addresses that somebody just typed may have it."""
    if access.user or url.user is None:
        return access
    return replace(access, user=url.user, password=url.password or "")


def _headers(access: Access) -> dict[str, str]:
    """git takes several values of one name only from files, so all headers but the login's are left out."""
    login = headers_of(access).get("Authorization", "")
    return {"http.extraHeader": f"Authorization: {login}"} if login else {}


async def _pinned(url: URL, client: Client) -> str:
    resolver = GuardedResolver(client.guard)
    found = await resolver.resolve(url.host or "", url.port or 443)
    numbers = ",".join(one["host"] for one in found)
    return f"{url.host}:{url.port}:{numbers}"
