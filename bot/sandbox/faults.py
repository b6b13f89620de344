"""Misfortunes on order: which calls fail, how, and how often."""

from __future__ import annotations

import itertools
import math
import random
import time
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar

from bot.sandbox.bans import EVERYBODY, Bans
from bot.sandbox.errors import ApiError, too_many


class Scope(StrEnum):
    """What a flood wait covers, which its answer never says."""

    CALL = "call"
    CHAT = "chat"
    ALL = "all"
    BOTH = "both"


class Failure(StrEnum):
    """How a call fails: a refusal in JSON, or something that Telegram's code never wrote."""

    FLOOD = "flood"
    ERROR = "error"
    PAGE = "page"
    BROKEN = "broken"
    TRUNCATED = "truncated"
    HANG = "hang"
    RESET = "reset"


_BOTH_SECONDS = 2.0


@dataclass(slots=True)
class Fault:
    """One misfortune.

    ``flood``: 429 with ``retry_after`` seconds; with ``lasts`` it holds that many seconds and names what is
    left of them. With a ``scope`` of ``chat`` or ``all`` the wait is a ban on the chat that was struck, or on
    all; ``both``: on all for two seconds and on that chat for the rest; ``broken`` counts the calls that came
    within it. ``error``: JSON with ``code`` and ``description``. ``page``: what others on the way answer with
    ``code``: ``body``, else a page as nginx has it. ``broken``: 200 whose body is no JSON. ``truncated``:
    half of the true answer, then the connection ends. ``hang``: nothing for ``seconds``, then the connection
    ends. ``reset``: the connection ends at once.

    ``accepted``: the call is carried out first and only its answer is lost (``truncated`` always is so).
    It befalls calls of ``method`` (any but getUpdates when empty) to ``chat`` (any when 0), each with
    ``probability``, ``count`` times (0: without end).
    """

    failure: Failure
    method: str = ""
    chat: int = 0
    count: int = 1
    probability: float = 1.0
    accepted: bool = False
    retry_after: int = 5
    lasts: float = 0.0
    code: int = 500
    description: str = "Internal Server Error"
    body: str = ""
    seconds: float = 3600.0
    number: int = 0
    hits: int = 0
    scope: Scope = Scope.CALL
    born: float = field(default_factory=time.monotonic)
    bans: Bans = field(default_factory=Bans)

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"born", "bans"})

    def __post_init__(self) -> None:
        self.failure, self.scope = Failure(self.failure), Scope(self.scope)
        self.method = self.method.lower()
        self.accepted = self.accepted or self.failure is Failure.TRUNCATED

    def concerns(self, method: str, chat: int) -> bool:
        """Whether a call of that method (in lower case) to that chat may be struck."""
        return self.named(method) and self.chat in (0, chat)

    def named(self, method: str) -> bool:
        """Whether it befalls calls of that method."""
        return method == self.method if self.method else method != "getupdates"

    def may_strike(self, method: str, chat: int) -> bool:
        """Whether it may begin with such a call."""
        return self.concerns(method, chat) and not self.exhausted

    @property
    def exhausted(self) -> bool:
        """Whether it has struck as often as it was to."""
        if self.lasts:
            return time.monotonic() >= self.born + self.lasts
        return bool(self.count) and self.hits >= self.count

    @property
    def spent(self) -> bool:
        """Whether no call will suffer from it any more."""
        return self.exhausted and not self.bans.any()

    def strike(self, chat: int) -> None:
        """It befalls a call to that chat."""
        self.hits += 1
        if self.scope in (Scope.CHAT, Scope.BOTH):
            self.bans.start(chat, self.retry_after)
        if self.scope in (Scope.ALL, Scope.BOTH):
            self.bans.start(EVERYBODY, self.retry_after if self.scope is Scope.ALL else _BOTH_SECONDS)

    def refusal(self, chat: int = 0) -> ApiError:
        """The JSON refusal of a flood or an error."""
        if self.failure is not Failure.FLOOD:
            return ApiError(self.code, self.description)
        left = self.born + self.lasts - time.monotonic() if self.lasts else self.retry_after
        return too_many(max(1, math.ceil(self.bans.left(chat) or left)))

    def to_json(self) -> dict[str, Any]:
        """For a reader in another process."""
        shown = {name: getattr(self, name) for name in (each.name for each in fields(self))}
        return {name: shown[name] for name in shown if name not in self.HIDDEN} | {"broken": self.bans.broken}


class Faults:
    """Those in force, tried in the order in which they were added; ``seed`` settles the probabilities."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311  no secret, and it must be repeatable
        self._numbers = itertools.count(1)
        self.active: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force."""
        fault.number = next(self._numbers)
        self.active.append(fault)
        return fault

    def in_force(self) -> list[Fault]:
        """Those that may yet strike."""
        return [fault for fault in self.active if not fault.spent]

    def clear(self) -> None:
        """End all of them."""
        self.active.clear()

    def seed(self, seed: int) -> None:
        """Start the probabilities anew."""
        self._random.seed(seed)

    def pick(self, method: str, chat: int) -> Fault | None:
        """The fault that strikes this call, if any does."""
        if not self.active:
            return None
        self.active = self.in_force()
        for fault in self.active:
            if fault.named(method) and fault.bans.meets(chat):
                return fault
        for fault in self.active:
            if fault.may_strike(method, chat) and self._random.random() < fault.probability:
                fault.strike(chat)
                return fault
        return None
