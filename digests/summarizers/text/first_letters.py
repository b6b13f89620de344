"""Where an expression may begin: to look for a set of letters is quicker than to try it at each.

A list of fifty expressions tries all fifty at every letter of a sentence. Where each of them says with what
letter it begins, one set of these stands in front of the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# A hint ``(?=[...])``, a plain set, or a letter that must be there; what it stands behind may come before.
_OPENS = re.compile(
    r"(?:\(\?<[!=][^()]*\))*(?:\(\?=\[(?P<hint>[^\\\]^-]+)\]\)"
    r"|(?:\[(?P<set>[^\\\]^-]+)\]|(?P<letter>[^\W\d_]))(?![?*{|]))"
)


def behind_first_letters(entries: Sequence[str]) -> str:
    """The entries as one expression, that is tried only at their first letters if all of them tell these.

    For scripts without upper and lower case. An entry with alternatives at its outermost must have a hint.
    """
    found = [_OPENS.match(entry) for entry in entries]
    joined = "|".join(entries)
    letters = sorted({letter for match in found if match for letter in match[match.lastgroup or 0]})
    return f"(?=[{''.join(letters)}])(?:{joined})" if found and all(found) else joined
