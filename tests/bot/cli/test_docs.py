"""docs/cli.md promises names: every name that a command prints stands there, and every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.main import build
from digests.summarizers.learning.weights import FEATURES
from tests.bot.cli.conftest import Digestbot
from tests.bot.cli.test_deliveries import some, stored
from tests.teaching import write_site

ROOT = Path(__file__).parents[3]
MANUAL = (ROOT / "docs" / "cli.md").read_text("utf-8")
WORDS = set(re.findall(r"\w+", MANUAL))
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def names(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        for name, value in document.items():
            yield name
            yield from names(value)
    elif isinstance(document, list):
        for value in document:
            yield from names(value)


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize(
    "arguments",
    [
        ("latest",),
        ("tag", "snow"),
        ("search", "snow"),
        ("digest", "preview", "--category", "news"),
        ("stats",),
        ("digest", "explain", "1", "--with", "keypoints,lexrank"),
        ("keypoints",),
        ("audit",),
        ("stories", "list"),
        ("stories", "show", "1"),
        ("stories", "explain", "1", "2"),
        ("feeds", "list"),
        ("feeds", "show", "1"),
        ("feeds", "refresh"),
        ("feeds", "test", "./site"),
    ],
    ids=" ".join,
)
def test_every_name_is_promised(digestbot: Digestbot, arguments: tuple[str, ...]) -> None:
    printed = set(names(digestbot(*arguments, "--json").json))
    assert printed - WORDS == set()


def test_what_training_prints_is_promised(
    digestbot: Digestbot, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER", "keypoints")
    write_site(empty / "site", 60)
    digestbot("feeds", "add", "./site", "--yes")
    printed = set(names(digestbot("keypoints", "train", "--json").json))
    standing = set(names(digestbot("keypoints", "--json").json))
    assert (printed | standing) - WORDS - set(FEATURES) == set()


def test_every_name_of_a_delivery_is_promised(digestbot: Digestbot, empty: Path) -> None:
    stored(empty, some)
    printed = set(names(digestbot("deliveries", "list", "--json").json))
    printed |= set(names(digestbot("deliveries", "show", "1", "--json").json))
    assert printed - WORDS == set()


def test_every_command_and_option_is_named() -> None:
    tree = build("en")
    names = ("feeds", "digest", "keypoints", "stories", "deliveries", "db")
    groups = [tree, *(tree.commands[name] for name in names)]
    commands = [command for group in groups for command in group.commands.values()]
    options = {
        max(parameter.opts, key=len)
        for command in commands
        for parameter in command.params
        if parameter.param_type_name == "option"
    }
    missing = [name for name in (each.name for each in commands) if name not in WORDS]
    assert missing == []
    assert [option for option in sorted(options) if option not in MANUAL] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if "://" not in target]
    pictures = "docs/images/"
    missing = [t for t in targets if not (page.parent / t).exists() and not t.startswith(pictures)]
    assert missing == []
