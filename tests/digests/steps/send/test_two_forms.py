"""Parts with two forms: the second is sent after a refusal of the first, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import BadContent, FormRefused, Temporary
from tests.digests.steps.world import World, an_entry

RSS = "https://example.org/rss"


@pytest.fixture
async def due(world: World) -> World:
    """A digest of one story is due; its payload is "Story 0"."""
    await world.comes_in(await world.feed(), RSS, an_entry(0))
    await world.reader("news")
    return world


async def test_a_refused_form_is_followed_by_the_other(due: World) -> None:
    due.transport.plan["Story 0"] = [FormRefused("bad_content", detail="details")]
    await due.deliver()
    [(_, part)] = due.transport.arrived
    assert (part.fallback, part.plain) == (True, False)


async def test_where_both_are_refused_the_text_alone_is_sent(due: World) -> None:
    due.transport.plan["Story 0"] = [FormRefused("bad_content"), BadContent("bad_content")]
    await due.deliver()
    [(_, part)] = due.transport.arrived
    assert part.plain


async def test_after_a_time_out_the_same_form_is_tried_again(due: World) -> None:
    due.transport.plan["Story 0"] = [Temporary("network", ambiguous=True)]
    await due.deliver()
    assert due.transport.arrived == []
    due.now += timedelta(hours=1)
    await due.send.drain()
    [(_, part)] = due.transport.arrived
    assert (part.fallback, part.intended) == (False, True)


async def test_a_time_out_of_the_second_form_is_ambiguous_as_any(due: World) -> None:
    due.transport.plan["Story 0"] = [FormRefused("bad_content"), Temporary("network", ambiguous=True)]
    await due.deliver()
    due.now += timedelta(hours=1)
    due.transport.plan["Story 0"] = [FormRefused("bad_content")]
    await due.send.drain()
    [(_, part)] = due.transport.arrived
    assert part.fallback
