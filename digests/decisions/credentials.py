"""What feeds are fetched with beside their address: what can be sent, what may go where, and its name."""

from __future__ import annotations

import re

from digests.decisions import redirects
from digests.errors import BadInput
from digests.model import NO_ACCESS, Access, Feed

_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_SENDABLE = re.compile(r"[\t -~\u00a0-\uffff]{0,4000}")
_PROXY = re.compile(r"https?://[^\s/?#]+/?")
# These frame the request itself, or say what the fields of a feed say.
_OURS = (
    "host",
    "connection",
    "content-length",
    "transfer-encoding",
    "authorization",
    "cookie",
    "te",
    "upgrade",
)


def login_of(access: Access) -> tuple[str, ...]:
    """What a feed is fetched with, by name: never a password, a value or a cookie."""
    said = [f"login {access.user}"] if access.user or access.password else []
    said += [f"header {name}" for name in access.headers]
    said += ["cookies"] if access.cookies else []
    return (*said, "proxy") if access.proxy else tuple(said)


def checked(access: Access) -> Access:
    """Access that can be sent; raises ``BadInput``."""
    for name, value in access.headers.items():
        wrong = name.lower() in _OURS or not _HEADER.fullmatch(name) or not _SENDABLE.fullmatch(value)
        if wrong:
            raise BadInput("bad_header", name=name[:50])
    if not _SENDABLE.fullmatch(access.cookies):
        raise BadInput("bad_header", name="Cookie")
    if access.proxy and not _PROXY.fullmatch(access.proxy):
        raise BadInput("bad_proxy")
    return access


def kept(access: Access, feed: Feed, address: str) -> Access:
    """What goes along to another address: a login only where it may be sent."""
    kept = not access.is_secret or redirects.may_follow(feed.address, address, True)
    return access if kept else NO_ACCESS
