"""An installation of its own for commands: a database, an empty environment, and a way to run them."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.cli.main import run
from bot.settings import Settings
from digests.sources import parsing
from tests.workers import forked_from_one

POST = """---
title: {title}
date: {date}
categories: {category}
tags: [{tags}]
---
{text}
"""
TEXTS = {
    "2026-01-05-harbour.md": (
        "Second terminal opens",
        "2026-01-05 09:30:00 +0800",
        "port",
        "harbour, trade",
        "The harbour authority opened a second container terminal after four years of work.",
    ),
    "2026-01-06-snow.md": (
        "Record snowfall",
        "2026-01-06 10:00:00 +0100",
        "weather",
        "snow",
        "Researchers measured record snowfall in the northern valleys during the first week of the year.",
    ),
}


def write_posts(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, (title, date, category, tags, text) in TEXTS.items():
        post = POST.format(title=title, date=date, category=category, tags=tags, text=text)
        (folder / name).write_text(post, "utf-8")


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Digestbot = Callable[..., Said]


@pytest.fixture
def digestbot(capfd: pytest.CaptureFixture[str]) -> Digestbot:
    def command(*arguments: str) -> Said:
        capfd.readouterr()
        code = run(arguments)
        return Said(code, *capfd.readouterr())

    return command


@pytest.fixture(scope="session", autouse=True)
def built_once() -> Iterator[None]:
    """A process builds the tree of commands once, which takes as long as many a command; so it is here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(main, "build", cache(main.build))
        yield


@pytest.fixture(scope="package", autouse=True)
def workers() -> Iterator[None]:
    with forked_from_one(*parsing.MODULES, "digests.summarizers.runner"):
        yield


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    logging.captureWarnings(capture=False)
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture
def empty(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installation without feeds; it is the current one."""
    for name in (*(name.upper() for name in Settings.model_fields), "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMARIZER", "lead")  # its points are known beforehand
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    shutil.copy(migrated, tmp_path / "data" / "digestbot.db")
    return tmp_path


@pytest.fixture
def posts(empty: Path) -> Path:
    """A folder of two posts."""
    write_posts(empty / "site" / "_posts")
    return empty / "site"


def prepared(migrated: Path, where: Path, *commands: Sequence[str], summarizer: str = "lead") -> Path:
    """That folder as an installation after these commands, to be copied for each test that begins there."""
    before, known = os.getcwd(), dict(os.environ)
    (where / "data").mkdir()
    shutil.copy(migrated, where / "data" / "digestbot.db")
    os.chdir(where)
    os.environ["SUMMARIZER"] = summarizer
    try:
        assert [run(each) for each in commands] == [0] * len(commands)
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(known)
    return where


@pytest.fixture(scope="session")
def filled(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two posts, and the database that has them."""
    where = tmp_path_factory.mktemp("filled")
    write_posts(where / "site" / "_posts")
    return prepared(migrated, where, ("feeds", "add", "./site", "--category", "news", "--yes"))


@pytest.fixture
def installation(filled: Path, empty: Path) -> Path:
    """An installation with one feed of two posts."""
    shutil.copytree(filled, empty, dirs_exist_ok=True)
    return empty
