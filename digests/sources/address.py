"""Addresses as people type them, in the one form that is stored, and what kind of feed they name. Pure."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from digests.errors import AddressRefused, BadInput
from digests.model import FeedKind

_PORTS = {"http": 80, "https": 443}
_FORGES = ("github.com", "gitlab.com", "gitee.com", "codeberg.org", "bitbucket.org")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_HOST_FIRST = re.compile(  # a name with a dot inside, or any with a port; nothing else is told from a path
    r"(?:localhost|\[[0-9A-Fa-f:.]+\]|[^/?#:]*[^/?#:.]\.[^/?#:]+|[^/?#:.]+(?=:\d))(?::\d+)?(?:[/?#]|$)"
)
_PATH = re.compile(r"/|\.\.?(?:/|$)|~")
_SCP = re.compile(r"[\w.-]+@[\w.-]+:(?!\d+(?:/|$))")
_HERE = re.compile(r"localhost|\[|\d+\.\d+\.\d+\.\d+(?:[:/?#]|$)")  # seldom has a certificate
_SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f\u00a0\u3000]")
_TREE = re.compile(r"(?P<path>/[^/]+/[^/]+)/(?:-/)?tree/(?P<branch>[^/]+)(?:/(?P<folder>.+))?")
_SAFE = "/%:@!$&'()*+,;=~-._"
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Address:
    """A feed's address: ``canonical`` is stored and unique, ``shown`` holds no credentials."""

    kind: FeedKind
    canonical: str

    @property
    def shown(self) -> str:
        """For people and logs."""
        return shown(self.canonical)


@dataclass(frozen=True, slots=True)
class Repository:
    """The parts of a canonical git address; ``branch`` and ``folder`` may be empty."""

    url: str
    branch: str
    folder: str


def parse(typed: str) -> Address:
    """What somebody typed; raises ``BadInput("bad_address")`` or ``AddressRefused("bad_scheme")``.

    Web addresses may lack ``https://`` or begin with ``feed:``. Paths and ``file://`` name folders. Git is
    asked for by ``git+``, by a path ending in ``.git`` or by ``OWNER/REPO`` at a known forge;
    ``#branch:folder`` may follow.
    """
    text = typed.strip().strip("<>\u3000").strip()
    if not text or len(text) > _LONGEST:
        raise _bad(text)
    if _PATH.match(text):
        return _local(text)
    if text[:4].lower() == "git+":
        return _git(text[4:])
    scheme, rest = _split_scheme(text)
    if scheme == "file":
        return _local(unquote(_file_path(rest, text)))
    if not scheme:
        return _without_scheme(rest)
    if scheme not in _PORTS:
        raise AddressRefused("bad_scheme", scheme=scheme, address=shown(text))
    return _web(scheme, rest)


def is_path(typed: str) -> bool:
    """Whether what somebody typed is written as a path of this machine, or as the address of one."""
    text = typed.strip()
    return bool(_PATH.match(text)) or "/" in text or text[:5].lower() == "file:"


def repository(canonical: str) -> Repository:
    """The parts of a canonical git address."""
    url, _, fragment = canonical.removeprefix("git+").partition("#")
    branch, _, inner = fragment.partition(":")
    return Repository(url, unquote(branch), unquote(inner))


def shown(address: str) -> str:
    """An address without the credentials in it; what is no address stays as it is."""
    return re.sub(r"(?<=://)[^/?#\s]*@", "", address)


def without_login(canonical: str) -> tuple[str, str, str]:
    """A canonical address without the login in it, and the login's name and password."""
    scheme, found, rest = canonical.partition("://")
    place, slash, path = rest.partition("/")
    login, at, host = place.rpartition("@")
    if not found or not at:
        return canonical, "", ""
    user, _, password = login.partition(":")
    return f"{scheme}://{host}{slash}{path}", unquote(user), unquote(password)


def _split_scheme(text: str) -> tuple[str, str]:
    """The scheme in lower case and what follows its colon; nothing for what has none, as ``host:port``."""
    found = _SCHEME.fullmatch(text)
    if not found or re.match(r"\d+(?:[/?#]|$)", found["rest"]):
        return "", text
    scheme, rest = found["scheme"].lower(), found["rest"]
    if scheme == "feed":  # feed://host and feed:https://host
        return ("https", rest) if rest.startswith("//") else _split_scheme(rest)
    return scheme, rest


