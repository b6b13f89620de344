"""Times that are marked for many readers, and taken off for one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.formatting.formatting import format_text
from bot.sandbox.formatting.html import parse_html
from bot.screens.digests.digest import counted
from bot.telegram.markup import entities, length
from bot.telegram.screen import MAX_ENTITIES
from bot.telegram.time_entities import marked, unmarked, within_limits
from bot.texts import Html
from digests.model import Layout, Section
from tests.bot.screens.digests.test_digest import SECTIONS, a_digest
from tests.examples import examples

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_a_mark_says_the_instant_and_how_to_write_it() -> None:
    html = marked(NOW - timedelta(hours=1), "today 15:00", NOW)
    shown, [entity] = parse_html(html)
    assert (shown, entity.type) == ("today 15:00", "date_time")
    assert html == '<tg-time unix="1772434800" format="wt">today 15:00</tg-time>'
    assert 'format="D"' in marked(NOW - timedelta(days=8), "22 Feb", NOW)
    assert unmarked(Html(f"<b>x</b> {html}")) == "<b>x</b> today 15:00"


def test_what_is_marked_up_otherwise_goes_before_times() -> None:
    html = Html("<b>x</b> " * 98 + marked(NOW, "one", NOW) * 5)
    _, found = format_text(*parse_html(within_limits(html)))
    assert [each.type for each in found].count("bold") == 98
    assert [each.type for each in found].count("date_time") == 2
    assert unmarked(within_limits(html)) == unmarked(html)


@pytest.mark.long
@settings(max_examples=examples(40), deadline=None)
@given(SECTIONS, st.sampled_from(Layout), st.integers(1, 5))
def test_marks_change_nothing_else_of_a_digest(sections: list[Section], layout: Layout, points: int) -> None:
    for screen, _ in counted(a_digest(*sections, layout=layout, points=points)):
        private, group = unmarked(screen.html), within_limits(screen.html)
        assert "tg-time" not in private
        assert (length(private), entities(private)) == (length(group), entities(group))
        shown, found = format_text(*parse_html(group))
        assert shown == format_text(*parse_html(private))[0]
        assert len(found) <= MAX_ENTITIES
        assert len([each for each in found if each.type == "date_time"]) == group.count("<tg-time")
