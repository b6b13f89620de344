"""Word lists that lie beside the code as TOML, so that a language is added without touching code."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def load(name: str) -> dict[str, object]:
    """The content of ``words/<name>.toml``."""
    file = Path(__file__).with_name("words") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def words_of(name: str) -> dict[str, frozenset[str]]:
    """A file of blank-separated lists, by key."""
    return {key: frozenset(str(value).split()) for key, value in load(name).items()}
