"""What is moved and saved here is an SQLite database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def database_url(migrated: Path, tmp_path: Path) -> str:
    path = tmp_path / "digestbot.db"
    shutil.copy(migrated, path)
    return f"sqlite:///{path}"
