"""Summarizers: one table from name to function; importing it imports none of them.

A summarizer is a plain function of title, text, language and count (``ports.Summarizer``), so that a
worker process can find it by name.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from digests.ports import Summarizer

DEFAULT = "keypoints"

# name -> module of its ``condense`` and ``VERSION``; sumy's methods share a module
_OWN = {"keypoints": "digests.summarizers.keypoints", "lead": "digests.summarizers.lead"}
_SUMY = ("lsa", "lexrank", "textrank", "luhn", "sumbasic", "kl", "edmundson", "reduction")
NAMES = (*_OWN, *_SUMY)


def summarizer(name: str) -> Summarizer:
    """The summarizer of that name; raises ``KeyError`` for a name that is not in ``NAMES``."""
    if name in _SUMY:
        return cast("Summarizer", import_module("digests.summarizers.extractive").method(name))
    return cast("Summarizer", import_module(_OWN[name]).condense)


def version(name: str) -> str:
    """Name and version of a summarizer: stored points of another version are made again."""
    module = "digests.summarizers.extractive" if name in _SUMY else _OWN[name]
    return f"{name}-{import_module(module).VERSION}"
