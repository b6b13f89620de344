"""Logging: plain lines on stderr, with secrets taken out wherever they stand."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable
from copy import copy
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from digests.errors import Unavailable
from digests.runtime import log_context

HIDDEN = "***"
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

CHATTERERS = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp.access", "alembic", "procrastinate")
INSISTENT = (
    "psycopg.pool",
    "procrastinate",
    "digests.runtime.queues.shared",
    "digests.runtime.queues.workers",
)
_MINUTE = 60.0  # seconds
_SHORTEST = 6  # what is shorter stands in too many words; passwords are found by their place in addresses

# A bot's token as @BotFather makes them, also inside ``/bot<token>/method``.
_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}")
# What stands before the @ of an address, except the name of who logs in.
_PASSWORD = re.compile(r"(?<=://)([^\s/:@]*):[^\s/@]+(?=@)")


class Redacting(logging.Formatter):
    """Takes secrets out of the finished line: message, values and traceback alike."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(FORMAT, "%Y-%m-%d %H:%M:%S")
        self._secrets = tuple(secret for secret in secrets if len(secret) >= _SHORTEST)

    def format(self, record: logging.LogRecord) -> str:
        """The line without secrets."""
        return redact(self.line(_shortened(record)), self._secrets)

    def line(self, record: logging.LogRecord) -> str:
        """The line for people: the ids that hold stand behind the message."""
        plain, held = super().format(record), log_context.ids()
        return f"{plain} ({', '.join(f'{name} {value}' for name, value in held.items())})" if held else plain


class AsJson(Redacting):
    """An object a line, for programs: time, level, logger, message, the ids that hold, and the traceback."""

    def line(self, record: logging.LogRecord) -> str:
        """The line for programs."""
        said: dict[str, object] = {
            **log_context.ids(),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def _shortened(record: logging.LogRecord) -> logging.LogRecord:
    """Without the traceback that python-telegram-bot adds to each trouble with the network or the token."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None or type(error).__module__ != "telegram.error" or not record.name.startswith("telegram."):
        return record
    short = copy(record)
    short.msg, short.args, short.exc_info, short.exc_text = f"{record.getMessage()} {error}", None, None, None
    return short


def calm(record: logging.LogRecord) -> bool:
    """Let every line through, and call what happens at an orderly stop by its name.

    python-telegram-bot confirms the last updates when polling ends. If Telegram does not answer in time they
    come once more after the next start: no error, and nothing that anybody could mend.
    """
    if record.levelno >= logging.ERROR and "one more time to mark all fetched" in str(record.msg):
        record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        record.msg, record.args = "the last updates were not confirmed; they come again after the start:", ()
    return True


def is_news(record: logging.LogRecord) -> bool:
    """Not what each of many says of a database that cannot be used: the store says it once a minute."""
    error = record.exc_info[1] if record.exc_info else None
    while error is not None:
        if isinstance(error, Unavailable):
            return False
        error = error.__cause__ or error.__context__
    return True


class OnceAMinute(logging.Filter):
    """Lets what tries again and again to reach the database say so once a minute, each sentence by itself."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to show a line."""
        if not record.name.startswith(INSISTENT) or record.levelno < logging.WARNING:
            return True
        key, now = (record.name, str(record.msg)), self._now()
        if now - self._said.get(key, float("-inf")) < _MINUTE:
            return False
        self._said[key] = now
        if record.exc_info and type(record.exc_info[1]).__name__ == "ConnectorException":
            record.exc_info = record.exc_text = None  # where in procrastinate it noticed helps nobody
        return True


def redact(line: str, secrets: Iterable[str] = ()) -> str:
    """A text without these secrets, without tokens and without passwords in addresses."""
    for secret in secrets:
        for form in {secret, quote(secret), quote(secret, safe="")}:
            line = line.replace(form, HIDDEN)
    return _PASSWORD.sub(rf"\1:{HIDDEN}", _TOKEN.sub(HIDDEN, line))


def password_of(url: str) -> str:
    """The password in an address, "" when there is none."""
    return urlsplit(url).password or ""


def set_up(level: str, *secrets: str, as_json: bool = False) -> None:
    """Log from ``level`` up to stderr; replaces what was set up before.

    The trail of every message is for programs; people see it at DEBUG.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((AsJson if as_json else Redacting)(secrets))
    handler.addFilter(is_news)
    handler.addFilter(OnceAMinute())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # A line a request, with the token in its address, or a tick: of use to nobody at INFO.
    for name in CHATTERERS:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("telegram.ext.Updater").addFilter(calm)  # the same function twice counts once
    trailing = logging.INFO if as_json or level == "DEBUG" else logging.WARNING
    logging.getLogger(log_context.__name__).setLevel(max(trailing, logging.getLogger().level))
    logging.captureWarnings(capture=True)
