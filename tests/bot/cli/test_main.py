"""The command line itself: help, languages, exit codes, settings that are wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.main import build
from bot.cli.terminal import language
from bot.texts import LANGUAGES
from digests.store.migrate import head
from tests.bot.cli.conftest import Digestbot

pytestmark = pytest.mark.usefixtures("empty")


def commands(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, tree
    for name, below in getattr(tree, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL = [path for path, _ in commands(build("en"))]


def test_every_command_is_there() -> None:
    feeds = (
        "add",
        "list",
        "show",
        "test",
        "set",
        "remove",
        "pause",
        "resume",
        "refresh",
        "import",
        "export",
        "undo",
    )
    rest = (
        "run",
        "bot",
        "worker",
        "clock",
        "health",
        "migrate",
        "sandbox",
        "latest",
        "tag",
        "search",
        "stats",
        "audit",
        "feeds",
        "digest",
        "keypoints",
        "stories",
        "deliveries",
        "db",
    )
    below = {
        "feeds": feeds,
        "digest": ("preview", "explain"),
        "keypoints": ("train", "reset"),
        "stories": ("list", "show", "explain", "part", "join"),
        "deliveries": ("list", "show", "retry"),
        "db": ("copy", "backup", "restore"),
    }
    groups = {(group, name) for group, names in below.items() for name in names}
    expected = {(), *((name,) for name in rest), *groups}
    assert set(ALL) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_teaches_by_example(digestbot: Digestbot, lang: str, path: tuple[str, ...]) -> None:
    said = digestbot("--lang", lang, *path, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"  {' '.join(('digestbot', *path))}" in said.out
    assert "\x1b" not in said.out
    assert ("用" in said.out or "。" in said.out) == (lang == "zh")


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_in_chinese_has_chinese_headings(digestbot: Digestbot, path: tuple[str, ...]) -> None:
    said = digestbot("--lang", "zh", *path, "--help").out
    assert said.startswith(f"用法：{' '.join(('digestbot', *path))} ")
    assert "选项:" in said
    assert not any(word in said for word in ("Usage", "Options:", "Arguments:", "Commands:", "Show this"))


def test_without_arguments_it_shows_the_help(digestbot: Digestbot) -> None:
    assert digestbot() == digestbot("--help")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("feeds", "nonsense"),
        ("feeds",),
        ("feeds", "add"),
        ("latest", "--count", "many"),
        ("latest", "--count", "0"),
        ("digest", "preview"),
        ("digest", "preview", "--category", "news", "--lang", "fr"),
        ("--lang", "fr", "stats"),
        ("stats", "--nonsense"),
    ],
)
def test_wrong_usage_is_2(digestbot: Digestbot, arguments: tuple[str, ...]) -> None:
    said = digestbot(*arguments)
    assert said.code == 2
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "错误：没有“nonsense”这个命令。"),
        (("feeds", "ad"), "错误：没有“ad”这个命令。是不是 'add'？"),
        (("feeds", "add"), "错误：缺少参数 ADDRESS。"),
        (("digest", "preview"), "错误：缺少选项 '--category' / '-c'。"),
        (("latest", "--count", "many"), "错误：'--count' / '-n' 的值不对：应为整数。"),
        (("latest", "--count", "0"), "错误：'--count' / '-n' 的值不对：应不小于 1。"),
        (("latest", "--count", "1001"), "错误：'--count' / '-n' 的值不对：应不大于 1000。"),
        (("latest", "--count"), "错误：选项 --count 后面要有值。"),
        (("feeds", "list", "--json=1"), "错误：选项 --json 不带值。"),
        (("feeds", "list", "--jso"), "错误：没有 --jso 这个选项（可能是 --json）。"),
        (("stats", "--nonsense"), "错误：没有 --nonsense 这个选项。"),
        (("stats", "x"), "错误：多出了参数（x）。"),
        (("--lang", "fr", "stats"), "错误：'--lang' 的值不对：“fr”不在 'zh', 'en' 之中。"),
        ((), "错误：缺少命令。"),
        (("deliveries", "retry"), "错误：值不对：请写出投递的编号，或用 --failed 表示所有失败的。"),
    ],
)
def test_wrong_usage_is_said_in_chinese(
    digestbot: Digestbot, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    answer = digestbot(*(arguments or ("--lang", "zh")))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[-1] == said
    assert "Usage" not in answer.err
    assert "Error" not in answer.err


def test_wrong_usage_names_the_help(digestbot: Digestbot) -> None:
    first, help_, empty, said = digestbot("feeds", "add").err.splitlines()
    assert first == "Usage: digestbot feeds add [OPTIONS] {ADDRESS}"
    assert (help_, empty) == ("Try 'digestbot feeds add --help' for help.", "")
    assert said == "Error: Missing argument 'ADDRESS'."


def test_a_group_alone_shows_its_help(digestbot: Digestbot) -> None:
    said = digestbot("feeds")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: digestbot feeds")
    assert "Error" not in said.err


@pytest.mark.parametrize("command", ["run", "sandbox", "migrate", "stats"])
def test_wrong_settings_are_2_with_a_line_each(
    digestbot: Digestbot, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKLOG", "many")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret part")
    said = digestbot(command)
    assert (said.code, said.out) == (2, "")
    token, backlog, where = said.err.splitlines()
    assert token.startswith("TELEGRAM_BOT_TOKEN: expects")
    assert backlog.startswith("BACKLOG: expects a whole number")
    assert "“many”" in backlog
    assert ".env" in where
    assert "secret" not in said.err


def test_settings_from_a_file_in_another_encoding(digestbot: Digestbot, empty: Path) -> None:
    (empty / ".env").write_bytes("USER_AGENT_CONTACT=青岛\n".encode("gb18030"))
    said = digestbot("--lang", "zh", "stats")
    assert (said.code, said.err.splitlines()[0]) == (2, ".env：应为 UTF-8 编码的文本。")


def test_migrate_says_what_it_did(digestbot: Digestbot, empty: Path) -> None:
    assert digestbot("migrate").out == f"The database is up to date ({head()}).\n"
    (empty / "data" / "digestbot.db").unlink()
    assert digestbot("migrate").out == f"The database was brought from - to {head()}.\n"


@pytest.mark.parametrize(
    "url", ["sqlite:///broken.db", "sqlite:////proc/nowhere/a.db", "postgresql://me:pa55word@127.0.0.1:9/x"]
)
def test_a_database_that_cannot_be_opened_is_one_line(
    digestbot: Digestbot, empty: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty / "broken.db").write_text("this is no database, whatever its name says\n" * 50)
    monkeypatch.setenv("DATABASE_URL", url)
    for command in ("stats", "migrate"):
        said = digestbot(command)
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert "pa55word" not in said.err


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_language_of_the_terminal(environment: dict[str, str], expected: str) -> None:
    assert language(environment) == expected


HEAVY = ("telegram", "aiohttp", "sqlalchemy", "rich", "pydantic")


@pytest.mark.parametrize(("module", "absent"), [("bot.__main__", ("typer", *HEAVY)), ("bot.cli.main", HEAVY)])
def test_importing_is_light(module: str, absent: tuple[str, ...]) -> None:
    """Workers import ``__main__`` again, and help is to appear at once."""
    code = f"import sys, {module}; print([name for name in {absent} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_the_version_needs_no_command(digestbot: Digestbot) -> None:
    said = digestbot("--version")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("digestbot ")
