"""What was stored under the names of an older version is known again, and nothing of it is delivered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

import pytest
from sqlalchemy import update

from digests.store import Store
from digests.store.tables import feed_state, post
from tests.digests.steps.refresh.readings import Reading
from tests.examples import long

HEAD = "<rss version='2.0'><channel><title>T</title><link>https://a.example/</link>"
DAY = timedelta(days=1)
A, HOME, LONG = "https://a.example/", "https://a.example/", "https://a.example/log"


@pytest.fixture
def reading(store: Store) -> Reading:
    return Reading(store)


class Item(NamedTuple):
    """An item; ``was`` is the name under which the older version stored it."""

    was: str
    n: int
    guid: str = ""
    link: str = ""
    day: int | None = 1

    def __str__(self) -> str:
        date = f"<pubDate>{self.day:02} Feb 2026 08:00:07 GMT</pubDate>" if self.day else ""
        said = f"<title>Title {self.n}</title><description>{text_of(self.n)}</description>{date}"
        return f"<item><guid>{self.guid}</guid><link>{self.link}</link>{said}</item>"


def text_of(n: int) -> str:
    return " ".join(sha256(f"{n} {k}".encode()).hexdigest()[:7] for k in range(9))


def document(items: Sequence[Item], built: str = "") -> str:
    return f"{HEAD}<lastBuildDate>{built}</lastBuildDate>{''.join(map(str, items))}</channel></rss>"


async def stored_as_before(reading: Reading, items: Sequence[Item], body: str = "") -> int:
    """Have a feed read and delivered, and put in its rows what the older version had there.

    ``body`` is the document that it was read from, where that held more.
    """
    feed_id = await reading.feed()
    await reading.reader("news")
    await reading.states(feed_id, document(items))
    await reading.a_day_later()
    digest = sha256((body or document(items)).encode()).hexdigest()[:32]
    state = json.dumps([f"2:{digest}", {item.link: item.was for item in items}], separators=(",", ":"))
    async with reading.store.write() as tx:
        for item in items:
            row = update(post).where(post.c.title == f"Title {item.n}").values(uid=item.was)
            await tx.execute(row.values(link=LONG, version="") if item.was == LONG else row)
        await tx.execute(update(feed_state).values(state=state))
    return feed_id


SHARED = [Item(f"g{n}", n, f"g{n}", HOME) for n in (2, 1)]
FEEDS = {
    "guids": [Item("g1", 1, "g1", A + "1"), Item("g2", 2, "g2", A + "2")],
    "links": [Item(A + "1", 1, "", A + "1"), Item(A + "2", 2, "", A + "2")],
    "the guid that came first": [Item("first", 1, "invented", A + "1"), Item("g2", 2, "g2", A + "2")],
    "the guid of another": [Item("g0", 3, "g3", HOME), *SHARED],
    "the guid of another, dated otherwise": [Item("g0", 3, "g3", HOME, 20), *SHARED],
    "a page without what tells its entries apart": [
        Item(LONG, 1, "", f"{LONG}/v1", None),
        Item("g2", 2, "g2", A + "2", None),
    ],
    "guids that three contents share": [Item(f"old {n}", n, HOME, HOME) for n in (1, 2, 3)],
    "nothing of it": [Item(f"old {n}", n, f"g{n}", "", None) for n in (1, 2, 3)],
}


@pytest.mark.parametrize("built", [long(""), "later"], ids=["the same body", "another body"])
@pytest.mark.parametrize("name", FEEDS)
async def test_posts_of_before_are_known(reading: Reading, name: str, built: str) -> None:
    items = FEEDS[name]
    feed_id = await stored_as_before(reading, items)
    sent = list(reading.transport.payloads)
    done = await reading.states(feed_id, document(items, built))
    assert (done.new, done.changed) == (0, sum(item.was == LONG for item in items))
    again = await reading.states(feed_id, document(items, "again"))
    assert (again.new, again.changed, again.same) == (0, 0, len(items))
    await reading.a_day_later()
    assert reading.transport.payloads == sent
    assert sorted(sent) == sorted(f"Title {item.n}" for item in items)


async def test_what_comes_with_the_upgrade_is_new_and_what_was_left_out_is_stored_as_read(
    reading: Reading,
) -> None:
    items = [Item("g1", 1, "g1", HOME, 20), Item("g2", 2, "g2", HOME, 20)]
    feed_id = await stored_as_before(reading, items)
    last = (await reading.feed_of(feed_id)).last_success
    assert last is not None
    left_out, late = Item("", 3, "g3", HOME, 27), Item("", 4, "g4", HOME, 28)
    comes = [late, left_out, *items]
    # The last reading was on 2 March at nine; what was published a day before may have come in after it.
    later = str(late).replace("28 Feb 2026 08:00:07", (last - DAY).strftime("%d %b %Y %H:%M:%S"))
    text = document(comes).replace(str(late), later)
    done = await reading.states(feed_id, text)
    assert (done.new, len(done.fresh), done.stale) == (2, 1, 1)
    await reading.a_day_later()
    assert sorted(reading.transport.payloads) == ["Title 1", "Title 2", "Title 4"]


@pytest.mark.parametrize("day", [20, None])
async def test_of_the_same_body_nothing_is_news(reading: Reading, day: int | None) -> None:
    """The older version made one post of what has one guid."""
    first, *others = [Item(HOME, n, HOME, HOME, day) for n in (1, 2, 3)]
    body = document([first, *others])
    feed_id = await stored_as_before(reading, [first], body)
    done = await reading.states(feed_id, body)
    assert (done.new, done.fresh, done.same) == (2, [], 1)
    await reading.a_day_later()
    assert reading.transport.payloads == ["Title 1"]
