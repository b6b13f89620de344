"""Logins of feeds: what carries them in a request, and where they may be sent."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from yarl import URL

from digests.model import NO_ACCESS, Access


def headers_of(access: Access) -> dict[str, str]:
    """The headers that carry a login, cookies and whatever else an admin gave."""
    found = dict(access.headers)
    if access.user or access.password:
        login = f"{access.user}:{access.password}".encode()
        found["Authorization"] = f"Basic {b64encode(login).decode()}"
    if access.cookies:
        found["Cookie"] = access.cookies
    return found


def same_place(first: URL, url: URL) -> bool:
    """Whether a login for the one may be sent to the other: one host and port, or its own step to https."""
    if first.host != url.host:
        return False
    upgraded = (first.scheme, first.port, url.scheme, url.port) == ("http", 80, "https", 443)
    return upgraded or (first.scheme, first.port) == (url.scheme, url.port)


def access_for(access: Access, address: str, link: str) -> Access:
    """What serves ``address`` for ``link``: all of it at its own place, elsewhere only the proxy."""
    if same_place(URL(address), URL(link)):
        return access
    return Access(proxy=access.proxy) if access.proxy else NO_ACCESS


def anonymous(url: URL) -> URL:
    """A redirect gives no login: whoever wrote it would have us send one."""
    return url.with_user(None) if url.user is not None or url.password is not None else url


def without_login(url: URL, access: Access) -> tuple[URL, Access]:
    """A login in an address serves this fetch as one that is stored apart would."""
    if url.user is None and url.password is None:
        return url, access
    if not access.user:
        access = replace(access, user=url.user or "", password=url.password or "")
    return anonymous(url), access
