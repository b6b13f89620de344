"""What workers are given to do, in a module that costs them nothing to import: each imports it anew."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def hang() -> None:
    while True:
        pass


def square(number: int) -> int:
    return number * number


def refuse(word: str) -> None:
    raise KeyError(word)


def take(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def wait_for(file: str) -> str:
    while not Path(file).exists():
        time.sleep(0.01)
    return "done"


def modules() -> list[str]:
    return list(sys.modules)
