"""Whether a text shows anything at all."""

from __future__ import annotations

import unicodedata

# Letters, signs and marks that look like nothing: fillers of Hangul, the Braille blank, the vowels of Khmer
# that are never drawn, and what only chooses a form of the letter before it.
LOOK_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def shows(text: str) -> bool:
    """Whether there is more in a text than white space, zero-width characters and fillers.

    What this version of Unicode does not know yet counts as shown: new emoji are among it.
    """
    return any(each not in LOOK_BLANK and unicodedata.category(each) not in _UNSEEN for each in text)
