"""The trail of a post from its feed to the chats: what happened, with the ids by which it is found again.

A post is stored by a feed, stands in a digest, which goes to subscribers by deliveries. Each of these lines
names the ids of its own step and those of the step before, so that they join into one way. Whatever else is
logged meanwhile carries the ids of ``following`` as well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

log = logging.getLogger(__name__)

Ids = Mapping[str, object]

_NONE: Ids = MappingProxyType({})
_IDS: ContextVar[Ids] = ContextVar("ids", default=_NONE)


@contextmanager
def following(**ids: object) -> Iterator[None]:
    """Whatever is logged in this block, also by what it awaits, carries these ids."""
    token = _IDS.set({**_IDS.get(), **ids})
    try:
        yield
    finally:
        _IDS.reset(token)


def ids() -> Ids:
    """The ids that hold here."""
    return _IDS.get()


def note(event: str, **more: object) -> None:
    """Something happened to these."""
    if log.isEnabledFor(logging.INFO):
        with following(**more):
            log.info(event)
