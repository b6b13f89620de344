"""Rich HTML (Bot API 10.1): tags out of markup.

Of what the documents name, tables, media and formulas are left out: no bot of ours sends any. What a server
says to broken markup is not published; here it says where it broke.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.sandbox.errors import ApiError, bad_request

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "mark": "marked",
    "sub": "subscript", "sup": "superscript", "tg-spoiler": "spoiler", "a": "url", "tg-time": "date_time",
}  # fmt: skip
HEADINGS = {f"h{size}": size for size in range(1, 7)}
TEXTS = {"p": "paragraph", "footer": "footer", "pre": "pre", "summary": "summary"} | dict.fromkeys(
    HEADINGS, "heading"
)
BOXES = {"ul": "list", "ol": "list", "li": "item", "details": "details", "blockquote": "blockquote"}
_WITHIN = {"li": ("ul", "ol"), "summary": ("details",)}


@dataclass(slots=True)
class Node:
    """A tag with what stands in it: texts and further tags."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


def parse_tags(source: str) -> tuple[list[Node | str], int]:
    """What stands in a rich message, and how deep its tags go; raises ApiError 400."""
    tree = _Tree()
    tree.feed(source)
    tree.close()
    if tree.open:
        raise broken(f'Can\'t find end tag corresponding to start tag "{tree.open[-1].tag}"')
    return tree.root.children, tree.levels


class _Tree(HTMLParser):
    """Tags must be known, stand where they may, and close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.root, self.open, self.levels = Node(""), list[Node](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1].tag if self.open else ""
        if tag not in STYLES and tag not in TEXTS and tag not in BOXES and tag != "hr":
            raise broken(f'Unsupported start tag "{tag}"')
        if parent not in _WITHIN.get(tag, (parent,)) or (tag not in STYLES and parent in (*STYLES, *TEXTS)):
            raise broken(f'Tag "{tag}" must not be in tag "{parent}"')
        node = Node(tag, dict(attrs))
        self._parent().children.append(node)
        if tag != "hr":
            self.open.append(node)
            self.levels = max(self.levels, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop().tag != tag:
            raise broken(f'Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self._parent().children.append(data)

    def _parent(self) -> Node:
        return self.open[-1] if self.open else self.root


def broken(reason: str) -> ApiError:
    """A complaint about markup."""
    return bad_request(f"can't parse rich message: {reason}")
