"""An event loop whose time jumps to the next timer: hours of waiting pass in a moment."""

from __future__ import annotations

import asyncio
import selectors
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
_MOST_STEPS = 2_000_000


class _Jumping(selectors.SelectSelector):
    """Waits for nothing: what would be a wait is added to ``now``. Turns without end are an error."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0
        self._steps = 0

    def select(self, timeout: float | None = None) -> Any:
        """What is ready; raises ``RuntimeError`` where a real loop would hang or turn for ever."""
        self._steps += 1
        if timeout is None or self._steps > _MOST_STEPS:
            raise RuntimeError("nothing will ever happen")
        self.now += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """``time()`` is virtual; no threads, no sockets."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Virtual seconds."""
        return self._jumping.now


@contextmanager
def limited(seconds: float = 30.0) -> Iterator[None]:
    """Raise ``TimeoutError`` after so many real seconds, also in code that never yields: it hangs."""

    def hangs(*_: object) -> None:
        raise TimeoutError(f"hangs: not done in {seconds} s")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def virtually(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end in virtual time, for a moment of real time."""
    with limited(), asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
