"""What a filter is about: one thing that is followed, or all; as an argument of a button, and by name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.callback_data import MOST
from bot.screens.choices import name_of
from bot.texts import plain
from digests.decisions.cursors import base36
from digests.errors import BadInput
from digests.model import FollowKind, Subscription

About = tuple[FollowKind, int] | None
ALL: About = None
_KINDS = {kind.value[0]: kind for kind in FollowKind}


def packed(about: About) -> str:
    """As an argument of a button; "" for all."""
    return f"{about[0].value[0]}{base36(about[1])}" if about else ""


def unpacked(text: str) -> About:
    """The inverse; ``BadInput("dead_button")`` for anything else."""
    if not text:
        return ALL
    try:
        kind, target = _KINDS[text[0]], int(text[1:], 36)
    except (KeyError, ValueError) as error:
        raise BadInput("dead_button") from error
    if not 0 <= target <= MOST:
        raise BadInput("dead_button")
    return kind, target


def kind_of(letter: str) -> FollowKind:
    """What a letter of a button stands for; ``BadInput("dead_button")`` for another one."""
    if letter not in _KINDS:
        raise BadInput("dead_button")
    return _KINDS[letter]


def find(about: About, following: Sequence[Subscription]) -> Subscription | None:
    """The subscription; None for all. ``BadInput("dead_button")`` where it is not followed any more."""
    if about is None:
        return None
    found = next((each for each in following if (each.kind, each.target) == about), None)
    if found is None:
        raise BadInput("dead_button")
    return found


def name(lang: str, followed: Subscription | None) -> str:
    """How it is called."""
    return name_of(followed) if followed else plain(lang, "filter.everything")
