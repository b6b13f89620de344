"""Tags: found or made by name, counted, listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from digests.model import StoredTag, Tag, label_key
from digests.store import locks
from digests.store.locks import Lock
from digests.store.tables import post_tag, tag
from digests.store.transaction import Tx
from digests.store.upsert import insert_new

_STORED = (tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts)
"""As ``StoredTag`` has them."""


async def ensure(tx: Tx, tags: Iterable[Tag]) -> dict[str, int]:
    """Ids by key; missing ones are made, and a ticker is added where it was unknown."""
    wanted = {each.key: each for each in sorted(tags, key=lambda t: bool(t.ticker)) if each.key}
    if not wanted:
        return {}
    keys = list(wanted)
    found = await _by_key(tx, keys)
    missing = [each for key, each in wanted.items() if key not in found]
    if missing:
        await locks.take(tx, Lock.LABELS)
        await insert_new(tx, tag, [_row(each) for each in missing])
        found = await _by_key(tx, keys)
    await _add_tickers(
        tx, {tag_id: wanted[key].ticker for key, (tag_id, ticker) in found.items() if not ticker}
    )
    return {key: tag_id for key, (tag_id, _) in found.items()}


def _row(new: Tag) -> dict[str, str]:
    return {
        "key": new.key,
        "name": new.name,
        "ticker": new.ticker,
        "ticker_key": _ticker_key(new.ticker),
    }


async def _add_tickers(tx: Tx, tickers: Mapping[int, str]) -> None:
    """Tickers by the id of their tag; empty ones are none."""
    given = sorted((tag_id, code) for tag_id, code in tickers.items() if code)
    rows = [{"of": tag_id, "code": code, "code_key": _ticker_key(code)} for tag_id, code in given]
    if rows:
        one = update(tag).where(tag.c.id == bindparam("of"))
        await tx.execute(one.values(ticker=bindparam("code"), ticker_key=bindparam("code_key")), rows)


async def _by_key(tx: Tx, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    rows = await tx.execute(select(tag.c.id, tag.c.key, tag.c.ticker).where(tag.c.key.in_(keys)))
    return {row.key: (row.id, row.ticker) for row in rows}


def _ticker_key(ticker: str) -> str:
    """What people type: ``NYSE:NIO`` is found by ``nio``."""
    return label_key(ticker.rpartition(":")[2])


async def named(tx: Tx, text: str) -> StoredTag | None:
    """The tag of that name, else the one of that ticker, in any spelling that folds to the same."""
    return (await called(tx, [text])).get(text)


async def called(tx: Tx, wanted: Collection[str]) -> dict[str, StoredTag]:
    """As ``named``, for many texts in two statements: the tags that there are, by what was asked."""
    keys = {text: label_key(text) for text in wanted}
    query = select(tag.c.key, *_STORED).where(tag.c.key.in_(set(keys.values())))
    known = {row.key: StoredTag(*row[1:]) for row in await tx.execute(query)}
    codes = {key: code for key in keys.values() if key not in known and (code := _ticker_key(key))}
    if codes:
        # Of several tags of one ticker the busiest comes last, and stays.
        query = select(tag.c.ticker_key, *_STORED).where(tag.c.ticker_key.in_(set(codes.values())))
        rows = await tx.execute(query.order_by(tag.c.posts, tag.c.id.desc()))
        of_codes = {row.ticker_key: StoredTag(*row[1:]) for row in rows}
        known |= {key: of_codes[code] for key, code in codes.items() if code in of_codes}
    return {text: known[key] for text, key in keys.items() if key in known}


async def by_id(tx: Tx, ids: Collection[int]) -> dict[int, StoredTag]:
    """Tags by id."""
    query = select(*_STORED).where(tag.c.id.in_(ids))
    return {row.id: StoredTag(*row) for row in await tx.execute(query)}


async def busiest(tx: Tx, limit: int) -> tuple[StoredTag, ...]:
    """The tags with most posts of all times; what nearest names are looked for among."""
    query = select(*_STORED).where(tag.c.posts > 0)
    rows = await tx.execute(query.order_by(tag.c.posts.desc()).limit(limit))
    return tuple(StoredTag(*row) for row in rows)


async def recent(tx: Tx, since: datetime, limit: int) -> tuple[StoredTag, ...]:
    """The tags with most posts published since then, with that number; newest 20,000 rows at most."""
    rows = (
        select(post_tag.c.tag_id)
        .where(post_tag.c.published >= since, ~post_tag.c.hidden)
        .order_by(post_tag.c.post_id.desc())
        .limit(20_000)
        .subquery()
    )
    n = func.count().label("n")
    counted = select(rows.c.tag_id, n).group_by(rows.c.tag_id).order_by(n.desc()).limit(limit).subquery()
    query = select(tag.c.id, tag.c.name, tag.c.ticker, counted.c.n).join(
        counted, counted.c.tag_id == tag.c.id
    )
    found = await tx.execute(query.order_by(counted.c.n.desc(), tag.c.name))
    return tuple(StoredTag(*row) for row in found)


async def related(tx: Tx, tag_id: int, limit: int) -> tuple[StoredTag, ...]:
    """The tags that stand most often beside this one on its newest 200 posts."""
    newest = (
        select(post_tag.c.post_id)
        .where(post_tag.c.tag_id == tag_id, ~post_tag.c.hidden)
        .order_by(post_tag.c.published.desc(), post_tag.c.post_id.desc())
        .limit(200)
        .subquery()
    )
    n = func.count().label("n")
    query = (
        select(*_STORED)
        .join(post_tag, post_tag.c.tag_id == tag.c.id)
        .join(newest, newest.c.post_id == post_tag.c.post_id)
        .where(tag.c.id != tag_id)
        .group_by(*_STORED)
        .order_by(n.desc(), tag.c.posts, tag.c.id)
        .limit(limit)
        .add_columns(n)
    )
    return tuple(StoredTag(*row[:4]) for row in await tx.execute(query))
