"""What the wording of a stretch tells: what it points at; in Chinese also who is in it, and what it wants."""

from __future__ import annotations

import re

from digests.summarizers.text.pointing import unnamed

_MOST = 2  # things pointed at that are counted
_SUBJECT = 14  # characters of a stretch in which its subject stands
_BODY = re.compile("公司|集团|股份|银行|证券|[部委局会院所]")
_URGES = re.compile(
    "(?:要|应|加强|推[进动]|加快|深化|完善|坚持|聚焦|确保|提升|强化|支持|鼓励|引导|健全|落实|做好|积极)"
)
_SAYS = re.compile("表示|指出|认为|强调|[称说]，")


def points_back(text: str, title: str, pointing: re.Pattern[str]) -> int:
    """How many things it points at that neither the title nor the text in front names, at most 2.

    ``title``: in small letters; ``pointing``: what points at something, with its name as a group, if it has
    one (phrases.py).
    """
    return min(sum(1 for _ in unnamed(text, title, pointing)), _MOST)


def names_body(text: str) -> bool:
    """Whether a company or an authority stands where its subject does."""
    return bool(_BODY.search(text[:_SUBJECT]))


def urges(text: str) -> bool:
    """Whether it says what is to be done and not by whom."""
    return bool(_URGES.match(text))


def says(text: str) -> bool:
    """Whether it is somebody's word."""
    return bool(_SAYS.search(text))
