"""What a method is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.sandbox.params import Params
from bot.sandbox.world import World

# Takes the world and a call's parameters; returns the "result"; raises ApiError to refuse.
Method = Callable[[World, Params], Awaitable[object]]
