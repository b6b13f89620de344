"""What is drawn while a command waits: on terminals alone, and on stderr."""

from __future__ import annotations

import io

import pytest

from bot.cli.tables import reading


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize("terminal", [True, False])
def test_that_something_is_waited_for_is_shown_at_once_and_only_on_a_terminal(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stderr = Screen(terminal=terminal)
    monkeypatch.setattr("sys.stderr", stderr)
    monkeypatch.setenv("TERM", "xterm")
    with reading() as progress:
        progress.wait("Looking at example.org")
    assert ("Looking at example.org" in stderr.getvalue()) == terminal
