"""What a command says: sentences and JSON on stdout, complaints on stderr, in the terminal's language."""

from __future__ import annotations

import json
import os
import re
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


# --------------------------------------------------------------------------- wrong usage

# The library has no translations; what stands in none of these is said in its own words.
_SENTENCES = {
    "no_command_near": r"No such command '(?P<name>.*)'\. Did you mean (?P<near>.*)\?",
    "no_command": r"No such command '(?P<name>.*)'\.",
    "no_option_near": r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.*)\)",
    "no_option": r"No such option: (?P<name>.*)",
    "missing_command": r"Missing command\.",
    "missing_argument": r"Missing argument '(?P<name>.*)'\.",
    "missing_option": r"Missing option (?P<name>'.*')\.",
    "too_much": r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)",
    "no_value": r"Option '(?P<name>.*)' requires an argument\.",
    "a_value": r"Option '(?P<name>.*)' does not take a value\.",
    "bad": r"Invalid value for (?P<name>'.*?'(?: / '.*?')*): (?P<reason>.*)",
    "bad_alone": r"Invalid value: (?P<reason>.*)",
}
_REASONS = {
    "whole_number": r"Input should be a valid integer.*",
    "at_least": r"Input should be greater than or equal to (?P<bound>\d+)",
    "at_most": r"Input should be less than or equal to (?P<bound>\d+)",
    "one_of": r"(?:Value error, )?'(?P<value>.*)' is not one of (?P<known>'.*')\.",
}


def wrong_usage(terminal: Terminal, error: Exception) -> int:
    """Say what is wrong, with how the command is called; the exit code."""
    context: Any = getattr(error, "ctx", None)
    if context is not None and str(error).startswith(context.get_usage()):  # a group alone shows its help
        typer.echo(str(error), err=True)
        return WRONG_USAGE
    if context is not None:
        usage = " ".join([context.command_path, *context.command.collect_usage_pieces(context)])
        typer.echo(terminal.text("usage.usage", usage=usage), err=True)
        typer.echo(terminal.text("usage.help", command=context.command_path) + "\n", err=True)
    typer.echo(terminal.text("usage.error", said=sentence(terminal, error)), err=True)
    return int(getattr(error, "exit_code", WRONG_USAGE))


def sentence(terminal: Terminal, error: Any) -> str:
    """What an error of the library says."""
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    return _translated(terminal, said, _SENTENCES)


def _translated(terminal: Terminal, said: str, known: dict[str, str]) -> str:
    for key, pattern in known.items():
        if found := re.fullmatch(pattern, said, re.DOTALL):
            values = found.groupdict()
            if "reason" in values:
                values["reason"] = _translated(terminal, values["reason"], _REASONS)
            return terminal.text(f"usage.{key}", **values)
    return said
