"""What the wording of a Chinese stretch tells of it: what it points at, who is in it, what it wants."""

from __future__ import annotations

import re

_MOST = 2  # things pointed at that are counted
_SUBJECT = 14  # characters of a stretch in which its subject stands

# 该 of 应该 points at nothing, nor does 此 of 因此, 为此, 此外 and 此前.
_POINTED_AT = re.compile("(?:(?<!应)该|这一|这些|这项|这种|这次|上述|(?<![因为])此(?![外前]))([一-龥]{1,2})?")
_BODY = re.compile("公司|集团|股份|银行|证券|[部委局会院所]")
_URGES = re.compile(
    "(?:要|应|加强|推[进动]|加快|深化|完善|坚持|聚焦|确保|提升|强化|支持|鼓励|引导|健全|落实|做好|积极)"
)
_SAYS = re.compile("表示|指出|认为|强调|[称说]，")


def points_back(text: str, title: str) -> int:
    """How many things it points at that neither the title nor the text in front names, at most 2."""
    found = 0
    for match in _POINTED_AT.finditer(text):
        name = match[1]
        found += not (name and (name in title or name in text[: match.start()]))
    return min(found, _MOST)


def names_body(text: str) -> bool:
    """Whether a company or an authority stands where its subject does."""
    return bool(_BODY.search(text[:_SUBJECT]))


def urges(text: str) -> bool:
    """Whether it says what is to be done and not by whom."""
    return bool(_URGES.match(text))


def says(text: str) -> bool:
    """Whether it is somebody's word."""
    return bool(_SAYS.search(text))
