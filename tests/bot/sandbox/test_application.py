"""A real Application talks to people through the sandbox: commands, taps, edits, files, groups."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import (
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.sandbox import Limits, Message, Sandbox, Standing, covered
from bot.sandbox.api.methods.profile import commands_for
from tests.bot.sandbox.conftest import Call, until

App = Application[Any, Any, Any, Any, Any, Any]
DIGEST = (
    "📰 <b>早间简报</b>\n1. <b><a href='https://example.com/1?a=1&amp;b=2'>标题 &lt;1&gt;</a></b>\n"
    "<blockquote expandable>• 要点一\n• 要点二</blockquote>"
)


def keys(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=f"d:{label}") for label in labels]]
    )


async def start(update: Update, _context: Any) -> None:
    assert update.effective_message is not None
    no_preview = LinkPreviewOptions(is_disabled=True)
    await update.effective_message.reply_html(
        DIGEST, reply_markup=keys("1", "2"), link_preview_options=no_preview
    )


async def tapped(update: Update, _context: Any) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer(f"toast {query.data}")
    await query.edit_message_text(f"chose {query.data}", reply_markup=keys("back"))


async def test_a_conversation(sandbox: Sandbox, app: App) -> None:
    app.add_handlers([CommandHandler("start", start), CallbackQueryHandler(tapped)])
    room = sandbox.private(language="zh-hans")
    digest = await room.ask("/start")
    assert digest.text == "📰 早间简报\n1. 标题 <1>\n• 要点一\n• 要点二"
    assert covered(digest, "bold") == ["早间简报", "标题 <1>"]
    assert covered(digest, "expandable_blockquote") == ["• 要点一\n• 要点二"]
    assert [e["url"] for e in digest.entities if e["type"] == "text_link"] == [
        "https://example.com/1?a=1&b=2"
    ]
    assert digest.labels == ["1", "2"]
    assert await room.tap("2") == "toast d:2"
    edited = await room.wait_edit(digest)
    assert (edited.text, edited.labels) == ("chose d:2", ["back"])
    assert room.last is digest


async def test_what_the_bot_sends_reads_back_the_same(sandbox: Sandbox, app: App) -> None:
    room = sandbox.private(started=True)
    sent = await app.bot.send_message(room.id, DIGEST, parse_mode="HTML")
    assert sent.text == room.last.text
    assert list(sent.parse_entities(["bold"]).values()) == ["早间简报", "标题 <1>"]
    assert sent.chat.id == room.id
    assert sent.from_user is not None
    assert sent.from_user.username == sandbox.world.bot.username


async def test_a_person_says_things_as_apps_do(sandbox: Sandbox, app: App) -> None:
    heard: list[Any] = []

    async def hear(update: Update, _context: Any) -> None:
        heard.append(update.effective_message)
        await update.effective_message.reply_text("heard")  # type: ignore[union-attr]

    app.add_handler(MessageHandler(filters.ALL, hear))
    room = sandbox.private("Reader", language="de")
    first = await room.ask("/tag@digest_sandbox_bot 新能源 #x https://example.com")
    await room.say("answer", reply_to=first)
    await room.wait_reply()
    command, answer = heard
    assert [e.type for e in command.entities] == ["bot_command", "hashtag", "url"]
    assert command.from_user.language_code == "de"
    assert answer.reply_to_message.message_id == first.id
    assert answer.reply_to_message.text == "heard"


async def test_edits_reach_the_bot(sandbox: Sandbox, app: App) -> None:
    texts: asyncio.Queue[str] = asyncio.Queue()

    async def hear(update: Update, _context: Any) -> None:
        texts.put_nowait(update.edited_message.text)  # type: ignore[union-attr, arg-type]

    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, hear))
    room = sandbox.private()
    await room.edit(await room.say("befor"), "before")
    assert await asyncio.wait_for(texts.get(), 5) == "before"


async def test_files_both_ways(sandbox: Sandbox, app: App) -> None:
    async def copy(update: Update, _context: Any) -> None:
        message = update.effective_message
        assert message is not None
        assert message.document is not None
        data = await (await message.document.get_file()).download_as_bytearray()
        await message.reply_document(
            bytes(data), filename="订阅 1.opml", caption="<b>copy</b>", parse_mode="HTML"
        )
        await message.reply_photo(b"\x89PNG", caption="photo")

    app.add_handler(MessageHandler(filters.Document.ALL, copy))
    room = sandbox.private()
    await room.send_document("feeds.opml", b"<opml/>\0\xff", mime="text/x-opml")
    reply = await room.wait_reply("copy")
    assert reply.file is not None
    assert (reply.file.name, reply.file.data) == ("订阅 1.opml", b"<opml/>\0\xff")
    assert covered(reply, "bold") == ["copy"]
    photo = await room.wait_reply("photo")
    assert photo.file is not None
    assert photo.file.is_photo


async def test_groups_tell_the_bot_what_concerns_it(sandbox: Sandbox, app: App) -> None:
    heard: list[str] = []

    async def hear(update: Update, _context: Any) -> None:
        heard.append(update.effective_message.text)  # type: ignore[union-attr, arg-type]
        await update.effective_message.reply_text("heard")  # type: ignore[union-attr]

    app.add_handler(MessageHandler(filters.TEXT, hear))
    member = sandbox.add_person("Member")
    group = sandbox.group(members=[member])
    for text in ("hello", "/start@another_bot", "@digest_sandbox_bot hi", "/start"):
        await group.say(text, by=member)
    reply = await group.wait_reply()
    await group.say("indeed", reply_to=reply)
    await group.wait_reply()
    assert heard == ["/start", "indeed"]
    group.set_bot(Standing.ADMIN)
    await group.say("anything")
    await group.wait_reply()
    assert heard[-1] == "anything"


async def test_membership(sandbox: Sandbox, app: App) -> None:
    changes: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    async def hear(update: Update, _context: Any) -> None:
        change = update.my_chat_member
        assert change is not None
        changes.put_nowait((change.old_chat_member.status, change.new_chat_member.status))

    app.add_handler(ChatMemberHandler(hear, ChatMemberHandler.MY_CHAT_MEMBER))
    room = sandbox.private(started=True)
    group = sandbox.group(bot=Standing.LEFT)
    room.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await app.bot.send_message(room.id, "x")
    await room.say("/start")
    group.add_bot()
    group.set_bot(Standing.ADMIN)
    group.kick_bot()
    seen = [await asyncio.wait_for(changes.get(), 5) for _ in range(5)]
    assert seen == [
        ("member", "kicked"),
        ("kicked", "member"),
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
    ]
    with pytest.raises(Forbidden, match="kicked from the group"):
        await app.bot.send_message(group.id, "x")


async def test_who_is_in_a_group(sandbox: Sandbox, app: App) -> None:
    owner, admin, member = (sandbox.add_person(name) for name in ("Owner", "Admin", "Member"))
    group = sandbox.group(owner=owner, admins=[admin], members=[member], supergroup=True)
    assert {m.user.id: m.status for m in await app.bot.get_chat_administrators(group.id)} == {
        owner.id: "creator",
        admin.id: "administrator",
    }
    assert (await app.bot.get_chat_member(group.id, member.id)).status == "member"
    assert (await app.bot.get_chat_member(group.id, app.bot.id)).status == "member"
    assert await app.bot.get_chat_member_count(group.id) == 4
    assert (await app.bot.get_chat(group.id)).title == "Group"
    assert await app.bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="not a member"):
        await app.bot.get_chat(group.id)


async def test_channels(sandbox: Sandbox, app: App) -> None:
    channel = sandbox.channel("News", username="news_here")
    sent = await app.bot.send_message("@news_here", "x", disable_notification=True)
    assert sent.chat.id == channel.id
    assert sent.sender_chat is not None
    assert channel.last.silent


async def test_commands_by_scope_and_language(sandbox: Sandbox, app: App) -> None:
    chinese, english = sandbox.private(language="zh-hans"), sandbox.private(language="en")
    private = BotCommandScopeAllPrivateChats()
    await app.bot.set_my_commands([("start", "Start")])
    await app.bot.set_my_commands([("start", "开始")], scope=private, language_code="zh")
    await app.bot.set_my_commands([("feeds", "Feeds")], scope=BotCommandScopeChat(english.id))
    assert [c["description"] for c in commands_for(sandbox.world, chinese.chat, chinese.person)] == ["开始"]
    assert [c["command"] for c in commands_for(sandbox.world, english.chat, english.person)] == ["feeds"]
    assert [c.description for c in await app.bot.get_my_commands()] == ["Start"]
    await app.bot.delete_my_commands(scope=private, language_code="zh")
    assert [c["description"] for c in commands_for(sandbox.world, chinese.chat, chinese.person)] == ["Start"]


async def test_deleting(sandbox: Sandbox, app: App) -> None:
    room = sandbox.private(started=True)
    sent = await app.bot.send_message(room.id, "x")
    assert await sent.delete()
    assert room.messages == []
    with pytest.raises(BadRequest, match="not found"):
        await sent.delete()


async def test_typing_shows_until_the_message(sandbox: Sandbox, app: App) -> None:
    room = sandbox.private(started=True)
    await app.bot.send_chat_action(room.id, "typing")
    assert room.chat.typing_until > 0
    await app.bot.send_message(room.id, "x")
    assert room.chat.typing_until == 0


async def test_waits_end(sandbox: Sandbox) -> None:
    room = sandbox.private()
    await room.say("/start")
    with pytest.raises(TimeoutError):
        await room.wait_reply(patience=0.01)
    with pytest.raises(LookupError, match="no message with buttons"):
        await room.tap("1")


async def test_the_record_keeps_what_was_said_at_the_time(sandbox: Sandbox, app: App) -> None:
    room = sandbox.private(started=True)
    sent = await app.bot.send_message(room.id, "one", reply_markup=keys("a"))
    await sent.edit_text("two")
    first, second = sandbox.record.accepted
    assert (first.method, first.text, first.message) == ("sendMessage", "one", sent.message_id)
    assert first.markup is not None
    assert (second.method, second.text, second.markup) == ("editMessageText", "two", None)
    assert [entry.text for entry in sandbox.record.sent(room.id)] == ["one"]


async def test_ptb_reads_the_refusals(sandbox: Sandbox, call: Call) -> None:
    room = sandbox.private(started=True)
    sandbox.set_rates(Limits(private_burst=1))
    async with Application.builder().token(sandbox.token).base_url(sandbox.base_url).build().bot as bot:
        await bot.send_message(room.id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(room.id, "x")
        waiting = asyncio.create_task(bot.get_updates(timeout=30))
        await until(lambda: sandbox.world.updates.readers)
        await call("getUpdates")
        with pytest.raises(Conflict):
            await waiting
    wrong = Application.builder().token("7000000001:wrong").base_url(sandbox.base_url).build().bot
    with pytest.raises(InvalidToken):
        await wrong.initialize()


async def test_two_sandboxes_share_nothing(sandbox: Sandbox) -> None:
    other = Sandbox()
    await other.start()
    room, mirrored = sandbox.private(), other.private()
    await room.say("x")
    assert isinstance(room.messages[0], Message)
    assert mirrored.messages == []
    await other.stop()
