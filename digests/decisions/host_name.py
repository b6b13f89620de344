"""Which host a feed burdens."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host that fetches of a canonical address burden; "" for this machine."""
    return (urlsplit(address.removeprefix("git+")).hostname or "")[:255] if "://" in address else ""
