"""How the tests are spread over processes: those that wait for others first, each by itself.

The tests of ``tests/flow`` start processes, kill them and wait for them. One such file after the other at the
end, as xdist would have it, leaves all cores but one idle for minutes.
"""

from __future__ import annotations

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

WAITING = "tests/flow/"
MOST_MORE = 4  # processes than cores: many tests wait, and each process has a PostgreSQL of its own


def compute_in_one_thread() -> None:
    """No process multiplies matrices in several threads: call it before the first of them imports numpy.

    Where there are more processes than cores they wait for each other, busily: what is learned from labelled
    points took three times as much of the processor.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class WaitingFirst(LoadFileScheduling):
    """A file stays together, for the sake of what its tests share; a test that waits is alone."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(WAITING) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WaitingFirst:
    """See ``WaitingFirst``."""
    return WaitingFirst(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """More processes than cores, since many wait; fewer where those that take long are left out."""
    cores = os.cpu_count() or 1
    more = min(cores, MOST_MORE)
    return cores + (more // 2 if config.option.markexpr else more)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that wait come first."""
    items.sort(key=lambda item: not item.nodeid.startswith(WAITING))
