"""The trail: from its lines alone, the way of a post from the feed to every chat."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from bot.monitoring.logs import AsJson
from digests.runtime import log_context
from tests.digests.steps.conftest import sqlite_first, world
from tests.digests.steps.world import World, an_entry

__all__ = ["sqlite_first", "world"]

RSS = "https://example.org/rss"


@pytest.fixture
def written() -> Iterator[StringIO]:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson())
    before = log_context.log.level
    log_context.log.addHandler(handler)
    log_context.log.setLevel(logging.INFO)
    yield stream
    log_context.log.removeHandler(handler)
    log_context.log.setLevel(before)


def lines(stream: StringIO, message: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [each for each in found if each["message"] == message]


async def test_a_post_is_followed_from_its_feed_to_the_chats(world: World, written: StringIO) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(2)])
    readers = [(await world.reader("news", address=str(n))).id for n in range(1, 4)]
    await world.a_day_later()
    [stored] = lines(written, "stored")
    assert (stored["feed"], stored["new"]) == (feed, 2)
    post = stored["posts"][0]
    digests = {each["digest"] for each in lines(written, "built") if post in each["posts"]}
    reached = {each["subscriber"] for each in lines(written, "sent") if each["digest"] in digests}
    assert reached == set(readers)
    assert all(each["message_id"] and each["delivery"] for each in lines(written, "sent"))


async def test_what_brings_nothing_new_leaves_no_line(world: World, written: StringIO) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(1))
    await world.comes_in(feed, RSS, an_entry(1))
    assert len(lines(written, "stored")) == 1
