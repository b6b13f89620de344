"""The tree of failures; each carries what to do about it.

::

    DigestbotError
    ├── BadInput              somebody can mend it: the sentence says how
    ├── SourceError           one feed could not be read
    │   ├── Unreachable       try again later
    │   ├── Gone              the feed has ended for good
    │   ├── AddressRefused    we do not fetch that address
    │   └── Unreadable        bytes came, but no feed is in them
    ├── StoreError            the database cannot be opened
    │   ├── Closed            this process is stopping: leave it to the next one
    │   └── Unavailable       full, locked, read-only or away: the same again later
    └── DeliveryError         one message did not go through
        ├── RetryAfter        wait that long, then the same again
        │   └── Busy          our own limits have no place for it so soon
        ├── Refused           nobody there wants or may have it: suspend
        ├── Moved             the same people have a new address
        ├── ThreadGone        send it to the main place instead
        ├── BadContent        this content is not accepted: send it plainer
        ├── MessageGone       the message to be changed is not there, or may not be changed: leave it
        ├── Temporary         pause and try again; may have arrived if ``ambiguous``
        └── Unauthorized      our own credentials are wrong: stop

``code`` and ``params`` name a sentence in the catalogues; ``str()`` is for logs.
"""

from __future__ import annotations

import json


class DigestbotError(Exception):
    """Base of every expected failure: ``code`` names its sentence, ``params`` fill it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(" ".join([code, *(f"{k}={v}" for k, v in self.params.items())]))


class BadInput(DigestbotError):
    """What a person asked for cannot be done as they said it; nothing was changed."""


class SourceError(DigestbotError):
    """One feed could not be read. ``address`` is where redirects had led by then, "" without any."""

    address = ""


class Unreachable(SourceError):
    """No answer, or not now. ``retry_after`` in seconds when the server named it."""

    def __init__(self, code: str, *, retry_after: float | None = None, **params: object) -> None:
        super().__init__(code, **params)
        self.retry_after = retry_after


class Gone(SourceError):
    """The server says that the feed has ended."""


class AddressRefused(SourceError):
    """An address that must not be fetched (scheme, private network)."""


class Unreadable(SourceError):
    """The answer holds no feed."""


class StoreError(DigestbotError):
    """The database cannot be opened or brought to our schema."""


class Closed(StoreError):
    """The database takes no transaction any more, since this process is stopping."""

    def __init__(self) -> None:
        super().__init__("database_closed")


class Unavailable(StoreError):
    """The database cannot be used for now; ``trouble`` says why (``digests/store/trouble.py``)."""

    def __init__(self, trouble: str) -> None:
        super().__init__(f"database_{trouble}")
        self.trouble = trouble


class DeliveryError(DigestbotError):
    """One message did not go through."""


class RetryAfter(DeliveryError):
    """The transport asks us to wait ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__("retry_after", seconds=seconds)
        self.seconds = seconds


class Busy(RetryAfter):
    """Nothing was sent: the limits that we keep leave no place for ``seconds``."""


class Refused(DeliveryError):
    """Blocked, deactivated, kicked, not found, or no right to write."""


class Moved(DeliveryError):
    """The destination continues under ``address``."""

    def __init__(self, address: str) -> None:
        super().__init__("moved", address=address)
        self.address = address


class ThreadGone(DeliveryError):
    """The thread is closed or deleted; its chat is still there."""


class BadContent(DeliveryError):
    """The transport does not accept this content."""


class FormRefused(BadContent):
    """The transport does not accept the first of two forms that this content has; it has not arrived."""


class MessageGone(DeliveryError):
    """The message that was to be changed is not there any more, or may not be changed."""


class Temporary(DeliveryError):
    """Network or server trouble; ``ambiguous`` when the message may have arrived all the same."""

    def __init__(self, code: str, *, ambiguous: bool = False, **params: object) -> None:
        super().__init__(code, **params)
        self.ambiguous = ambiguous


class Unauthorized(DeliveryError):
    """The transport does not know us: the token is wrong or was revoked."""


def pack(code: str, params: dict[str, str]) -> str:
    """A failure as one stored text, to be put into a sentence when somebody reads it."""
    return json.dumps([code, params], ensure_ascii=False)


def unpack(packed: str) -> tuple[str, dict[str, str]]:
    """The code and its values; ``("", {})`` for an empty text."""
    if not packed:
        return "", {}
    code, params = json.loads(packed)
    return str(code), {str(name): str(value) for name, value in params.items()}
