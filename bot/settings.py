"""Settings: the environment and ``.env`` become one frozen value, checked once at start.

Relative paths count from the current directory. Secrets never show in a repr or a message.
"""

from __future__ import annotations

import hmac
import re
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.proxy import environment_proxy
from digests.errors import BadInput
from digests.schedule import zone_of
from digests.summarizers import NAMES

TELEGRAM = "https://api.telegram.org/bot"
SECRET = ("telegram_bot_token", "telegram_proxy", "webhook_secret", "database_url", "fetch_proxy")
WEBHOOK_PORT = 8088
OWN_PATHS = ("/healthz", "/readyz", "/metrics")


class WrongSettings(Exception):
    """Settings that cannot be used: each by its name, with the value that was found ("" for a secret)."""

    def __init__(self, found: dict[str, str]) -> None:
        self.found = found
        super().__init__(", ".join(found))


def _words(value: object) -> object:
    return [word for word in re.split(r"[\s,;]+", value) if word] if isinstance(value, str) else value


def _token(secret: SecretStr) -> SecretStr:
    if re.search(r"[\s/?#]", secret.get_secret_value()):
        raise ValueError("not a token")
    return secret


def _web(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("not a web address")
    return url


def _base_url(url: str) -> str:
    """The form of python-telegram-bot's ``base_url``: the token follows it, or stands for ``{token}``."""
    root = _web(url).rstrip("/")
    return root if root.endswith("/bot") or "{token}" in root else f"{root}/bot"


def _file_url(url: str) -> str:
    return _web(url).rstrip("/") if url else url


def _webhook_url(url: str) -> str:
    if url:
        parts = urlsplit(_web(url))
        plain_path = re.fullmatch(r"[\w/.~-]*", parts.path, re.ASCII) and parts.path not in OWN_PATHS
        if not plain_path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("not a webhook")
    return url


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
        raise ValueError("not a secret that Telegram takes")
    return secret


def _proxy(secret: SecretStr) -> SecretStr:
    if url := secret.get_secret_value():
        _web(url)
    return secret


def _database(url: str) -> str:
    if not re.fullmatch(r"sqlite(\+\w+)?:///[^?]*[^/?].*|postgres(ql)?(\+\w+)?://.+", url):
        raise ValueError("not a database")
    if urlsplit(url).port == 0:  # reading a port that is no number raises ValueError as well
        raise ValueError("not a database")
    return url


def _paths(value: object) -> object:
    """Separated by commas only: paths may hold spaces."""
    return [path.strip() for path in value.split(",") if path.strip()] if isinstance(value, str) else value


def _zone(name: str) -> str:
    try:
        return zone_of(name).key
    except BadInput as error:
        raise ValueError("not a zone") from error


def _pair(text: object) -> object:
    """``host:port`` or ``[IPv6]:port`` as a pair."""
    if not isinstance(text, str):
        return text
    parts = urlsplit(f"//{text}")
    if not parts.hostname or not parts.port or text != parts.netloc or "@" in text:
        raise ValueError("not host:port")
    return parts.hostname, parts.port


def _known(name: str) -> str:
    if name not in NAMES:
        raise ValueError("unknown summarizer")
    return name


def _a_week_or_forever(days: int) -> int:
    if days and days < 7:
        raise ValueError("too few days")
    return days


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


Count = Annotated[int, Field(ge=1)]
Rate = Annotated[float, Field(gt=0, le=10_000)]
Pair = Annotated[tuple[str, int], BeforeValidator(_pair)]


class Settings(BaseSettings):
    """What can be set; ``.env.example`` says what each one means."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    telegram_api_base_url: Annotated[str, AfterValidator(_base_url)] = TELEGRAM
    telegram_api_file_url: Annotated[str, AfterValidator(_file_url)] = ""
    telegram_proxy: Annotated[SecretStr, AfterValidator(_proxy)] = SecretStr("")
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] = SecretStr("")
    http_host: Annotated[str, Field(pattern=r"^[\w.:-]+$")] = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 0
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_words)] = frozenset()
    default_language: Annotated[Literal["zh", "en"], BeforeValidator(_lower)] = "zh"
    default_timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"

    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///data/digestbot.db", repr=False
    )
    data_dir: Path = Path("data")

    backlog: Annotated[int, Field(ge=0)] = 8
    git_posts: Count = 20_000
    flood_limit: Count = 50
    fetch_concurrency: Annotated[int, Field(ge=1, le=512)] = 32
    fetch_per_host: Annotated[int, Field(ge=1, le=32)] = 2
    fetch_host_pause: Annotated[float, Field(ge=0, le=60)] = 1
    fetch_proxy: Annotated[SecretStr, AfterValidator(_proxy)] = SecretStr("")
    feed_folders: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_paths)] = ()
    allow_private: Annotated[frozenset[Pair], NoDecode, BeforeValidator(_words)] = frozenset()
    user_agent_contact: Annotated[str, Field(pattern=r"^[ -~]*$", max_length=200)] = ""
    summarizer: Annotated[str, BeforeValidator(_lower), AfterValidator(_known)] = "keypoints"

    rate_overall: Rate = 28
    rate_private: Rate = 1
    rate_private_burst: Count = 3
    rate_group: Annotated[int, Field(ge=1, le=10_000)] = 20
    rate_long_weight: Annotated[float, Field(ge=1, le=10)] = 1
    paid_broadcast: bool = False
    send_concurrency: Annotated[int, Field(ge=1, le=512)] = 32
    lease_seconds: Annotated[int, Field(ge=5, le=3600)] = 25
    ambiguous_sends: Annotated[Literal["resend", "drop"], BeforeValidator(_lower)] = "resend"

    keep_posts_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    keep_deliveries_days: Annotated[int, Field(le=36_500), AfterValidator(_a_week_or_forever)] = 90

    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = "text"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    sandbox_port: Annotated[int, Field(ge=0, le=65535)] = 8080

    @property
    def token(self) -> str:
        """The bot's token in the clear; empty when none is set."""
        return self.telegram_bot_token.get_secret_value()

    @property
    def proxy(self) -> str:
        """The proxy to Telegram in the clear: as set, else as the environment has it, "" for none."""
        return self.telegram_proxy.get_secret_value() or environment_proxy(self.telegram_api_base_url)

    @property
    def webhook_path(self) -> str:
        """The path of the webhook on our own server."""
        return urlsplit(self.webhook_url).path or "/"

    @property
    def webhook_token(self) -> str:
        """What Telegram shows with each call: as set, else made from the token, the same in every process."""
        made = hmac.new(self.token.encode(), b"digestbot webhook", "sha256").hexdigest()
        return self.webhook_secret.get_secret_value() or made

    @property
    def listen_port(self) -> int:
        """The port of our own server, 0 for none."""
        return self.http_port or (WEBHOOK_PORT if self.webhook_url else 0)

    @property
    def file_url(self) -> str:
        """Where files are downloaded: as set, else beside the methods of the same server."""
        if self.telegram_api_file_url:
            return self.telegram_api_file_url
        root, _, rest = self.telegram_api_base_url.rpartition("/bot")
        return f"{root}/file/bot{rest}"

    @property
    def user_agent(self) -> str:
        """How we introduce ourselves to the servers of feeds."""
        contact = f" (+{self.user_agent_contact})" if self.user_agent_contact else ""
        return f"digestbot/{version('digestbot')}{contact}"


def load() -> Settings:
    """Read and check everything; raise ``WrongSettings`` with all that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise WrongSettings(_found(error)) from None
    except UnicodeDecodeError:
        raise WrongSettings({".env": ""}) from None


def _found(error: ValidationError) -> dict[str, str]:
    """The wrong settings with what they hold, which is never shown of those that keep a secret."""
    found: dict[str, list[str]] = {}
    for each in error.errors(include_url=False, include_context=False):
        name = str(each["loc"][0])
        found.setdefault(name.upper(), []).extend([] if name in SECRET else [str(each["input"])])
    return {name: ", ".join(values) for name, values in found.items()}
