"""Which addresses may be fetched: the public web, and what an admin opened by host and port.

A name is judged by what it resolves to at the moment of connecting, since the answer for a name can change
between two questions (rebinding); a number is judged in whatever spelling.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from digests.errors import AddressRefused, BadInput

IPAddress = IPv4Address | IPv6Address

# What ``ipaddress`` calls global, in Python 3.11 at least: where a cloud's own machines answer (Azure's
# platform, Oracle's metadata), and NAT64 for local use (RFC 8215).
_NOT_PUBLIC = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "64:ff9b:1::/48")))
_NAT64 = IPv6Network("64:ff9b::/96")
# Names that no public server has (RFC 6761, 6762, 8375, 9476; ICANN set .internal apart), and single words.
_LOCAL = re.compile(
    r"^[^.]+\.?$|(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid)\.?$",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"[\d.]+|[0-9a-fx.]*0x[0-9a-fx.]*", re.IGNORECASE)


class Guard:
    """Decides on addresses. ``allow`` holds (host, port) pairs that are reached although they are private."""

    def __init__(self, allow: Iterable[tuple[str, int]] = ()) -> None:
        self._allow = frozenset((host.lower().strip("[]"), port) for host, port in allow)

    def check(self, url: URL, *, proxied: bool = False) -> None:
        """Judge an address before it is asked for; raise ``AddressRefused`` or ``BadInput``.

        A name that a proxy resolves cannot be judged by its number: then names of local networks are refused.
        """
        if url.scheme not in ("http", "https"):
            raise AddressRefused("bad_scheme", scheme=url.scheme, address=url.host or "")
        if not url.host or url.port is None:
            raise BadInput("bad_address", text=url.host or "")
        literal = literal_of(url.host)
        if literal is not None and not self.permits(url.host, url.port, literal):
            raise refusal(url.host, [literal])
        if (
            literal is None
            and proxied
            and _LOCAL.search(url.host)
            and not self.is_allowed(url.host, url.port)
        ):
            raise AddressRefused("private_address", host=url.host)

    def check_unresolved(self, url: URL) -> None:
        """Judge an address as ``check`` does, and without asking for its name.

        Names of local networks are refused, unless an admin opened their port: perhaps for their number.
        """
        self.check(url)
        is_local = literal_of(url.host or "") is None and _LOCAL.search(url.host or "")
        if is_local and all(url.port != port for _, port in self._allow):
            raise AddressRefused("private_address", host=url.host)

    def is_allowed(self, host: str, port: int) -> bool:
        """Whether an admin opened exactly this pair."""
        return (host.lower().strip("[]"), port) in self._allow

    def permits(self, host: str, port: int, ip: IPAddress) -> bool:
        """Whether ``host`` may be reached at this number: it is public, or the pair is opened."""
        ip = embedded(ip)
        if is_public(ip):
            return True
        if ip.is_link_local:  # cloud metadata answers there; nothing opens it
            return False
        return self.is_allowed(host, port) or self.is_allowed(str(ip), port)


def refusal(host: str, numbers: Iterable[IPAddress]) -> AddressRefused:
    """Why none of its numbers may be reached; what nothing opens is not said to be a matter of settings."""
    never = all(embedded(number).is_link_local for number in numbers)
    return AddressRefused("link_local" if never else "private_address", host=host)


def is_public(ip: IPAddress) -> bool:
    """Whether a number lies in the public internet."""
    if ip.is_multicast or ip.is_reserved or any(ip in net for net in _NOT_PUBLIC):
        return False
    return ip.is_global and not getattr(ip, "is_site_local", False)


def embedded(ip: IPAddress) -> IPAddress:
    """The IPv4 number inside an IPv6 one that stands for it: mapped, 6to4, Teredo, NAT64."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def literal_of(host: str) -> IPAddress | None:
    """The number that a host is, as sockets read it: ``127.1``, ``2130706433``, ``0x7f000001``, ``::1%lo``.

    None for a name. Raises ``AddressRefused`` for digits that are no number.
    """
    host = host.strip("[]")
    try:
        return ip_address(host)
    except ValueError:
        if not _LITERAL.fullmatch(host):
            return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        raise AddressRefused("private_address", host=host) from None


class GuardedResolver(AbstractResolver):
    """Resolves a name to the numbers that may be connected to; aiohttp connects to these and no others."""

    def __init__(self, guard: Guard, inner: AbstractResolver | None = None) -> None:
        self._guard = guard
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """As its base does; raises ``AddressRefused`` when no number of the name may be reached."""
        found = await self._inner.resolve(host, port, family)
        kept = [one for one in found if self._guard.permits(host, port, ip_address(one["host"]))]
        if found and not kept:
            raise refusal(host, [ip_address(one["host"]) for one in found])
        return kept

    async def close(self) -> None:
        """Close the resolver behind it."""
        await self._inner.close()
