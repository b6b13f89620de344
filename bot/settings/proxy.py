"""The proxy that the environment names (on macOS and Windows the system), as curl and others have it."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

log = logging.getLogger(__name__)

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def environment_proxy(url: str) -> str:
    """The proxy for an address by ``https_proxy``, ``all_proxy``, ``no_proxy`` and the like, "" for none.

    No proxy leads back to this computer, whatever the environment forgot to say.
    """
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK or proxy_bypass(parts.hostname or ""):
        return ""
    proxies = getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all", "")
    if found and urlsplit(found).scheme not in ("http", "https"):
        log.warning("the environment's proxy is no http or https address; it is not used")
        return ""
    return found
