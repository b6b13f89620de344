"""Small helpers of the benchmarks: percentiles and a plain table."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


async def times(call: Callable[[], Awaitable[object]], count: int) -> list[float]:
    """Milliseconds of wall clock of ``count`` calls, after one that is not counted."""
    await call()
    measured = []
    for _ in range(count):
        start = time.perf_counter()
        await call()
        measured.append((time.perf_counter() - start) * 1e3)
    return measured


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    cells = [[str(each) for each in row] for row in (head, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    print(f"\n## {title}\n")
    for number, row in enumerate(cells):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if not number:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
