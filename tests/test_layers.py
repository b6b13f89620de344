"""The layers: who may import what, said by folder. Imports inside functions count as well."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the ground up. A folder may import itself and what stands above it in this list; neighbours on one line
# do not know each other.
FLOORS = [
    ["digests.model", "digests.errors"],  # words, failures
    ["digests.ports"],  # plugs
    ["digests.decisions"],  # pure; `now` is an argument
    ["digests.store"],  # SQLAlchemy only here
    ["digests.runtime"],  # where and when work runs
    ["digests.sources", "digests.summarizers"],  # bytes to entries; text to key points
    ["digests.steps"],  # what the bot does by itself
    ["digests.services"],  # what handlers and commands call
    ["bot.texts", "bot.settings"],  # sentences; what the operator chooses
    ["bot.monitoring"],  # logs, metrics
    ["bot.telegram"],  # how Telegram is reached
    ["bot.chat"],  # how a conversation is held
    ["bot.screens"],  # what people see
    ["bot.handlers"],  # what people do
    ["bot.web", "bot.sandbox"],  # our own port; a pretended Telegram
    ["bot.process"],  # wiring
    ["bot.cli"],  # the command line
    ["bot.__main__"],
]
# What a folder may not import although it stands below.
NOT = {
    "bot.sandbox": ["bot", "digests"],
    "bot.web": ["bot"],
    "bot.handlers": ["digests.store", "digests.runtime", "digests.summarizers"],
    "bot.screens": ["digests.store", "digests.runtime", "digests.summarizers"],
}
# An outside library, and the only folders that may import it.
ONLY_IN = {
    "sqlalchemy": ["digests.store"],
    "alembic": ["digests.store"],
    "psycopg": ["digests.store", "digests.runtime.queues"],
    "procrastinate": ["digests.runtime.queues"],
    "apscheduler": ["digests.runtime"],
    "pebble": ["digests.runtime"],
    "rapidfuzz": ["digests.decisions", "bot.chat"],
    "feedparser": ["digests.sources"],
    "selectolax": ["digests.sources"],
    "trafilatura": ["digests.sources"],
    "yaml": ["digests.sources"],
    "markdown_it": ["digests.sources"],
    "sumy": ["digests.summarizers"],
    "nltk": ["digests.summarizers"],
    "numpy": ["digests.summarizers", "digests.decisions.stories"],
    "telegram": ["bot"],
    "babel": ["bot"],
    "prometheus_client": ["bot.monitoring"],
    "typer": ["bot.cli", "bot.__main__"],
    "rich": ["bot.cli"],
    "pydantic*": ["bot.settings", "bot.process"],
    "aiohttp": ["digests.sources", "bot.sandbox", "bot.web", "bot.monitoring", "bot.telegram", "bot.process"],
}
PURE = ["digests.model", "digests.errors", "digests.ports", "digests.decisions"]
EFFECTS = ("asyncio", "socket", "subprocess", "pathlib", "os", "sqlite3", "urllib.request", "random", "time")
CLOCKS = {"now", "utcnow", "today", "monotonic", "perf_counter"}
MOST_AT_A_ROOT, MOST_IN_A_FOLDER = 5, 24


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


def folder_of(name: str) -> str:
    """The folder of a module on the first floor of its package: what the law speaks of."""
    return ".".join(name.split(".")[:2])


MODULES = modules()
FLOOR = {folder: number for number, folders in enumerate(FLOORS) for folder in folders}


@cache
def imported() -> dict[str, list[str]]:
    """What each module imports. Asked for by tests alone: every process of a run reads this file."""
    return {name: sorted(set(imports(path))) for name, path in MODULES.items()}


@cache
def ours() -> dict[str, list[str]]:
    """What of ours each module imports."""
    return {n: [i for i in found if i.split(".")[0] in ("bot", "digests")] for n, found in imported().items()}


def test_the_law_names_every_folder() -> None:
    assert {folder_of(name) for name in MODULES} - {"bot", "digests"} == set(FLOOR)


@pytest.mark.parametrize("folder", FLOOR)
def test_imports_point_downwards(folder: str) -> None:
    wrong = [
        (module, name)
        for module, found in ours().items()
        if folder_of(module) == folder
        for name in found
        if folder_of(name) != folder and FLOOR[folder_of(name)] >= FLOOR[folder]
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", NOT)
def test_some_folders_may_import_less(folder: str) -> None:
    wrong = [
        (module, name)
        for module, found in ours().items()
        if within(module, folder)
        for name in found
        if not within(name, folder) and any(within(name, each) for each in NOT[folder])
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_place(library: str) -> None:
    users = [
        m for m, found in imported().items() if any(fnmatch(i.partition(".")[0], library) for i in found)
    ]
    assert [m for m in users if not any(within(m, place) for place in ONLY_IN[library])] == []


def test_each_place_of_a_library_exists() -> None:
    """A folder that was renamed must not leave its rule behind."""
    places = [place for listed in (*ONLY_IN.values(), *NOT.values(), NOT, PURE) for place in listed]
    assert [place for place in places if not any(within(name, place) for name in MODULES)] == []


@pytest.mark.parametrize("module", [m for m in MODULES if any(within(m, each) for each in PURE)])
def test_decisions_are_pure(module: str) -> None:
    """No effects, and no clock: the present moment is an argument."""
    assert [n for n in imported()[module] if any(within(n, effect) for effect in EFFECTS)] == []
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert [f.attr for f in called if isinstance(f, ast.Attribute) and f.attr in CLOCKS] == []


@pytest.mark.parametrize("module", [m for m in MODULES if folder_of(m) in PURE[:3]])
def test_words_failures_and_plugs_need_the_standard_library_alone(module: str) -> None:
    others = {name.partition(".")[0] for name in imported()[module]} - {"digests"}
    assert others <= sys.stdlib_module_names


def test_no_folder_is_crowded() -> None:
    files: Mapping[Path, int] = defaultdict(int)
    for path in MODULES.values():
        files[path.parent] += 1  # type: ignore[index]
    assert [str(f) for f in (ROOT / "bot", ROOT / "digests") if files[f] > MOST_AT_A_ROOT] == []
    assert [str(f) for f, count in files.items() if count > MOST_IN_A_FOLDER] == []


def test_no_circle_of_modules() -> None:
    edges = {name: [_module(i) for i in found if _module(i) != name] for name, found in ours().items()}
    assert list(_circle(edges)) == []


def _module(name: str) -> str:
    """The module that an import names: ``a.b`` of ``from a import b`` where that is one, else ``a``."""
    return name if name in MODULES else name.rpartition(".")[0]


def _circle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """What is left when, again and again, everything is taken away that imports nothing that is left."""
    left = {name: set(found) for name, found in edges.items()}
    while done := [name for name, found in left.items() if not found & left.keys()]:
        for name in done:
            del left[name]
    return sorted(left)


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
