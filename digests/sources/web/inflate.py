"""Content encodings taken off a body in bounded pieces, and whether the stream has come to its end.

aiohttp inflates by itself, but takes a gzip stream that ends early for a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 64 * 1024  # bytes after inflating, so that a bomb never comes to more than what is asked for
_GZIP, _ZLIB, _RAW = 31, 15, -15  # window sizes that tell zlib which of its three forms to expect
_GZIP_START = b"\x1f\x8b"
_AS_IT_IS = ("", "identity", "none", "utf-8")
ACCEPTED = "gzip, deflate"


class Inflater:
    """Takes one encoding off a body; raises ``ValueError`` for encodings that were not asked for."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in (*_AS_IT_IS, "gzip", "deflate"):
            raise ValueError(f"unknown encoding {encoding[:40]}")
        self._stream: zlib._Decompress | None = None
        self._is_over = False

    @property
    def is_complete(self) -> bool:
        """Whether the body may end here: the stream has, or there was none."""
        return self._stream is None or self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the next bytes of the body hold; raises ``zlib.error`` where they are no such stream."""
        if self._encoding in _AS_IT_IS:
            yield data
            return
        while data and not self._is_over:
            if self._stream is None:
                self._stream = zlib.decompressobj(self._window(data))
            yield self._stream.decompress(data, _PIECE)
            data = self._stream.unconsumed_tail or self._next_member(self._stream)

    def _window(self, data: bytes) -> int:
        if self._encoding == "gzip":
            return _GZIP
        return _ZLIB if data[0] & 0x0F == 8 else _RAW  # servers send either as "deflate"

    def _next_member(self, stream: zlib._Decompress) -> bytes:
        """Where another gzip stream follows the one that has ended, its bytes; other bytes say nothing."""
        if not stream.eof:
            return b""
        rest = stream.unused_data
        if rest.startswith(_GZIP_START) and self._encoding == "gzip":
            self._stream = None
            return rest
        self._is_over = True
        return b""
