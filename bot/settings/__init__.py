"""Settings: the environment and ``.env`` become one frozen value, checked once at start.

Relative paths count from the current directory. Secrets never show in a repr or a message.
"""

from __future__ import annotations

import hmac
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.settings import checks
from bot.settings.proxy import environment_proxy

TELEGRAM = "https://api.telegram.org/bot"
SECRET = ("telegram_bot_token", "telegram_proxy", "webhook_secret", "database_url", "fetch_proxy")
WEBHOOK_PORT = 8088


class WrongSettings(Exception):
    """Settings that cannot be used: each by its name, with the value that was found ("" for a secret)."""

    def __init__(self, found: dict[str, str]) -> None:
        self.found = found
        super().__init__(", ".join(found))


Count = Annotated[int, Field(ge=1)]
Rate = Annotated[float, Field(gt=0, le=10_000)]
Pair = Annotated[tuple[str, int], BeforeValidator(checks.pair)]


class Settings(BaseSettings):
    """What can be set; ``.env.example`` says what each one means."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(checks.token)] = SecretStr("")
    telegram_api_base_url: Annotated[str, AfterValidator(checks.base_url)] = TELEGRAM
    telegram_api_file_url: Annotated[str, AfterValidator(checks.file_url)] = ""
    telegram_proxy: Annotated[SecretStr, AfterValidator(checks.proxy)] = SecretStr("")
    webhook_url: Annotated[str, AfterValidator(checks.webhook_url)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(checks.webhook_secret)] = SecretStr("")
    http_host: Annotated[str, Field(pattern=r"^[\w.:-]+$")] = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 0
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(checks.words)] = frozenset()
    default_language: Annotated[Literal["zh", "en"], BeforeValidator(checks.lower)] = "zh"
    default_timezone: Annotated[str, AfterValidator(checks.zone)] = "Asia/Shanghai"

    database_url: Annotated[str, AfterValidator(checks.database)] = Field(
        default="sqlite:///data/digestbot.db", repr=False
    )
    data_dir: Path = Path("data")

    backlog: Annotated[int, Field(ge=0)] = 8
    git_posts: Count = 20_000
    flood_limit: Count = 50
    fetch_concurrency: Annotated[int, Field(ge=1, le=512)] = 32
    fetch_per_host: Annotated[int, Field(ge=1, le=32)] = 2
    fetch_host_pause: Annotated[float, Field(ge=0, le=60)] = 1
    fetch_proxy: Annotated[SecretStr, AfterValidator(checks.proxy)] = SecretStr("")
    feed_folders: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(checks.paths)] = ()
    allow_private: Annotated[frozenset[Pair], NoDecode, BeforeValidator(checks.words)] = frozenset()
    user_agent_contact: Annotated[str, Field(pattern=r"^[ -~]*$", max_length=200)] = ""
    summarizer: Annotated[str, BeforeValidator(checks.lower), AfterValidator(checks.known)] = "keypoints"

    rate_overall: Rate = 28
    rate_private: Rate = 1
    rate_private_burst: Count = 3
    rate_group: Annotated[int, Field(ge=1, le=10_000)] = 20
    rate_long_weight: Annotated[float, Field(ge=1, le=10)] = 1
    paid_broadcast: bool = False
    send_concurrency: Annotated[int, Field(ge=1, le=512)] = 32
    lease_seconds: Annotated[int, Field(ge=5, le=3600)] = 25
    ambiguous_sends: Annotated[Literal["resend", "drop"], BeforeValidator(checks.lower)] = "resend"

    story_window: Annotated[int, Field(ge=1, le=336)] = 72
    keep_posts_days: Annotated[int, Field(ge=0, le=36_500)] = 0
    keep_deliveries_days: Annotated[int, Field(le=36_500), AfterValidator(checks.a_week_or_forever)] = 90

    log_format: Annotated[Literal["text", "json"], BeforeValidator(checks.lower)] = "text"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(checks.upper)] = "INFO"
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
