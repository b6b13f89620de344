"""Content encodings, taken off as the bytes come."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.web.inflate import Inflater


def raw(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-15)


def inflated(inflater: Inflater, *parts: bytes) -> bytes:
    return b"".join(piece for part in parts for piece in inflater.feed(part))


PACKERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("X-GZIP", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw),
    ("identity", bytes),
    ("", bytes),
]


@given(st.binary(max_size=300), st.sampled_from(PACKERS), st.integers(1, 50))
def test_whatever_was_packed_comes_out_in_whatever_pieces_it_came(
    data: bytes, packer: tuple[str, Callable[[bytes], bytes]], size: int
) -> None:
    encoding, pack = packer
    packed, inflater = pack(data), Inflater(encoding)
    parts = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert inflated(inflater, *parts) == data
    assert inflater.is_complete


@given(st.binary(min_size=1, max_size=300), st.sampled_from(PACKERS[:4]), st.data())
def test_a_stream_that_ends_early_is_not_complete(
    data: bytes, packer: tuple[str, Callable[[bytes], bytes]], draw: st.DataObject
) -> None:
    encoding, pack = packer
    packed, inflater = pack(data), Inflater(encoding)
    kept = draw.draw(st.integers(1, len(packed) - 1))
    assert data.startswith(inflated(inflater, packed[:kept]))
    assert not inflater.is_complete


def test_streams_one_after_the_other_are_one_body() -> None:
    inflater = Inflater("gzip")
    assert inflated(inflater, gzip.compress(b"one, ") + gzip.compress(b"two")) == b"one, two"
    assert inflater.is_complete


def test_a_second_stream_that_ends_early_is_not_complete() -> None:
    inflater = Inflater("gzip")
    assert inflated(inflater, gzip.compress(b"one, ") + gzip.compress(b"two")[:12]).startswith(b"one, ")
    assert not inflater.is_complete


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_follows_a_stream_says_nothing(encoding: str) -> None:
    inflater = Inflater(encoding)
    packed = gzip.compress(b"one") if encoding == "gzip" else zlib.compress(b"one")
    assert inflated(inflater, packed + b"\0\0 more", b"and more", packed) == b"one"
    assert inflater.is_complete


def test_a_bomb_comes_in_small_pieces() -> None:
    pieces = list(Inflater("gzip").feed(gzip.compress(bytes(1_000_000))))
    assert sum(map(len, pieces)) == 1_000_000
    assert max(map(len, pieces)) == 65_536


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip"])
def test_what_was_not_asked_for_is_not_read(encoding: str) -> None:
    with pytest.raises(ValueError, match="unknown encoding"):
        Inflater(encoding)


def test_what_is_no_such_stream_raises() -> None:
    with pytest.raises(zlib.error):
        inflated(Inflater("gzip"), b"<rss>")


def test_nothing_is_complete() -> None:
    assert Inflater("gzip").is_complete
