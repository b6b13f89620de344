"""Settings: what is read, what is refused with which name, and that ``.env.example`` says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, WrongSettings, load
from bot.texts import LANGUAGES, catalogue
from digests.summarizers import NAMES

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
LINE = re.compile(r"^([A-Z_]+)=(.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def refused(monkeypatch: pytest.MonkeyPatch, **values: str) -> dict[str, str]:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as caught:
        load()
    return caught.value.found


def test_example_names_every_setting_once() -> None:
    names = [name for name, _ in LINE.findall(EXAMPLE)]
    assert sorted(names) == sorted(name.upper() for name in Settings.model_fields)


def test_example_holds_the_defaults(tmp_path: Path) -> None:
    defaults = load()
    (tmp_path / ".env").write_text(EXAMPLE, "utf-8")
    assert load() == defaults


@pytest.mark.parametrize(("name", "value"), LINE.findall(EXAMPLE))
def test_example_writes_each_default_out(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    default = getattr(load(), name.lower())
    monkeypatch.setenv(name, value)
    assert getattr(load(), name.lower()) == default
    assert bool(value) == (bool(default) or default == 0), "a default that is not empty is written out"


def test_example_has_a_line_of_meaning_for_each() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if LINE.match(line):
            assert lines[number - 1].startswith("# "), line


def test_example_names_every_summarizer() -> None:
    assert all(name in EXAMPLE for name in NAMES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_says_what_it_expects(lang: str) -> None:
    missing = [n for n in Settings.model_fields if f"settings.expects.{n}" not in catalogue(lang)]
    assert not missing


def test_all_wrong_ones_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = refused(monkeypatch, ADMIN_IDS="12, anna", BACKLOG="-1", DEFAULT_TIMEZONE="Moon/Crater")
    assert found == {"ADMIN_IDS": "anna", "BACKLOG": "-1", "DEFAULT_TIMEZONE": "Moon/Crater"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_BASE_URL", "ftp://example.org/bot"),
        ("TELEGRAM_API_BASE_URL", "example.org"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("DEFAULT_TIMEZONE", "Europe"),
        ("ALLOW_PRIVATE", "localhost"),
        ("ALLOW_PRIVATE", "http://localhost:80"),
        ("ALLOW_PRIVATE", "localhost:http"),
        ("ALLOW_PRIVATE", "localhost:99999"),
        ("SUMMARIZER", "magic"),
        ("RATE_OVERALL", "0"),
        ("RATE_OVERALL", "nan"),
        ("SANDBOX_PORT", "65536"),
        ("AMBIGUOUS_SENDS", "maybe"),
        ("LOG_LEVEL", "LOUD"),
        ("USER_AGENT_CONTACT", "line\nfeed"),
        ("WEBHOOK_URL", "bot.example.org/telegram"),
        ("WEBHOOK_URL", "https://bot.example.org/telegram?x=1"),
        ("WEBHOOK_URL", "https://bot.example.org/telegram#x"),
        ("WEBHOOK_URL", "https://bot.example.org/{telegram}"),
        ("WEBHOOK_URL", "https://me:word@bot.example.org/telegram"),
        ("WEBHOOK_URL", "https://bot.example.org/readyz"),
        ("HTTP_HOST", "http://127.0.0.1"),
        ("HTTP_PORT", "-1"),
    ],
)
def test_refuses(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, **{name: value}) == {name: value}


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "sqlite://", "sqlite:///", "data/digestbot.db", "postgresql://h:port/x"]
)
def test_a_wrong_database_is_named_but_not_shown(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, DATABASE_URL=url) == {"DATABASE_URL": ""}


def test_the_token_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret-part")
    assert load().token == "123:secret-part"
    assert "secret-part" not in repr(load())
    assert refused(monkeypatch, TELEGRAM_BOT_TOKEN="123:secret part") == {"TELEGRAM_BOT_TOKEN": ""}


@pytest.mark.parametrize("proxy", ["socks5://me:pa55word@h:1", "me:pa55word@h", "http://me:pa55word@"])
def test_a_wrong_proxy_is_named_but_not_shown(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, TELEGRAM_PROXY=proxy) == {"TELEGRAM_PROXY": ""}


def test_the_proxy_as_set_or_as_the_environment_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert load().proxy == ""
    monkeypatch.setenv("all_proxy", "socks5://h:1")
    assert load().proxy == ""
    monkeypatch.setenv("https_proxy", "http://h:2")
    assert load().proxy == "http://h:2"
    monkeypatch.setenv("http_proxy", "http://h:2")
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "http://127.0.0.1:8081")
    assert load().proxy == ""
    monkeypatch.delenv("TELEGRAM_API_BASE_URL")
    monkeypatch.setenv("no_proxy", "telegram.org")
    assert load().proxy == ""
    monkeypatch.setenv("TELEGRAM_PROXY", "http://me:pa55word@h:3")
    assert load().proxy == "http://me:pa55word@h:3"
    assert "pa55word" not in repr(load())


@pytest.mark.parametrize("secret", ["two words", "x" * 257, "ü"])
def test_a_wrong_webhook_secret_is_named_but_not_shown(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, WEBHOOK_SECRET=secret) == {"WEBHOOK_SECRET": ""}


def test_our_own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load().listen_port, load().http_host) == (0, "127.0.0.1")
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org")
    assert (load().listen_port, load().webhook_path) == (8088, "/")
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org:8443/a/b-c")
    monkeypatch.setenv("HTTP_PORT", "9000")
    assert (load().listen_port, load().webhook_path) == (9000, "/a/b-c")


def test_the_webhooks_secret_as_set_or_made_from_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret-part")
    made = load().webhook_token
    assert made == load().webhook_token
    assert re.fullmatch(r"[0-9a-f]{64}", made)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:another-part")
    assert load().webhook_token != made
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cret-w0rd")
    assert load().webhook_token == "s3cret-w0rd"
    assert "s3cret-w0rd" not in repr(load())


@pytest.mark.parametrize("written", ["http://h:81", "http://h:81/", "http://h:81/bot", "http://h:81/bot/"])
def test_base_url_in_every_form(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", written)
    assert load().telegram_api_base_url == "http://h:81/bot"
    assert load().file_url == "http://h:81/file/bot"


def test_base_url_with_the_token_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_BASE_URL", "https://api.telegram.org/bot{token}/test")
    assert load().telegram_api_base_url == "https://api.telegram.org/bot{token}/test"
    assert load().file_url == "https://api.telegram.org/file/bot{token}/test"


def test_file_url_as_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_FILE_URL", "https://files.example.org/bot/")
    assert load().file_url == "https://files.example.org/bot"


def test_lists_by_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "1, 2 3,")
    monkeypatch.setenv("ALLOW_PRIVATE", "LocalHost:80,[::1]:8080")
    assert load().admin_ids == {1, 2, 3}
    assert load().allow_private == {("localhost", 80), ("::1", 8080)}


def test_a_file_in_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("\ufeffBACKLOG=3\r\nUNKNOWN=1\r\nLOG_LEVEL=debug # loud\r\n", "utf-8")
    monkeypatch.setenv("LOG_LEVEL", "error")
    assert (load().backlog, load().log_level) == (3, "ERROR")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("USER_AGENT_CONTACT=青岛\n".encode("gb18030"))
    with pytest.raises(WrongSettings) as caught:
        load()
    assert caught.value.found == {".env": ""}
