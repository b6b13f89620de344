"""From what a bot sends to what a chat shows: clean text and entities that nest as Telegram lets them.

Follows tdlib/td ``fix_formatted_text`` and ``get_input_message_entities`` (MessageEntity.cpp).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.sandbox.errors import bad_request
from bot.sandbox.formatting.detect_entities import find_entities
from bot.sandbox.formatting.entities import QUOTES, SPLITTABLE, VERBATIM, Entity, in_order, utf16_length

MAX_ENTITIES = 100
_CONTROL = {code: " " for code in range(32) if chr(code) not in "\n\r"}
_NEEDS_CLEANING = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_REMOVED = re.compile(r"[\r\u2028-\u202e\u0333\u033f\u030a]")
_INVISIBLE = re.compile(r"[\s\u00ad\u180b-\u180e\u200b-\u200f\u2060-\u2064\u2800\ufeff\ufffc]*")


def format_text(text: str, entities: Sequence[Entity] = ()) -> tuple[str, list[Entity]]:
    """Text and entities as the chat shows them; raises ApiError 400 for what Telegram refuses."""
    _check_unicode(text)
    kept = _nested([e for e in entities if e.length > 0]) if entities else []
    _check_bounds(text, kept)
    text, kept = _clean(text, kept)
    text, kept = _trim(text, kept)
    if not text or _INVISIBLE.fullmatch(text):
        raise bad_request("text must be non-empty")
    return text, _with_found(text, _limited(kept))


def _check_unicode(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _check_bounds(text: str, entities: Sequence[Entity]) -> None:
    if not entities:
        return
    size = utf16_length(text)
    for entity in entities:
        if not 0 <= entity.offset <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect offset {entity.offset}")
        if entity.offset >= size:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.end > size:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {entity.offset} ends after the end of the text"
                f" at UTF-16 offset {entity.end}"
            )
    if size > len(text):
        _check_halves(text, entities)


def _check_halves(text: str, entities: Sequence[Entity]) -> None:
    """An entity must not begin or end between the two units of one character."""
    units = text.encode("utf-16-le")
    for entity in entities:
        if _is_low_half(units, entity.offset):
            raise bad_request("Entity begins in a middle of a UTF-16 symbol")
        if _is_low_half(units, entity.end):
            start = f"Entity beginning at UTF-16 offset {entity.offset}"
            raise bad_request(f"{start} ends in a middle of a UTF-16 symbol")


def _is_low_half(units: bytes, offset: int) -> bool:
    return b"\xdc" <= units[2 * offset + 1 : 2 * offset + 2] <= b"\xdf"


# --------------------------------------------------------------------------- text


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Control characters become spaces; carriage returns and direction marks go, offsets follow."""
    if _NEEDS_CLEANING.search(text) is None:
        return text, entities
    removed = [utf16_length(text[: found.start()]) for found in _REMOVED.finditer(text)]
    moved = [_moved(e, removed) for e in entities]
    return _REMOVED.sub("", text).translate(_CONTROL), [e for e in moved if e.length > 0]


def _moved(entity: Entity, removed: list[int]) -> Entity:
    start = entity.offset - bisect_left(removed, entity.offset)
    return Entity(entity.type, start, entity.end - bisect_left(removed, entity.end) - start, entity.extra)


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Spaces and line feeds go at the end, and at the start as far as no entity covers them."""
    text = text.rstrip(" \n")
    if not entities:
        return text.lstrip(" \n"), []
    size = utf16_length(text)
    kept = [
        Entity(e.type, e.offset, min(e.end, size) - e.offset, e.extra) for e in entities if e.offset < size
    ]
    first = min((e.offset for e in kept), default=size)
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    for entity in kept:
        entity.offset -= cut
    return text[cut:], kept


# --------------------------------------------------------------------------- entities


def _nested(entities: Iterable[Entity]) -> list[Entity]:
    """Without those that Telegram does not let intersect: links and code, quotes, one across another."""
    ordered = in_order(entities)
    quotes = _apart([e for e in ordered if e.type in QUOTES])
    solid = _apart([e for e in ordered if e.type not in QUOTES and e.type not in SPLITTABLE])
    solid = [e for e in solid if not _crosses_any(e, quotes)]
    return in_order([*quotes, *solid, *(e for e in ordered if e.type in SPLITTABLE)])


def _apart(ordered: list[Entity]) -> list[Entity]:
    """The first of each heap of overlapping ones."""
    kept: list[Entity] = []
    end = 0
    for entity in ordered:
        if entity.offset >= end:
            kept.append(entity)
            end = entity.end
    return kept


def _crosses_any(entity: Entity, quotes: list[Entity]) -> bool:
    return any(
        entity.offset < q.end
        and q.offset < entity.end
        and not (q.offset <= entity.offset and entity.end <= q.end)
        for q in quotes
    )


def _split(styles: list[Entity], others: list[Entity]) -> list[Entity]:
    """Styles merged where they touch, cut where another entity begins or another solid one ends."""
    if not styles:
        return []
    runs = _merged(styles)
    cuts = sorted({r.offset for r in runs} | {e.offset for e in others} | {e.end for e in others})
    verbatim = [e for e in others if e.type in VERBATIM]
    pieces = [piece for run in runs for piece in _pieces(run, cuts)]
    return [p for p in pieces if not any(v.offset <= p.offset and p.end <= v.end for v in verbatim)]


def _merged(styles: list[Entity]) -> list[Entity]:
    last: dict[str, Entity] = {}
    runs: list[Entity] = []
    for style in in_order(styles):
        run = last.get(style.type)
        if run is not None and style.offset <= run.end:
            run.length = max(run.end, style.end) - run.offset
        else:
            last[style.type] = Entity(style.type, style.offset, style.length)
            runs.append(last[style.type])
    return runs


def _pieces(run: Entity, cuts: list[int]) -> list[Entity]:
    inside = cuts[bisect_right(cuts, run.offset) : bisect_left(cuts, run.end)]
    borders = [run.offset, *inside, run.end]
    return [Entity(run.type, start, end - start) for start, end in pairwise(borders)]


def _limited(entities: list[Entity]) -> list[Entity]:
    """At most 100 count: solid ones first, then styles; custom emoji are not counted."""
    solid = [e for e in entities if e.type not in SPLITTABLE]
    counted = [e for e in solid if e.type != "custom_emoji"][:MAX_ENTITIES]
    styles = _split([e for e in entities if e.type in SPLITTABLE], [])
    emoji = [e for e in solid if e.type == "custom_emoji"]
    return [*counted, *emoji, *styles[: MAX_ENTITIES - len(counted)]]


def _with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """What Telegram finds by itself joins, where no solid entity is in its way."""
    solid = [e for e in entities if e.type not in SPLITTABLE]
    quotes = [e for e in solid if e.type in QUOTES]
    taken = [e for e in solid if e.type not in QUOTES]
    for found in find_entities(text):
        free = all(found.end <= e.offset or e.end <= found.offset for e in taken)
        if free and not _crosses_any(found, quotes):
            solid.append(found)
    return in_order([*solid, *_split([e for e in entities if e.type in SPLITTABLE], solid)])
