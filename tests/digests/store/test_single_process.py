"""One bot a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from digests.errors import StoreError
from digests.store.single_process import alone, lock_file


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new folder' / 'bot.db'}"
    with alone(url):
        again = f"sqlite:///{tmp_path}/new folder/../new folder/bot.db"
        with pytest.raises(StoreError) as caught, alone(again):
            raise AssertionError
        assert caught.value.code == "already_runs"
        assert caught.value.params["process"] == str(os.getpid())
        with alone(f"sqlite:///{tmp_path / 'other.db'}"):
            pass
    with alone(url):
        pass


def test_only_files_are_locked(tmp_path: Path) -> None:
    for url in ("postgresql://somebody@host/name", "sqlite://", "sqlite:///:memory:"):
        assert lock_file(url) is None
        with alone(url), alone(url):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_a_folder_that_takes_no_file_keeps_nobody_from_running(tmp_path: Path) -> None:
    (tmp_path / "bot.db.lock").mkdir()
    with alone(f"sqlite:///{tmp_path / 'bot.db'}"):
        pass
