"""What a subscriber may set, and within which limits. Each raises ``BadInput`` beyond them."""

from __future__ import annotations

from typing import Any

from digests.errors import BadInput
from digests.model import Quiet

SIZES = range(1, 21)
POINTS = range(1, 6)
LONGEST = 200  # characters of a signature


def given(**values: object) -> dict[str, Any]:
    """Those that are set; None leaves a setting as it is."""
    return {name: value for name, value in values.items() if value is not None}


def within(**values: int | None) -> dict[str, Any]:
    """Those of ``size`` and ``points`` that are given; ``BadInput("out_of_range")`` beyond their limits."""
    limits = {"size": SIZES, "points": POINTS}
    wanted = given(**values)
    for name, value in wanted.items():
        if value not in limits[name]:
            low, high = limits[name][0], limits[name][-1]
            raise BadInput("out_of_range", name=name, low=low, high=high)
    return wanted


def sensible(quiet: Quiet) -> Quiet:
    """``BadInput("empty_quiet")``: hours without an end would be every hour, a week without a day none."""
    if (quiet.hours and quiet.hours[0] == quiet.hours[1]) or not quiet.days:
        raise BadInput("empty_quiet")
    return quiet


def signed(signature: str | None) -> str | None:
    """What ends the posts of a channel; ``BadInput("long_signature")`` for more than ``LONGEST``."""
    if signature is not None and len(signature) > LONGEST:
        raise BadInput("long_signature", count=len(signature), most=LONGEST)
    return signature