def _without_scheme(text: str) -> Address:
    if _SCP.match(text):
        raise AddressRefused("bad_scheme", scheme="ssh", address=shown(text))
    if "@" in text.partition("/")[0]:
        raise _bad(text)
    if not _HOST_FIRST.match(text):
        return _local(text)
    return _web("http" if _HERE.match(text) else "https", "//" + text)


def _file_path(rest: str, typed: str) -> str:
    """The path of ``file:///path`` and ``file://localhost/path``; another host is another machine."""
    if not rest.startswith("/"):
        raise _bad(typed)
    if not rest.startswith("//"):
        return rest
    host, slash, path = rest[2:].partition("/")
    if not slash or host not in ("", "localhost"):
        raise _bad(typed)
    return slash + path


def _local(path: str) -> Address:
    if "\0" in path:
        raise _bad(path)
    full = os.path.abspath(os.path.expanduser(path))
    if full.endswith(".git"):
        return Address(FeedKind.GIT, f"git+{Path(full).as_uri()}")
    return Address(FeedKind.FOLDER, full)


def _web(scheme: str, rest: str) -> Address:
    text = f"{scheme}:{rest}"
    try:
        parts = urlsplit(text)
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        raise _bad(text) from None
    if not host or _SPACE_OR_CONTROL.search(text):
        raise _bad(text)
    user, at, _ = parts.netloc.rpartition("@")
    place = user + at + (f"[{host}]" if ":" in host else host)
    place += f":{port}" if port and port != _PORTS[scheme] else ""
    path = quote(parts.path or "/", safe=_SAFE)
    if repository_page := _at_forge(host, path, parts.fragment):
        path, fragment = repository_page
        return _git_at(f"{scheme}://{place.replace('www.', '', 1)}{path}", fragment)
    if path.endswith(".git"):
        return _git_at(f"{scheme}://{place}{path}", parts.fragment)
    return Address(FeedKind.WEB, urlunsplit((scheme, place, path, quote(parts.query, safe=_SAFE + "?"), "")))


def _ascii_host(host: str) -> str:
    """A host name in the letters of the domain name system; a dot at its end changes nothing."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    return host.encode("idna").decode("ascii")  # UnicodeError is a ValueError


def _at_forge(host: str, path: str, fragment: str) -> tuple[str, str] | None:
    """Path and fragment of a repository at a known forge: OWNER/REPO, or a branch and folder of it."""
    if host.removeprefix("www.") not in _FORGES:
        return None
    path = path.rstrip("/")
    if tree := _TREE.fullmatch(path):
        path, fragment = tree["path"], f"{tree['branch']}:{tree['folder'] or ''}"
    path = path.removesuffix(".git")
    return (path + ".git", fragment) if path.count("/") == 2 and not path.endswith("/") else None


def _git(text: str) -> Address:
    """What follows ``git+``: an https address or a path of this machine."""
    url, _, fragment = text.partition("#")
    if _PATH.match(url):
        return _git_at(Path(os.path.abspath(os.path.expanduser(url))).as_uri(), fragment)
    scheme, rest = _split_scheme(url)
    if scheme == "file":
        return _git_at(Path(os.path.abspath(unquote(_file_path(rest, text)))).as_uri(), fragment)
    if scheme not in _PORTS:
        raise AddressRefused("bad_scheme", scheme=scheme, address=shown(text))
    web = _web(scheme, rest + "#" + fragment)
    return web if web.kind is FeedKind.GIT else _git_at(web.canonical, fragment)


def _git_at(url: str, fragment: str) -> Address:
    branch, _, inner = fragment.partition(":")
    inner = unquote(inner).strip("/")
    if branch.startswith("-") or ".." in inner.split("/") or _SPACE_OR_CONTROL.search(url + branch):
        raise _bad(url)
    where = branch + (f":{quote(inner)}" if inner else "")
    return Address(FeedKind.GIT, f"git+{url.rstrip('/')}" + (f"#{where}" if where else ""))


def _bad(text: str) -> BadInput:
    return BadInput("bad_address", text=shown(text)[:100])
