"""Runs a command line: the tree of commands, in the language of the terminal, to its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import typer
from typer.main import get_command

from bot.cli import audit, db, deliveries, digests, feeds, keypoints, stories
from bot.cli import run as processes
from bot.cli.options import Spoken, Version
from bot.cli.terminal import FAILED, Terminal, language, speak_utf8, wrong_usage
from bot.texts import LANGUAGES, plain

_HEADINGS = ("Arguments", "Options", "Commands")


def run(arguments: Sequence[str]) -> int:
    """The exit code: 0 done, 1 failed, 2 wrong usage. Without arguments it shows the help."""
    terminal = Terminal(spoken(arguments))
    speak_utf8()
    try:
        return _run(build(terminal.lang), list(arguments) or ["--help"], terminal)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    except BrokenPipeError:  # who reads us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _run(tree: Any, arguments: list[str], terminal: Terminal) -> int:
    try:
        code = tree(args=arguments, prog_name="digestbot", obj=terminal, standalone_mode=False)
    except typer.Abort:
        terminal.complain(terminal.text("usage.aborted"))
        return FAILED
    except typer.TyperException as error:
        return wrong_usage(terminal, error)
    return code if isinstance(code, int) else 0


def spoken(arguments: Sequence[str]) -> str:
    """``--lang`` in front of the command decides, else the terminal's locale."""
    match list(arguments[:2]):
        case ["--lang", code] if code in LANGUAGES:
            return code
        case [first, *_] if first.startswith("--lang=") and first[7:] in LANGUAGES:
            return first[7:]
        case _:
            return language()


def build(lang: str) -> Any:
    """The tree of commands with all its help in one language."""
    app = typer.Typer(
        rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False, callback=root
    )
    processes.add_to(app)
    app.add_typer(feeds.app(), name="feeds")
    digests.add_to(app)
    app.add_typer(keypoints.app(), name="keypoints")
    app.add_typer(stories.app(), name="stories")
    app.add_typer(deliveries.app(), name="deliveries")
    app.add_typer(db.app(), name="db")
    audit.add_to(app)
    tree = get_command(app)
    _translate(tree, lang, "root")
    return tree


def root(context: typer.Context, lang: Spoken = None, version: Version = False) -> None:
    """What stands in front of every command."""


def _translate(command: Any, lang: str, name: str) -> None:
    """Fill in the help of a command and of all below it: ``cli.help.<name>`` and ``cli.option.<key>``."""
    command.help = plain(lang, f"cli.help.{name}")
    command.short_help = command.help.partition("\n")[0]
    _translate_fixed_words(command, lang)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = plain(lang, f"cli.option.{parameter.help}")
    for below, inner in getattr(command, "commands", {}).items():
        _translate(inner, lang, below if name == "root" else f"{name}_{below}")


def _translate_fixed_words(command: Any, lang: str) -> None:
    """Headings and what ``--help`` does, which the library has in English alone."""
    command.context_class = _context_of(command.context_class, lang)
    option = command.get_help_option(command.context_class(command))
    if option is not None:
        option.help = plain(lang, "cli.heading.help")


@cache
def _context_of(base: Any, lang: str) -> Any:
    return type("Context", (base,), {"formatter_class": _formatter_of(base.formatter_class, lang)})


@cache
def _formatter_of(base: Any, lang: str) -> Any:
    class Formatter(base):  # type: ignore[misc]  # the library's own class, which it does not export
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or plain(lang, "cli.usage.usage", usage=""))

        def write_heading(self, heading: str) -> None:
            known = heading in _HEADINGS
            super().write_heading(plain(lang, f"cli.heading.{heading.lower()}") if known else heading)

    return Formatter
