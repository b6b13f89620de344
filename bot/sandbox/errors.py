"""What the server refuses, with the status and wording that Telegram's own server uses.

Wordings follow tdlib/telegram-bot-api (Client.cpp) and tdlib/td (MessageEntity.cpp, ReplyMarkup.cpp).
"""

from __future__ import annotations


class ApiError(Exception):
    """A refusal: ``code`` is the HTTP status and error_code, ``parameters`` go along in the answer."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, object]:
        """The answer's body."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """400; like Telegram's server, lowers the first letter unless the reason is a CODE_LIKE_THIS."""
    if not (reason[1:2] == "_" or reason[1:2].isupper()):
        reason = reason[:1].lower() + reason[1:]
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """409."""
    return ApiError(409, f"Conflict: {reason}")


def too_many(seconds: int) -> ApiError:
    """429: the caller is to wait that many whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
