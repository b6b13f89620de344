"""What a Jekyll site states of itself in ``_config.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from digests.model import Problem

CONFIGS = ("_config.yml", "_config.yaml")
_YES = ("true", "yes", "on")


@dataclass(frozen=True, slots=True)
class Site:
    """A site's title, the zone of its dates ("" for none stated) and whether posts of the future are shown.

    ``problems`` are what of it could not be understood.
    """

    title: str = ""
    zone: str = ""
    future: bool = False
    problems: tuple[Problem, ...] = ()


def site_of(config: bytes) -> Site:
    """Read a configuration; what it does not state is as Jekyll has it."""
    from digests.sources import encoding
    from digests.sources.jekyll import front_matter
    from digests.sources.text import one_line

    settings = front_matter.parse(encoding.decode(config).text)
    stated = front_matter.text(settings, "timezone")
    zone = stated if _is_zone(stated) else ""
    unknown = Problem(CONFIGS[0], "unknown_timezone", {"name": one_line(stated)[:60]})
    return Site(
        one_line(front_matter.text(settings, "title", "name")),
        zone,
        front_matter.text(settings, "future").lower() in _YES,
        (unknown,) if stated and not zone else (),
    )


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and ZoneInfo(name) is not None
    except (KeyError, ValueError, OSError):
        return False
