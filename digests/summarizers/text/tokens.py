"""Words as the methods count them: numbers, codes and tickers are words too."""

from __future__ import annotations

import re

from digests.summarizers.text.sentences import CJK

_UNSPACED = f"{CJK}\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
_RUN = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|[^\W_{_UNSPACED}]+(?:[.,:'’&/-][^\W_{_UNSPACED}]+)*")


def words(text: str) -> list[str]:
    """Runs of letters and digits, lower case; of unspaced scripts each pair of neighbouring characters.

    Character pairs do as well as a dictionary's words for choosing sentences, at a tenth of the time.
    """
    found: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group().lower()
        if match.lastgroup is None or len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found
