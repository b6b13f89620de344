"""Dockerfile, compose.yaml and what watches the bot: they name only what there is. No engine is needed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest

from bot.cli.main import build
from bot.monitoring.metrics import Metrics
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PARTS = {name: each for name, each in SERVICES.items() if each["image"] == "digestbot"}
SETTINGS = {name.upper() for name in Settings.model_fields}

METRIC = re.compile(r"\bdigestbot_[a-z_]+")
SUFFIX = re.compile(r"_(bucket|sum|count|created)$")


def known_metrics() -> set[str]:
    lines = generate_latest(Metrics().registry).decode().splitlines()
    names = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    return {name for name in names if not name.endswith("_created")}


def named(text: str) -> set[str]:
    return {SUFFIX.sub("", name) for name in METRIC.findall(text)}


def expressions() -> list[str]:
    panels = json.loads((DEPLOY / "grafana-dashboard.json").read_text("utf-8"))["panels"]
    shown = [target["expr"] for panel in panels for target in panel.get("targets", ())]
    groups = yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"]
    return shown + [rule["expr"] for group in groups for rule in group["rules"]]


# --------------------------------------------------------------------------- what watches


def test_dashboard_and_alarms_ask_for_metrics_that_there_are() -> None:
    asked = set().union(*(named(each) for each in expressions()))
    assert asked - known_metrics() == set()


def test_every_metric_stands_on_the_dashboard() -> None:
    shown = named((DEPLOY / "grafana-dashboard.json").read_text("utf-8"))
    assert known_metrics() - shown == set()


@pytest.mark.parametrize("expression", expressions())
def test_expressions_are_whole(expression: str) -> None:
    assert expression.count("(") == expression.count(")")
    assert re.search(r"rate\([^)]*\[\d+[smh]\]\)|max|sum|up", expression)
    for counter in re.findall(r"(?:rate|increase)\((digestbot_[a-z_]+)", expression):
        assert re.search(r"_(total|bucket)$", counter), "only what grows has a rate"


def test_labels_on_the_dashboard_are_those_of_the_metrics() -> None:
    by = {
        label.strip()
        for each in expressions()
        for part in re.findall(r"by \(([^)]*)\)", each)
        for label in part.split(",")
    }
    assert by <= {"le", "outcome", "rank", "kind", "step", "queue", "status"}


def test_panels_lie_beside_each_other_and_speak_both_languages() -> None:
    panels = json.loads((DEPLOY / "grafana-dashboard.json").read_text("utf-8"))["panels"]
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
        assert re.search("[\u4e00-\u9fff]", panel["title"]), panel["title"]
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_prometheus_looks_at_every_part_that_stays() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus.yml").read_text("utf-8"))
    [job] = config["scrape_configs"]
    [found] = job["dns_sd_configs"]
    assert set(found["names"]) == set(PARTS) - {"migrate"}
    assert str(found["port"]) == PARTS["bot"]["environment"]["HTTP_PORT"]
    assert all((DEPLOY / name).exists() for name in config["rule_files"])


# --------------------------------------------------------------------------- compose


def test_parts_run_commands_that_there_are() -> None:
    commands = build("en").commands
    for part in PARTS.values():
        command, *options = part["command"]
        assert command in commands
        known = {option for each in commands[command].params for option in each.opts}
        assert {each for each in options if each.startswith("-")} <= known
    assert {part["command"][0] for part in PARTS.values()} == {"migrate", "bot", "clock", "worker"}


def test_parts_are_set_by_settings_that_there_are() -> None:
    for part in PARTS.values():
        assert set(part["environment"]) <= SETTINGS
        filled = {name.lower(): re.sub(r"\$\{.*?\}", "x", each) for name, each in part["environment"].items()}
        Settings(_env_file=None, **filled)


def test_nobody_starts_before_the_database_is_ready() -> None:
    assert PARTS["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert "healthcheck" in SERVICES["postgres"]
    for name in set(PARTS) - {"migrate"}:
        assert PARTS[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_only_grafana_has_a_port_and_only_on_this_machine() -> None:
    ports = {name: each["ports"] for name, each in SERVICES.items() if "ports" in each}
    assert ports == {"grafana": ["127.0.0.1:3000:3000"]}


def test_files_and_volumes_are_there() -> None:
    for service in SERVICES.values():
        for source in (each.split(":")[0] for each in service.get("volumes", ())):
            assert (ROOT / source).is_file() if source.startswith(".") else source in COMPOSE["volumes"]


def test_images_are_of_a_version() -> None:
    images = [each["image"] for each in SERVICES.values() if each["image"] != "digestbot"]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [image for image in images if not re.search(r":v?\d+(\.\d+)*", image)] == []


@pytest.mark.skipif(shutil.which("docker") is None, reason="no docker")
def test_docker_reads_it_as_we_do(tmp_path: Path) -> None:
    for name in ("compose.yaml", "Dockerfile"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=x\n")
    asked = ["docker", "compose", "--profile", "monitoring", "config", "--services"]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    if "unknown" in done.stderr:
        pytest.skip("docker without compose")
    assert set(done.stdout.split()) == set(SERVICES)


# --------------------------------------------------------------------------- Dockerfile


def instructions() -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def test_it_runs_as_nobody_special_and_says_how_it_is() -> None:
    found = instructions()
    last = max(place for place, (name, _) in enumerate(found) if name == "FROM")
    final = dict(found[last:])
    assert final["USER"] not in ("root", "0")
    assert final["USER"] in final["RUN"], "who is made"
    assert json.loads(final["HEALTHCHECK"].partition("CMD ")[2]) == ["digestbot", "health"]
    assert {"health", "run"} <= set(build("en").commands)
    assert (json.loads(final["ENTRYPOINT"]), json.loads(final["CMD"])) == (["digestbot"], ["run"])
    assert "gcc" not in DOCKERFILE
    assert "build-essential" not in DOCKERFILE


def test_what_it_copies_is_there_and_not_left_out() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line]
    kept = [rule[1:] for rule in rules if rule.startswith("!")]
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists()
                assert any(fnmatch(source, rule) for rule in kept)
    assert [rule for rule in kept if not (ROOT / rule).exists()] == []
    assert not any(fnmatch(".env", rule) for rule in kept), "secrets stay out of the image"


def test_it_installs_what_is_locked() -> None:
    installs = [
        part
        for name, rest in instructions()
        if name == "RUN"
        for part in rest.split("&&")
        if "pip install" in part
    ]
    assert all("--require-hashes" in each or "--no-deps" in each for each in installs)
    assert len(installs) == 3


def test_its_environment_is_made_of_settings() -> None:
    names = {
        name
        for kind, rest in instructions()
        if kind == "ENV"
        for name in re.findall(r"(\w+)=", rest)
        if not name.startswith(("PATH", "PIP_", "PYTHON"))
    }
    assert names <= SETTINGS
    assert {"DATABASE_URL", "HTTP_PORT"} <= names
