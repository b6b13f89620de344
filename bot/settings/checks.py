"""Checks of single settings: each returns the value as it is used, or raises ``ValueError``."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic import SecretStr

from digests.decisions.schedule import zone_of
from digests.errors import BadInput
from digests.summarizers import NAMES

OWN_PATHS = ("/healthz", "/readyz", "/metrics")


def words(value: object) -> object:
    """Words apart by spaces, commas or semicolons."""
    return [word for word in re.split(r"[\s,;]+", value) if word] if isinstance(value, str) else value


def token(secret: SecretStr) -> SecretStr:
    """A token is part of an address, so it may not hold what ends one."""
    if re.search(r"[\s/?#]", secret.get_secret_value()):
        raise ValueError("not a token")
    return secret


def web(url: str) -> str:
    """An http or https address with a host."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not a web address")
    return url


def base_url(url: str) -> str:
    """The form of python-telegram-bot's ``base_url``: the token follows it, or stands for ``{token}``."""
    root = web(url).rstrip("/")
    return root if root.endswith("/bot") or "{token}" in root else f"{root}/bot"


def file_url(url: str) -> str:
    """Where files are, without a slash at its end; empty when it follows from the other address."""
    return web(url).rstrip("/") if url else url


def webhook_url(url: str) -> str:
    """An address with a plain path that is none of our own."""
    if url:
        parts = urlsplit(web(url))
        plain_path = re.fullmatch(r"[\w/.~-]*", parts.path, re.ASCII) and parts.path not in OWN_PATHS
        if not plain_path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("not a webhook")
    return url


def webhook_secret(secret: SecretStr) -> SecretStr:
    """The letters that Telegram takes for ``secret_token``, 256 at most."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
        raise ValueError("not a secret that Telegram takes")
    return secret


def proxy(secret: SecretStr) -> SecretStr:
    """A web address, or nothing."""
    if url := secret.get_secret_value():
        web(url)
    return secret


def database(url: str) -> str:
    """An SQLite file or a PostgreSQL server."""
    if not re.fullmatch(r"sqlite(\+\w+)?:///[^?]*[^/?].*|postgres(ql)?(\+\w+)?://.+", url):
        raise ValueError("not a database")
    if urlsplit(url).port == 0:  # reading a port that is no number raises ValueError as well
        raise ValueError("not a database")
    return url


def paths(value: object) -> object:
    """Separated by commas only: paths may hold spaces."""
    return [path.strip() for path in value.split(",") if path.strip()] if isinstance(value, str) else value


def zone(name: str) -> str:
    """A time zone as the IANA database spells it."""
    try:
        return zone_of(name).key
    except BadInput as error:
        raise ValueError("not a zone") from error


def pair(text: object) -> object:
    """``host:port`` or ``[IPv6]:port`` as a pair."""
    if not isinstance(text, str):
        return text
    parts = urlsplit(f"//{text}")
    if not parts.hostname or not parts.port or text != parts.netloc or "@" in text:
        raise ValueError("not host:port")
    return parts.hostname, parts.port


def known(name: str) -> str:
    """The name of a summarizer."""
    if name not in NAMES:
        raise ValueError("unknown summarizer")
    return name


def a_week_or_forever(days: int) -> int:
    """Seven days at least, or 0 for forever."""
    if days and days < 7:
        raise ValueError("too few days")
    return days


def lower(value: object) -> object:
    """Text in small letters."""
    return value.lower() if isinstance(value, str) else value


def upper(value: object) -> object:
    """Text in capital letters."""
    return value.upper() if isinstance(value, str) else value
