"""A call's parameters, however they came: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.state import Json

MAX_UPLOAD = 50 * 2**20


@dataclass(slots=True)
class Upload:
    """A file inside a multipart body."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    """Named values; the Bot API takes strings, and JSON where a value has structure."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as text, "" where there is none."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a whole number; what is no number counts as 0, as Telegram has it."""
        value = self.values.get(name)
        return default if value is None or value == "" else whole(value)

    def flag(self, name: str) -> bool:
        """Whether the value says yes."""
        return str(self.values.get(name, "")).lower() in ("true", "yes", "1")

    def parsed(self, name: str, what: str) -> Any:
        """The value out of its JSON, None where there is none; raises ApiError 400 naming ``what``."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def record(self, name: str, what: str) -> Json | None:
        """The value as a JSON object; raises ApiError 400 for any other."""
        value = self.parsed(name, what)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {what}")
        return value

    def listing(self, name: str, what: str) -> list[Any]:
        """The value as a JSON array, empty where there is none; raises ApiError 400 for any other."""
        value = self.parsed(name, what)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"expected an Array of {what}")
        return value or []


def whole(value: object) -> int:
    """A number out of JSON or text, 0 for anything else."""
    try:
        return int(str(value))
    except ValueError:
        return 0


async def read_params(request: web.Request) -> Params:
    """Everything that came with a request; raises ApiError where it cannot be read."""
    params = Params(dict(request.query) if request.query_string else {})
    if not request.can_read_body:
        return params
    kind = request.content_type
    if kind == "application/json":
        params.values.update(await _json_body(request))
    elif kind == "multipart/form-data":
        await _read_multipart(request, params)
    elif kind == "application/x-www-form-urlencoded":
        params.values.update((await request.post()).items())
    return params


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("can't parse request JSON object")
    return body


async def _read_multipart(request: web.Request, params: Params) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            data = value.file.read()
            if len(data) > MAX_UPLOAD:
                raise ApiError(413, "Request Entity Too Large")
            params.files[name] = Upload(value.filename, value.content_type, data)
        else:
            params.values[name] = value
