"""What a command says: sentences and JSON on stdout, complaints on stderr, in the terminal's language."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO

import typer

from bot.texts import language_of, plain

FAILED, WRONG_USAGE = 1, 2


@dataclass(frozen=True, slots=True)
class Terminal:
    """Speaks one language."""

    lang: str

    def text(self, key: str, **values: object) -> str:
        """A sentence of the catalogue; the section ``cli`` is meant."""
        return plain(self.lang, f"cli.{key}", **values)

    def say(self, key: str, **values: object) -> None:
        """A sentence on stdout."""
        typer.echo(self.text(key, **values))

    def complain(self, sentence: str) -> None:
        """A line on stderr."""
        typer.echo(" ".join(sentence.split()), err=True)

    def ask(self, key: str, **values: object) -> bool:
        """A question to be answered with yes or no."""
        return typer.confirm(self.text(key, **values))


def show_json(value: object) -> None:
    """JSON on stdout, for scripts: UTF-8, two spaces."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def language(environment: Mapping[str, str] | None = None, default: str = "en") -> str:
    """The language that the terminal's locale asks for; ``default`` where it asks for none."""
    known = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = known.get(name, "")
        if code:
            return default if code.partition(".")[0] in ("C", "POSIX") else language_of(code)
    return default


def speak_utf8() -> None:
    """Let what the terminal's encoding lacks become question marks instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        _replacing(stream)


def _replacing(stream: TextIO | Any) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
