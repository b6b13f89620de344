"""What Telegram takes for an address, after tdlib/td LinkManager::check_link and parse_url."""

from __future__ import annotations

import re

_END = re.compile(r"[/?#]")
_HOST = re.compile(r"[^\x00-\x20\"'()<>\\^`{|}\x7f]+")
_USER = re.compile(r"tg://(?:user\?(?:.*&)?id=)(\d{1,18})", re.IGNORECASE)


class LinkError(ValueError):
    """The reason, as Telegram words it."""


def user_of(url: str) -> int:
    """The user that a ``tg://user?id=`` address mentions, 0 for any other address."""
    match = _USER.match(url)
    return int(match[1]) if match else 0


def check_link(url: str) -> str:
    """The address in Telegram's normal form: scheme and host in lower case, a path of at least ``/``.

    Raises LinkError where Telegram does not take it for an address.
    """
    url = url.strip()
    if url[:3].lower() == "tg:":
        return _tg_link(url[3:].removeprefix("//"))
    before, separator, after = url.partition("://")
    scheme = before.lower() if separator and not _END.search(before) else ""
    if scheme not in ("http", "https", ""):
        raise LinkError("Unsupported URL protocol")
    rest = after if scheme else url
    end = _END.search(rest)
    authority, path = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    user, at, host = authority.rpartition("@")
    return f"{scheme or 'http'}://{user}{at}{_host(host)}{_path(path)}"


def _tg_link(rest: str) -> str:
    host, _, query = rest.partition("?")
    if not re.fullmatch(r"[A-Za-z0-9_/-]+", host):
        raise LinkError("Unallowed characters in URL host" if host else "URL host is empty")
    return f"tg://{host.lower()}{'?' + query if query else ''}"


def _host(authority: str) -> str:
    host, colon, port = authority.partition(":") if not authority.startswith("[") else (authority, "", "")
    if not host:
        raise LinkError("URL host is empty")
    if not _HOST.fullmatch(host):
        raise LinkError("Disallowed characters in URL host")
    if colon and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise LinkError("Wrong port number specified in the URL")
    if "." not in host and not host.startswith("["):
        raise LinkError("Wrong HTTP URL")
    return host.lower() + colon + port


def _path(rest: str) -> str:
    path = rest if rest.startswith("/") else "/" + rest
    return "".join(f"%{ord(c):02X}" if c <= " " else c for c in path)
