"""What is sent to Telegram: JSON, or a multipart form when there are files. Each notes when it begins.

aiohttp writes the head of a request together with the first bytes of its body. A request whose body was not
begun, or was begun on a connection that was closed already, has not left at all.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import MultipartWriter
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_writer import StreamWriter
from aiohttp.payload import BytesPayload, Payload
from telegram.request import RequestData

PIECE = 2**16


class Noting(Payload):
    """A body that knows whether any of it may have left."""

    begun = False

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        """Note it and write."""
        self.begun = not _is_closed(writer)
        await super().write_with_length(writer, content_length)


def _is_closed(writer: AbstractStreamWriter) -> bool:
    return isinstance(writer, StreamWriter) and (writer.transport is None or writer.transport.is_closing())


class Json(Noting, BytesPayload):
    """A call without files: one small write, which no timeout need watch."""


class Form(Noting, MultipartWriter):
    """A call with files."""


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


def body_of(data: RequestData, patience: float | None) -> Noting:
    """The parameters of a call, and its files."""
    if data.contains_files:
        return _form(data, patience)
    return Json(data.json_payload, content_type="application/json")


def _form(data: RequestData, patience: float | None) -> Form:
    """Names go out as they are: Telegram reads no ``filename*``."""
    form = Form("form-data")
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
