"""Lines that are no language: code, and rows of tables. None of their words makes a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Most lines of prose have none of these and are told at once: a plain set of characters is looked for many
# times faster than with the openings among them. Sources join the cells of a row with " | ".
_SIGNS = re.compile(r"[{}<>=;$\\|_()\[\]#/`~@-]")
_OPENS_SO = re.compile(r"[\"'].*:|\"{3}|\w+$|(?:import|from)\b")
_CELLS = re.compile(r"\s\|\s|^\||\|$")
_LONG_CELL = 60  # characters: one that holds prose makes no table of its line
_COMMAND = (
    "sudo|pip3?|npm|npx|yarn|git|docker|curl|wget|apt|apt-get|brew|cargo|kubectl|cd|ls|mkdir|export|chmod|echo"
    "|python3?|node|go|make|ssh|cp|mv|rm|cat|grep|conda|uv|poetry"
)
_KEYWORD = (
    "def|class|fn|func|function|public|private|protected|static|const|let|var|struct|enum|interface|namespace|package"
    "|module|use|using|try|catch|except|finally|with|while|for|if|elif|else|switch|case|return|raise|throw|await|async"
    "|import|export|int|void|char|bool|float|double|auto"
)
# Openings of a line that no sentence has, however it ends.
_OPENS = re.compile(
    r"^(?:[$%]\s|>>>|//|/\*|\*/|#!|#\s|#include\b|</?[a-zA-Z!]|\"{3}|[\"'][\w.-]+[\"']:\s|(?:>\s)?[a-z_][A-Za-z0-9_.]*\("
    r"|[\w.\[\]*&-]+\s*[-+*/|&:?]?=\s*\S|@[\w.]+(?:\(|$)|--[a-z]|-[a-zA-Z]\b[, ]"
    r"|[a-z@][\w@./:=-]*(?:\s\S+){0,6}\s#\s(?!\d))"
)
# What joins or ends statements, in a line that ends as no sentence does.
_STATEMENT = re.compile(
    rf"^(?:{_KEYWORD})\b.*(?:[{{;:(,]|\)|=|\bdo|\bthen)\s*$|^(?:import|using|package|use)\s[\w.:*]+(?:\sas\s\w+)?;?$"
    rf"|^from\s[\w.]+\simport\s|^[{{}}\[\])]|^(?:{_COMMAND})\s(?:--?\w|[\w./:@=-]+(?:\s[\w./:@=<>~\"'$-]+)*$)"
    r"|^(?:else|try|finally|do|done|fi|end|esac|then|pass|break|continue)\s*[:;]?$"
    r"|(?:[{;\\]|=>|&&|\|\|)\s*$|\s#\s(?!\d)|^[\w\"']+:\s.*\s//\s|^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\s.*\b(?:FROM|INTO|TABLE|SET)\b"
)
# Words that only a program has.
_NAME = re.compile(
    r"[{}\\~^`]|[\w\])]\(|\)\.|::|->|=>|&&|\|\||[=!<>]=|:=|^=$|\w=\S|^[<>|&+*/#]+$|\$\w|\$\{|\w_\w|^_\w|^--?[a-zA-Z]"
    r"|;$|\w\[|^</?\w|/>$|^//|^[\"'][\w.-]+[\"'][,:)]|^\w+\.\w+\.\w+$"
)
_NAMES_HINT = re.compile(
    r"[{}\\~^`<>=;|$_&*+#\[]|[\w\])]\(|\)\.|::|(?:^|\s)--?\w|//|\.\w+\.|[\"'][\w.-]+[\"'][,:)]"
)
_ENDED = re.compile(r"[。！？；]|[.!?…](?<!, \.\.\.)[\"'”’)]*$")
_UNSPACED = re.compile("[\u3400-\u9fff\u3040-\u30ff]{4}")
_SHARE, _SHARE_ENDED = 0.3, 0.5  # of the words of a line; the second where it ends as a sentence does

_MANY = 3  # such words in a sentence that is no code as a whole


def verbatim(lines: Sequence[str]) -> list[bool]:
    """Of each line, whether it is code or a row of a table.

    Beside code a line that does not end as a sentence does is none: a value, a comment, some output.
    """
    code = [is_code(line) for line in lines]
    if any(code):
        code = [found or not _ENDED.search(line) for found, line in zip(code, lines, strict=True)]
    return [found or _is_row(line) for found, line in zip(code, lines, strict=True)]


def _is_row(line: str) -> bool:
    if "|" not in line or not _CELLS.search(line):
        return False
    return max(map(len, _CELLS.split(line))) <= _LONG_CELL


def is_code(line: str) -> bool:
    """Whether a line was written for a machine; prose that names a few words of one is not."""
    if not _is_suspect(line):
        return False
    if _UNSPACED.search(line):
        return bool(_OPENS.search(line))
    ended = bool(_ENDED.search(line))
    if _OPENS.search(line) or (not ended and _STATEMENT.search(line)):
        return True
    words = line.split()
    return _names(line, words) >= (_SHARE_ENDED if ended else _SHARE) * len(words)


def holds_code(sentence: str) -> bool:
    """Whether code stands in the midst of a sentence: it was between two, and lost its line ends."""
    words = sentence.split()
    return len(words) >= _MANY and _is_suspect(sentence) and _names(sentence, words) >= _MANY


def _is_suspect(line: str) -> bool:
    return bool(_SIGNS.search(line) or _OPENS_SO.match(line)) or line.endswith(":")


def _names(line: str, words: Sequence[str]) -> int:
    """How many of a line's words only a program has."""
    if not _NAMES_HINT.search(line):
        return 0
    odd = [word for word in words if not word.rstrip(".,").isalpha() and word.isascii()]
    return sum(1 for word in odd if _NAME.search(word))
