"""Stopping in time: how long each part may take to end, and the end of a process that takes longer.

Service managers often kill after ten seconds; what was not finished stands in the database.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading

log = logging.getLogger(__name__)

WITHIN = 3.8  # seconds from the signal to the end, whatever hangs
# Seconds for each part, one after the other; with what ends at once their sum stays below.
SENDING = 1.0
STEPS = 0.4
POLLING = 0.5
ANSWERING = 0.6


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set; the process then ends in time."""
    stop = asyncio.Event()

    def told() -> None:
        if not stop.is_set():
            _end_by_force_after(WITHIN)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told)
    return stop


def _end_by_force_after(seconds: float) -> None:
    """The last resort: a thread inside a driver or a system call cannot be broken off, only left."""
    timer = threading.Timer(seconds, _end_by_force)
    timer.daemon = True
    timer.start()


def _end_by_force() -> None:
    still = ", ".join(sorted(each.name for each in threading.enumerate() if not each.daemon))
    log.warning("the stop took longer than %.1f s; left as they are: %s", WITHIN, still)
    leave()


def leave() -> None:
    """End the process with 0, now that all is closed: taking its memory apart costs a quarter second."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)
