"""Reply markup as Telegram takes it: inline keyboards of at most 100 buttons, 8 a row, data of 1-64 bytes."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.formatting.links import LinkError, check_link, user_of
from bot.sandbox.params import Params
from bot.sandbox.state import Json

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPY = 256
_ACTIONS: dict[str, type] = {
    "callback_data": str,
    "url": str,
    "copy_text": dict,
    "web_app": dict,
    "login_url": dict,
    "switch_inline_query": str,
    "switch_inline_query_current_chat": str,
    "switch_inline_query_chosen_chat": dict,
}
_INSIDE = {"copy_text": "text", "web_app": "url", "login_url": "url"}
_NOTHING = "Text buttons are unallowed in the inline keyboard"
_STYLES = ("danger", "success", "primary")


def read_markup(params: Params, *, inline_only: bool = False) -> Json | None:
    """The checked reply_markup of a call, None where there is none; raises ApiError 400."""
    markup = params.record("reply_markup", "reply markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: inline keyboard must be an Array of Arrays")
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return checked


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unparsed("Expected an Object")
    text = button.get("text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(text, str):
        raise _unparsed('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if button.get("style") not in (None, *_STYLES):
        raise _unparsed("Unsupported button style specified")
    _check_action(button)
    return button


def _check_action(button: Json) -> None:
    """A button does one thing; one that does nothing is refused like a button of a plain keyboard."""
    action = next((name for name in _ACTIONS if button.get(name) not in (None, "")), None)
    match action:
        case "callback_data" if len(_field(button, action).encode("utf-8", "replace")) > MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            _check_url(_field(button, action))
        case "copy_text" if not 1 <= len(_field(button, action)["text"]) <= MAX_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case str():
            _field(button, action)
        case _:
            raise bad_request("BUTTON_TYPE_INVALID") if button.get("pay") else _unparsed(_NOTHING)


def _field(button: Json, name: str) -> Any:
    """The value of an action, of the type that it must have."""
    value = button[name]
    if not isinstance(value, _ACTIONS[name]):
        kind = "String" if _ACTIONS[name] is str else "Object"
        raise _unparsed(f'Field "{name}" must be of type {kind}')
    inner = _INSIDE.get(name)
    if inner is not None and not isinstance(button[name].get(inner), str):
        raise _unparsed(f'Can\'t find field "{inner}"')
    return value


def _check_url(url: str) -> None:
    if user_of(url):
        return
    try:
        check_link(url)
    except LinkError as error:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: {error}") from None


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
