"""Lines for terminals that also break between characters of scripts without blanks; rich breaks at blanks."""

from __future__ import annotations

import re

from rich.text import Text

_WIDE = "\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff"
_CLOSING = "，。、；：！？”’」』）》】⟧"
_PIECE = re.compile(rf"[⟦“‘「『（《【]*[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+|\s+")


def wrapped(text: Text, width: int, indent: int = 0) -> Text:
    """A text in lines of at most ``width`` columns, those after the first set in by ``indent``.

    Only a single word that is wider is left to the terminal.
    """
    lines, begin, used = [], 0, 0
    for piece in _PIECE.finditer(text.plain):
        size = Text(piece.group()).cell_len
        if used + size > width and used and not piece.group().isspace():
            lines.append(text[begin : piece.start()])
            begin, used = piece.start(), indent
        used += size
    for line in lines:
        line.rstrip()
    return Text("\n" + " " * indent).join([*lines, text[begin:]])
