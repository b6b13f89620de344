"""Methods that write: send, edit, delete, answer a tap."""

from __future__ import annotations

import time

from bot.sandbox.api.access import check_presence, check_write
from bot.sandbox.api.methods.rich import read_rich
from bot.sandbox.api.methods.types import Method
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting.content import read_caption, read_text
from bot.sandbox.formatting.entities import utf16_length
from bot.sandbox.formatting.markup import read_markup
from bot.sandbox.params import Params, whole
from bot.sandbox.state import Chat, Json, Kind, Message, StoredFile
from bot.sandbox.world import Event, World

MAX_ANSWER = 200
TYPING_SECONDS = 5.0
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


async def send_message(world: World, params: Params) -> object:
    """sendMessage."""
    text, entities = read_text(world, params)
    preview = params.record("link_preview_options", "link preview options")
    return _send(world, params, "sendMessage", text=text, entities=entities, preview=preview)


async def send_rich_message(world: World, params: Params) -> object:
    """sendRichMessage."""
    found = read_rich(params)
    if found is None:
        raise bad_request("rich message is empty")
    text, rich = found
    return _send(world, params, "sendRichMessage", text=text, rich=rich)


async def send_document(world: World, params: Params) -> object:
    """sendDocument, with the bytes or with the id of a file that the server has."""
    text, entities = read_caption(world, params)
    file = _file(world, params, "document")
    return _send(world, params, "sendDocument", text=text, entities=entities, file=file)


async def send_photo(world: World, params: Params) -> object:
    """sendPhoto, with the bytes or with the id of a photo that the server has."""
    text, entities = read_caption(world, params)
    file = _file(world, params, "photo")
    return _send(world, params, "sendPhoto", text=text, entities=entities, file=file)


def _file(world: World, params: Params, kind: str) -> StoredFile:
    named = params.text(kind)
    upload = params.files.get(named.removeprefix("attach://") or kind) or params.files.get(kind)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.keep_file(upload.name, upload.mime, upload.data, is_photo=kind == "photo")
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    if named not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[named]


def _send(world: World, params: Params, method: str, **content: object) -> Json:
    markup = read_markup(params)
    chat = _chat(world, params)
    thread = params.integer("message_thread_id")
    check_write(world, chat, thread)
    message = world.post(
        chat,
        world.bot,
        markup=markup,
        thread=thread,
        reply_to=_reply_to(params, chat),
        silent=params.flag("disable_notification"),
        **content,
    )
    world.record.accept(method, message)
    return message.to_json()


def _chat(world: World, params: Params) -> Chat:
    address = params.text("chat_id")
    if not address:
        raise bad_request("chat_id is empty")
    return world.find(address)


def _reply_to(params: Params, chat: Chat) -> Message | None:
    wanted = params.record("reply_parameters", "reply parameters")
    if not wanted:
        return None
    if "message_id" not in wanted:
        raise bad_request('Can\'t find field "message_id"')
    message = chat.messages.get(whole(wanted["message_id"]))
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


# --------------------------------------------------------------------------- change what is there


async def edit_message_text(world: World, params: Params) -> object:
    """editMessageText, with a text or with a rich message; without reply_markup the buttons go."""
    rich = read_rich(params)
    text, entities = (rich[0], []) if rich else read_text(world, params)
    shown = rich[1] if rich else None
    markup = read_markup(params, inline_only=True)
    message = _own_message(world, params)
    if message.file or not message.text:
        raise bad_request("there is no text in the message to edit")
    if (text, entities, shown, markup) == (message.text, message.entities, message.rich, message.markup):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.entities, message.rich = text, entities, shown
    message.preview = params.record("link_preview_options", "link preview options")
    return _edited(world, message, markup, "editMessageText")


async def edit_message_reply_markup(world: World, params: Params) -> object:
    """editMessageReplyMarkup."""
    markup = read_markup(params, inline_only=True)
    message = _own_message(world, params)
    if markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    return _edited(world, message, markup, "editMessageReplyMarkup")


def _own_message(world: World, params: Params) -> Message:
    chat = _chat(world, params)
    check_write(world, chat)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, message: Message, markup: Json | None, method: str) -> Json:
    message.markup = markup
    message.edited = time.time()
    world.record.accept(method, message)
    world.changed(message)
    return message.to_json()


async def delete_message(world: World, params: Params) -> object:
    """deleteMessage."""
    chat = _chat(world, params)
    check_presence(world, chat)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    world.remove(message)
    world.record.accept("deleteMessage", message)
    return True


async def delete_messages(world: World, params: Params) -> object:
    """deleteMessages; those that are not there are passed over."""
    chat = _chat(world, params)
    check_presence(world, chat)
    wanted = [
        chat.messages.get(whole(number)) for number in params.listing("message_ids", "message identifiers")
    ]
    for message in filter(None, wanted):
        _check_deletable(world, chat, message)
        world.remove(message)
        world.record.accept("deleteMessages", message)
    return True


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    foreign = message.sender is not world.bot and chat.kind is not Kind.PRIVATE
    if foreign and not chat.standing(world.bot.id).rules:
        raise bad_request("message can't be deleted")


async def answer_callback_query(world: World, params: Params) -> object:
    """answerCallbackQuery: a toast, or with show_alert a dialog."""
    text = params.text("text")
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": params.flag("show_alert"), "url": params.text("url")}
    world.answer_tap(params.text("callback_query_id"), answer)
    return True


async def send_chat_action(world: World, params: Params) -> object:
    """sendChatAction: typing shows for five seconds or until the next message."""
    chat = _chat(world, params)
    check_write(world, chat)
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    chat.typing_until = time.time() + TYPING_SECONDS
    world.tell(Event("typing", chat))
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendRichMessage": send_rich_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
}
