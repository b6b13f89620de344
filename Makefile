# make run | test | test-all | check | bench | read-keypoints | lock | clean. The environment is .venv; uv makes it when it is there.

BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c '$(NEW_ENOUGH)' 2>/dev/null && { echo "$$python"; break; }; done)

# Nothing may be built with unlocked tools, hence no isolation: requirements-build.lock comes first.
ifdef UV
INSTALL = $(UV) pip install --quiet --python $(BIN)/python --no-build-isolation
PREPARE = true
else
# An environment that uv once made has no pip of its own.
PREPARE = $(BIN)/python -c 'import pip' 2>/dev/null || $(BIN)/python -m ensurepip >/dev/null
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation
endif
COMPILE = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"
PROJECT := pyproject.toml requirements-build.lock

.PHONY: help install run test test-all check bench bench-large read-keypoints lock clean

help:
	@echo "make run      the bot; without TELEGRAM_BOT_TOKEN in .env the sandbox, with sample feeds"
	@echo "make test     the tests, without those that take long; all of them where CI is set"
	@echo "make test-all all the tests        make check    style, types and layers"
	@echo "make bench    measurements         make install  only the environment"
	@echo "make bench-large   the same at a million posts: hours, and 10 GB of /tmp"
	@echo "make read-keypoints   a blind sheet of key points to be labelled, and its counts"
	@echo "make lock     newer versions       make clean    the environment and caches away; data stays"

install: .venv/for-run

run: .venv/for-run
	@$(BIN)/digestbot run

# Each process of a run, and each that a test starts, would compile all of it anew where nothing compiled is kept.
# CI=1 brings in what takes long, and all examples of the property tests (CONTRIBUTING.md).
test: .venv/for-work
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto --dist loadfile$(if $(CI),, -m "not long")

test-all: export CI = 1
test-all: test

check: .venv/for-work
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest tests/test_layers.py

# ONLY=keypoints for one of them; KEYPOINT_SETS=folder of articles with references (docs/key-points.md).
bench: .venv/for-work
	@$(BIN)/python -m bench $(ONLY)

bench-large: .venv/for-work
	$(BIN)/python -m bench --large

# LABELS=file counts what was labelled; otherwise the sheet is written (docs/key-points.md).
read-keypoints: .venv/for-work
	@$(BIN)/python -m bench.reading $(LABELS)

.venv/for-run: $(PROJECT) requirements.lock | $(BIN)/python
	@echo "Installing into .venv ..."
	@$(PREPARE)
	@$(INSTALL) --require-hashes -r requirements-build.lock
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --editable .
	@touch $@

# The development lock holds everything that the others do, in the same versions.
.venv/for-work: $(PROJECT) requirements-dev.lock | $(BIN)/python
	@echo "Installing into .venv, with the tools for tests and checks ..."
	@$(PREPARE)
	@$(INSTALL) --require-hashes -r requirements-build.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps --editable .
	@touch $@ .venv/for-run

$(BIN)/python:
ifdef UV
	@$(UV) venv --quiet --clear --python "$(or $(PYTHON),>=3.11)" .venv
else
	@test -n "$(PYTHON)" || { echo "digestbot needs Python 3.11 or newer; this machine has" \
		"$$(python3 --version 2>&1 || echo none). Install one, or name it: make run PYTHON=/path/to/python3.11" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) comes without venv." \
		"On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
endif

lock:
	@command -v uv >/dev/null || { echo "Locking needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	$(COMPILE) pyproject.toml --group dev --group build -o requirements-dev.lock
	$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements-build.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
