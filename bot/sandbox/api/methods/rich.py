"""Rich messages (Bot API 10.1), in HTML."""

from __future__ import annotations

from bot.sandbox.errors import bad_request
from bot.sandbox.formatting.rich_blocks import blocks_of, count, flat
from bot.sandbox.formatting.rich_html import parse_tags
from bot.sandbox.params import Params
from bot.sandbox.state import Json

MAX_CHARACTERS, MAX_BLOCKS, MAX_LEVELS = 32_768, 500, 16
_WAYS = ("html", "markdown", "blocks")


def read_rich(params: Params) -> tuple[str, Json] | None:
    """The text of a rich message and its blocks, None for a message that is not one; raises ApiError 400."""
    stated = params.record("rich_message", "rich message")
    if stated is None:
        return None
    ways = [name for name in _WAYS if stated.get(name)]
    if len(ways) != 1:
        raise bad_request("exactly one of html, markdown and blocks must be specified in the rich message")
    if ways != ["html"] or not isinstance(stated["html"], str):
        raise bad_request("the sandbox shows rich messages in HTML only")
    tags, levels = parse_tags(stated["html"])
    blocks = list(blocks_of(tags))
    _check(blocks, levels)
    return flat(blocks), {"blocks": blocks}


def _check(blocks: list[Json], levels: int) -> None:
    """The published limits."""
    text = flat(blocks)
    if not text.strip():
        raise bad_request("rich message must be non-empty")
    for is_over, what in (
        (len(text) > MAX_CHARACTERS, "is too long"),
        (levels > MAX_LEVELS, "has too many levels"),
        (count(blocks) > MAX_BLOCKS, "has too many blocks"),
    ):
        if is_over:
            raise bad_request(f"rich message {what}")
