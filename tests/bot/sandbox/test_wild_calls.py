"""Whatever a call carries, a method answers or refuses; it never fails in another way."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Message as TelegramMessage

from bot.sandbox.api.methods import METHODS
from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params, Upload
from bot.sandbox.state import Kind, Standing, User
from bot.sandbox.world import World
from tests.examples import examples

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 5),
    st.sampled_from([2**70, 1.5, "", "x", "1", "字", "\ud800", [], {}, [1], {"id": "x"}]),
)


def thing(**likely: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A JSON object with some of these fields, their values likely or odd."""
    fields = {name: st.one_of(st.sampled_from(values), ODD) for name, values in likely.items()}
    return st.fixed_dictionaries({}, optional=fields)


ENTITY = thing(
    type=["bold", "text_link", "text_mention", "custom_emoji", "date_time", "mention"],
    offset=[0, 1],
    length=[1, 2],
    url=["http://a.b", "no"],
    user=[{"id": 1}, {"id": 5}],
    custom_emoji_id=["1"],
    unix_time=[1],
)
BUTTON = thing(
    text=["b"], callback_data=["d"], url=["http://a.b", "x"], copy_text=[{"text": "c"}], style=["danger"]
)
KEYBOARD = st.lists(st.one_of(st.lists(st.one_of(BUTTON, ODD), max_size=2), ODD), max_size=3)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["x", "a😀", "<b>x</b>", "<tg-emoji emoji-id='9'>x</tg-emoji>"]),
    "caption": st.sampled_from(["x", "<i>x</i>"]),
    "parse_mode": st.sampled_from(["HTML", ""]),
    "entities": st.lists(st.one_of(ENTITY, ODD), max_size=3),
    "caption_entities": st.lists(st.one_of(ENTITY, ODD), max_size=3),
    "reply_markup": st.one_of(st.fixed_dictionaries({"inline_keyboard": st.one_of(KEYBOARD, ODD)}), ODD),
    "reply_parameters": thing(message_id=[1], allow_sending_without_reply=[True]),
    "link_preview_options": thing(is_disabled=[True]),
    "message_id": st.just(1),
    "message_ids": st.lists(st.one_of(st.just(1), ODD), max_size=3),
    "message_thread_id": ODD,
    "callback_query_id": ODD,
    "document": ODD,
    "photo": ODD,
    "file_id": ODD,
    "user_id": st.just(1),
    "commands": st.lists(st.one_of(thing(command=["start"], description=["x"]), ODD), max_size=2),
    "scope": thing(type=["default", "chat"], chat_id=[1]),
    "language_code": st.sampled_from(["zh", ""]),
    "url": st.sampled_from(["", "https://a.b/", "http://[", "x"]),
    "offset": ODD,
    "limit": ODD,
    "allowed_updates": st.one_of(st.lists(ODD, max_size=2), ODD),
    "action": ODD,
}  # fmt: skip
FIELDS = {name: st.one_of(likely, likely, likely, ODD) for name, likely in VALUES.items()}


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(METHODS))
@settings(max_examples=examples(40))
@given(
    values=st.fixed_dictionaries({}, optional=FIELDS),
    texts=st.booleans(),
    uploads=st.booleans(),
    group=st.booleans(),
)
def test_answers_or_refuses(
    name: str, values: dict[str, Any], texts: bool, uploads: bool, group: bool
) -> None:
    """``texts``: structured values arrive as JSON in a string, as in a form."""
    world = World(User(1, "Bot", "some_bot", is_bot=True))
    chat = world.add_private(world.add_user("Reader"), started=True)
    if group:
        chat = world.add_chat(Kind.GROUP, "Group", {1: Standing.MEMBER})
    world.post(chat, world.bot, text="x")
    if texts:
        values = {key: v if isinstance(v, str) else json.dumps(v) for key, v in values.items()}
    files = {"document": Upload("f", "text/plain", b"x")} if uploads else {}
    with suppress(ApiError):
        json.dumps(asyncio.run(call(name, world, Params({"chat_id": chat.id, **values}, files))))


async def call(name: str, world: World, params: Params) -> object:
    return await METHODS[name](world, params)


def whole_thing(**likely: Any) -> st.SearchStrategy[dict[str, Any]]:
    """A JSON object with all of these fields, one of them odd at most."""
    right = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in likely.items()})
    spoilt = st.dictionaries(st.sampled_from(sorted(likely)), ODD, max_size=1)
    return st.tuples(right, spoilt).map(lambda both: {**both[0], **both[1]})


NEARLY_RIGHT = {
    "entities": whole_thing(
        type=["bold", "pre", "text_link", "text_mention", "custom_emoji", "date_time"],
        offset=[0],
        length=[1],
        url=["http://a.b"],
        user=[{"id": 1}],
        language=["py"],
        custom_emoji_id=["1"],
        unix_time=[1],
    ),
    "buttons": st.one_of(
        *(
            whole_thing(text=["b"], style=["danger"], **{action: [right]})
            for action, right in (
                ("callback_data", "d"),
                ("url", "http://a.b"),
                ("copy_text", {"text": "c"}),
                ("web_app", {"url": "https://a.b"}),
                ("login_url", {"url": "https://a.b"}),
                ("switch_inline_query", "q"),
                ("pay", True),
            )
        )
    ),
    "replies": whole_thing(message_id=[1], allow_sending_without_reply=[True]),
}


@pytest.mark.parametrize("part", sorted(NEARLY_RIGHT))
@given(data=st.data())
def test_one_odd_value_is_refused_or_taken(part: str, data: st.DataObject) -> None:
    world = World(User(1, "Bot", "some_bot", is_bot=True))
    chat = world.add_private(world.add_user("Reader"), started=True)
    drawn = data.draw(NEARLY_RIGHT[part])
    values: dict[str, dict[str, Any]] = {
        "entities": {"entities": [drawn]},
        "buttons": {"reply_markup": {"inline_keyboard": [[drawn]]}},
        "replies": {"reply_parameters": drawn},
    }
    params = Params({"chat_id": chat.id, "text": "x", **values[part]})
    with suppress(ApiError):
        sent = asyncio.run(call("sendmessage", world, params))
        assert TelegramMessage.de_json(json.loads(json.dumps(sent)), None) is not None
