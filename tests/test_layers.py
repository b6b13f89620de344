"""The layers: who may import what. Imports inside functions count as well."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BASE = {"digests.model", "digests.errors"}

# Decisions: nothing but the standard library, the words of the domain, and each other.
PURE = [
    "digests.decisions.compose",
    "digests.decisions.cursors",
    "digests.decisions.times_of_day",
    "digests.errors",
    "digests.decisions.duplicates.fingerprint",
    "digests.decisions.identity",
    "digests.decisions.intake",
    "digests.model",
    "digests.decisions.redirects",
    "digests.decisions.opml",
    "digests.decisions.paging",
    "digests.decisions.polling",
    "digests.ports",
    "digests.decisions.rates",
    "digests.decisions.retry",
    "digests.decisions.schedule",
    "digests.decisions.search",
    "digests.decisions.search.query",
    "digests.decisions.search.words",
    "digests.decisions.selection",
    "digests.decisions.alerts.stalls",
    "digests.decisions.alerts.alert_policy",
    "digests.decisions.normalize",
]

# An outside library, and the only modules that may import it.
ONLY_IN = {
    "sqlalchemy": ["digests.store*"],
    "alembic": ["digests.store*"],
    "psycopg": ["digests.store*", "digests.runtime.queues.schema"],
    "procrastinate": ["digests.runtime.queues*"],
    "apscheduler": ["digests.runtime.clock"],
    "telegram": ["bot*"],
    "prometheus_client": ["bot.monitoring.metrics"],
    "typer": ["bot.cli*", "bot.__main__"],
    "rich": ["bot.cli*"],
    "pydantic*": ["bot.settings", "bot.settings.checks", "bot.process.sandbox"],
    "aiohttp": [
        "digests.sources*",
        "bot.sandbox*",
        "bot.web*",
        "bot.monitoring.metrics",
        "bot.telegram.request",
        "bot.telegram.request_bodies",
    ],
    "feedparser": ["digests.sources*"],
    "selectolax": ["digests.sources*"],
    "trafilatura": ["digests.sources.web.extract"],
    "yaml": ["digests.sources*"],
    "sumy": ["digests.summarizers*"],
    "nltk": ["digests.summarizers*"],
    "pebble": ["digests.runtime.worker_pool"],
}


def modules() -> dict[str, Path]:
    """Every module of both packages by its name."""
    files = sorted(path for package in ("bot", "digests") for path in (ROOT / package).rglob("*.py"))
    return {name_of(path): path for path in files}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """What a module imports, with the names taken from each package: ``a.b`` for ``from a import b``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


IMPORTS = {name: sorted(set(imports(path))) for name, path in modules().items()}


def test_the_domain_knows_no_face() -> None:
    wrong = [
        (m, i) for m, found in IMPORTS.items() if within(m, "digests") for i in found if within(i, "bot")
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_place(library: str) -> None:
    wrong = [
        (module, name)
        for module, found in IMPORTS.items()
        for name in found
        if fnmatch(name.partition(".")[0], library)
        and not any(fnmatch(module, place) for place in ONLY_IN[library])
    ]
    assert wrong == []


def test_each_place_of_a_library_exists() -> None:
    """A module that was renamed must not leave its rule behind."""
    places = [place for listed in ONLY_IN.values() for place in listed]
    assert [place for place in places if not any(fnmatch(name, place) for name in IMPORTS)] == []


@pytest.mark.parametrize("module", PURE)
def test_decisions_import_only_decisions(module: str) -> None:
    allowed = {*PURE, *BASE}
    wrong = [
        name
        for name in IMPORTS[module]
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(within(name, each) for each in allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", PURE)
def test_decisions_have_no_effects(module: str) -> None:
    effects = ("asyncio", "socket", "subprocess", "pathlib", "os", "sqlite3", "urllib.request", "random")
    assert [n for n in IMPORTS[module] if any(within(n, effect) for effect in effects)] == []


def test_only_the_wiring_knows_the_concrete_classes() -> None:
    """Handlers and screens call services; the database is opened in one place."""
    faces = [m for m in IMPORTS if within(m, "bot.handlers") or within(m, "bot.screens")]
    wrong = [(m, n) for m in faces for n in IMPORTS[m] if within(n, "digests.store")]
    assert wrong == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_tracked_file_names_a_place_on_somebodys_machine() -> None:
    # Written in two pieces, so that this file does not name them.
    places = [f"/{top}/".encode() for top in ("ro" + "ot", "wo" + "rk", "home/" + "user", "Us" + "ers")]
    found = [
        (str(path.relative_to(ROOT)), place.decode())
        for path in tracked()
        if path.is_file()
        for place in places
        if place in path.read_bytes()
    ]
    assert found == []
