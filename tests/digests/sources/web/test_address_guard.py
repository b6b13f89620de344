"""The public web and nothing behind it, in every spelling."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from digests.errors import AddressRefused, DigestbotError
from digests.sources.web.address_guard import Guard, GuardedResolver, embedded, is_public, literal_of


class Resolver(AbstractResolver):
    """Answers with what it was given."""

    def __init__(self, *numbers: str) -> None:
        self.numbers = numbers
        self.closed = False

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=number, port=port, family=family, proto=0, flags=0)
            for number in self.numbers
        ]

    async def close(self) -> None:
        self.closed = True


PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("number", PRIVATE)
def test_private_numbers_are_refused(number: str) -> None:
    assert not is_public(embedded(ip_address(number)))
    host = f"[{number}]" if ":" in number else number
    with pytest.raises(AddressRefused):
        Guard().check(URL(f"http://{host}/"))


@pytest.mark.parametrize(
    "number", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_numbers_are_let_through(number: str) -> None:
    assert is_public(embedded(ip_address(number)))
    Guard().check(URL(f"https://[{number}]/" if ":" in number else f"https://{number}/"))


@pytest.mark.parametrize(
    "address",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0/",
        "http://127.0.0.1./",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
        "http://example.com@127.0.0.1/",
        "http://example.com:80@127.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://１２７.0.0.1/",
        "http://3232235777/",
        "http://0xa9fea9fe/",
        "http://2852039166/latest/meta-data/",
        "http://99999999999/",
        "http://[fe80::1%25eth0]/",
    ],
)
def test_every_spelling_of_a_private_number_is_refused(address: str) -> None:
    with pytest.raises((DigestbotError, ValueError)):
        Guard().check(URL(address))


@pytest.mark.parametrize(
    "address", ["ftp://example.com/", "file:///etc/passwd", "gopher://x/", "data:,x", "//x/"]
)
def test_only_the_web_is_fetched(address: str) -> None:
    with pytest.raises(DigestbotError):
        Guard().check(URL(address))


@pytest.mark.parametrize("name", ["example.com", "0xcafe.example", "1e100.net", "deadbeef.org", "localhost"])
def test_names_are_judged_later(name: str) -> None:
    assert literal_of(name) is None
    Guard().check(URL(f"https://{name}/"))


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "2852039166"])
async def test_nobody_is_told_to_open_what_nothing_opens(host: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        Guard([("169.254.169.254", 80)]).check(URL(f"http://{host}/"))
    assert caught.value.code == "link_local"
    with pytest.raises(AddressRefused) as caught:
        await GuardedResolver(Guard(), Resolver("169.254.169.254")).resolve("metadata.example", 80)
    assert caught.value.code == "link_local"


@pytest.mark.parametrize("number", PRIVATE)
async def test_a_name_is_judged_by_what_it_resolves_to(number: str) -> None:
    resolver = GuardedResolver(Guard(), Resolver(number))
    with pytest.raises(AddressRefused) as caught:
        await resolver.resolve("innocent.example", 80)
    assert caught.value.code in ("private_address", "link_local")
    assert caught.value.params["host"] == "innocent.example"


async def test_of_mixed_answers_only_the_public_one_is_connected_to() -> None:
    resolver = GuardedResolver(Guard(), Resolver("127.0.0.1", "8.8.8.8", "::1"))
    assert [one["host"] for one in await resolver.resolve("mixed.example", 80)] == ["8.8.8.8"]


async def test_allowed_pairs_open_exactly_themselves() -> None:
    guard = Guard([("feeds.lan", 8080), ("127.0.0.1", 9000), ("[::1]", 9000)])
    inside = GuardedResolver(guard, Resolver("192.168.1.9"))
    assert await inside.resolve("feeds.lan", 8080)
    for host, port in (("feeds.lan", 80), ("other.lan", 8080)):
        with pytest.raises(AddressRefused):
            await inside.resolve(host, port)
    guard.check(URL("http://127.0.0.1:9000/"))
    guard.check(URL("http://[::1]:9000/"))
    for address in ("http://127.0.0.1:9001/", "http://127.0.0.1/", "http://127.0.0.2:9000/"):
        with pytest.raises(AddressRefused):
            guard.check(URL(address))


@pytest.mark.parametrize("number", ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254"])
async def test_nothing_opens_link_local(number: str) -> None:
    host = f"[{number}]" if ":" in number else number
    guard = Guard([(number, 80), ("metadata.lan", 80)])
    with pytest.raises(AddressRefused):
        guard.check(URL(f"http://{host}/"))
    with pytest.raises(AddressRefused):
        await GuardedResolver(guard, Resolver(number)).resolve("metadata.lan", 80)


async def test_closing_closes_what_is_behind() -> None:
    inner = Resolver()
    await GuardedResolver(Guard(), inner).close()
    assert inner.closed
