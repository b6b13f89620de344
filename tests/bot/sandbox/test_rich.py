"""Rich messages: shown as blocks, and refused as the documents say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Room, Sandbox
from tests.bot.sandbox.conftest import Call

STORY = (
    "<details open><summary>1. <b>Cable</b></summary><ul><li>24 pairs &amp; more</li><li>A third</li></ul>"
    '<p><a href="https://e.org/1">original</a> · <tg-time unix="1772434800" format="wt">15:00</tg-time></p>'
    "</details>"
)


@pytest.fixture
def room(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


async def test_blocks_are_shown(sandbox: Sandbox, call: Call, room: Room) -> None:
    rich = {"html": f"<h3>News</h3>{STORY}<hr>loose <i>end</i><footer>Foot</footer>"}
    code, body = await call("sendRichMessage", chat_id=room.id, rich_message=rich)
    assert (code, "text" in body["result"]) == (200, False)
    heading, details, divider, loose, footer = body["result"]["rich_message"]["blocks"]
    assert heading == {"type": "heading", "size": 3, "text": ["News"]}
    assert details["summary"] == ["1. ", {"type": "bold", "text": ["Cable"]}]
    assert details["is_open"]
    points, origin = details["blocks"]
    assert points["items"][0] == {
        "label": "•",
        "blocks": [{"type": "paragraph", "text": ["24 pairs & more"]}],
    }
    assert origin["text"][0] == {"type": "url", "text": ["original"], "url": "https://e.org/1"}
    assert origin["text"][2]["unix_time"] == 1772434800
    assert (divider, loose["type"], footer["type"]) == ({"type": "divider"}, "paragraph", "footer")
    assert room.last.text == ("News\n1. Cable\n24 pairs & more\nA third\noriginal · 15:00\n\nloose end\nFoot")


@pytest.mark.parametrize(
    ("rich", "reason"),
    [
        ({}, "exactly one of html, markdown and blocks"),
        ({"html": "<p>a</p>", "markdown": "b"}, "exactly one of html, markdown and blocks"),
        ({"html": "<p> </p>"}, "must be non-empty"),
        ({"html": "<br>"}, 'Unsupported start tag "br"'),
        ({"html": "<p>a"}, 'Can\'t find end tag corresponding to start tag "p"'),
        ({"html": "<p><b>a</p></b>"}, 'Unexpected end tag "p"'),
        ({"html": "a</p>"}, 'Unexpected end tag "p"'),
        ({"html": "<li>a</li>"}, 'Tag "li" must not be in tag ""'),
        ({"html": "<p><ul></ul></p>"}, 'Tag "ul" must not be in tag "p"'),
        ({"html": "<details><p>a</p></details>"}, 'must have one tag "summary"'),
        ({"html": '<tg-time unix="x" format="wt">a</tg-time>'}, "Invalid date format specified"),
        ({"html": "x" * 32_769}, "is too long"),
        ({"html": "<p>x</p>" * 501}, "has too many blocks"),
        ({"html": "<ul>" + "<li>x</li>" * 500 + "</ul>"}, "has too many blocks"),
        ({"html": "<blockquote>" * 17 + "x" + "</blockquote>" * 17}, "has too many levels"),
        ("{", "can't parse rich message JSON object"),
    ],
)
async def test_refusals(call: Call, room: Room, rich: Any, reason: str) -> None:
    code, body = await call("sendRichMessage", chat_id=room.id, rich_message=rich)
    assert code == 400
    assert reason in body["description"]


async def test_as_much_as_may_be_is_taken(call: Call, room: Room) -> None:
    for html in ("x" * 32_768, "<p>x</p>" * 500, "<blockquote>" * 16 + "x" + "</blockquote>" * 16):
        code, _ = await call("sendRichMessage", chat_id=room.id, rich_message={"html": html})
        assert code == 200


async def test_one_form_becomes_the_other(call: Call, room: Room) -> None:
    await call("sendMessage", chat_id=room.id, text="plain")
    there: dict[str, Any] = {"chat_id": room.id, "message_id": room.last.id}
    code, body = await call("editMessageText", **there, rich_message={"html": "<p>rich</p>"})
    assert (code, room.last.text) == (200, "rich")
    assert "rich_message" in body["result"]
    code, body = await call("editMessageText", **there, rich_message={"html": "<p>rich</p>"})
    assert "message is not modified" in body["description"]
    code, body = await call("editMessageText", **there, text="plain again")
    assert "rich_message" not in body["result"]
    assert "rich message is empty" in (await call("sendRichMessage", chat_id=room.id))[1]["description"]
