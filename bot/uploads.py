"""Files on their way to Telegram, as multipart forms."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import MultipartWriter
from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload
from telegram.request import RequestData

PIECE = 2**16


class File(Payload):
    """Bytes that are written piece by piece; each piece must be taken within ``patience`` seconds.

    A slow line may take as long as it needs, one that stands still raises TimeoutError.
    """

    def __init__(self, data: bytes, content_type: str, patience: float | None) -> None:
        super().__init__(data, content_type=content_type)
        self._data = data
        self._patience = patience
        self._size = len(data)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The bytes as text."""
        return self._data.decode(encoding, errors)

    async def as_bytes(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """The bytes."""
        return self._data

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Write all of it."""
        rest = memoryview(self._data)
        while rest:
            async with asyncio.timeout(self._patience):
                await writer.write(bytes(rest[:PIECE]))
            rest = rest[PIECE:]


def form_of(data: RequestData, patience: float | None) -> MultipartWriter:
    """The parameters and files of a call. Names go out as they are: Telegram reads no ``filename*``."""
    form = MultipartWriter("form-data")
    for name, value in data.json_parameters.items():
        form.append(value).set_content_disposition("form-data", quote_fields=False, name=name)
    for name, (filename, content, kind) in data.multipart_data.items():
        file = File(_bytes(content), kind, patience)
        form.append_payload(file).set_content_disposition(
            "form-data", quote_fields=False, name=name, filename=_tame(filename)
        )
    return form


def _bytes(content: Any) -> bytes:
    return bytes(content if isinstance(content, bytes) else content.read())


def _tame(filename: str) -> str:
    """No line break may end a header early."""
    return " ".join(filename.split())
