"""Wrong usage in the language of the terminal: what the library says in English, sentence by sentence."""

from __future__ import annotations

import re
from typing import Any

import typer

from bot.cli.terminal import WRONG_USAGE, Terminal

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


def complain(terminal: Terminal, error: Exception) -> int:
    """Say what is wrong, with how the command is called; the exit code."""
    context: Any = getattr(error, "ctx", None)
    if context is not None and str(error).startswith(context.get_usage()):  # a group alone shows its help
        typer.echo(str(error), err=True)
        return WRONG_USAGE
    if context is not None:
        usage = context.get_usage().removeprefix("Usage:").strip()
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
