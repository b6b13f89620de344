"""Every handler that subscribers meet; the list reads as contents."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat.answers import command, tap
from bot.chat.context import Context
from bot.chat.rights import chat_admins
from bot.handlers import (
    alerts,
    categories,
    channels,
    digest,
    fallbacks,
    history,
    inline,
    notices,
    own_data,
    post_lists,
    quiet,
    schedule,
    search,
    settings,
    start,
    subscribe,
    tags,
    upcoming,
)
from bot.handlers.files import file
from bot.handlers.free_text import no_words, words
from bot.handlers.stories import following, top
from bot.handlers.stories import story as stories

Handler = BaseHandler[Any, Context, Any]

_NEW = filters.UpdateType.MESSAGE
_HEARD = filters.ChatType.PRIVATE | filters.REPLY


def first() -> list[Handler]:
    """What runs before any of the others."""
    return [TypeHandler(Update, fallbacks.load)]


def commands() -> list[Handler]:
    """Commands of subscribers."""
    return [
        command("start", start.start, chat_admins),
        command("help", fallbacks.help_),
        command("latest", post_lists.latest),
        command("top", top.top),
        command("tag", tags.tag),
        command("tags", tags.tags),
        command("search", search.search),
        command("digest", digest.digest),
        command("preview", upcoming.preview),
        command("next", upcoming.next_),
        command("history", history.history),
        command("categories", categories.show),
        command("following", following.following),
        command("alerts", alerts.alerts, chat_admins),
        command("subscribe", subscribe.subscribe, chat_admins),
        command("unsubscribe", subscribe.unsubscribe, chat_admins),
        command("settings", settings.settings, chat_admins),
        command("stop", settings.stop, chat_admins),
        command("mydata", own_data.mydata, chat_admins),
        command("forget", own_data.forget, chat_admins),
    ]


def buttons() -> list[Handler]:
    """Buttons of subscribers: those that read are for everyone, those that change for a group's admins."""
    return [
        tap("here", fallbacks.here),
        tap("front", post_lists.front),
        tap("list", post_lists.turn),
        tap("post", stories.post),
        tap("related", stories.related),
        tap("tag", tags.tag_below),
        tap("tagin", tags.tag_here),
        tap("tags", tags.tags_tapped),
        tap("find", search.tapped),
        tap("bell", stories.bell, chat_admins),
        tap("unbell", following.unbell, chat_admins),
        tap("unfollow", following.unfollow, chat_admins),
        tap("story", stories.of_digest),
        tap("digest", digest.back),
        tap("rest", digest.rest),
        tap("now", digest.now),
        tap("repeat", digest.repeat),
        tap("history", history.turn),
        tap("past", history.open_digest),
        tap("preview", upcoming.preview_tapped),
        tap("usage", search.usage_below),
        tap("follow", tags.follow, chat_admins),
        tap("channels", channels.listing),
        tap("speak", start.speak, chat_admins),
        tap("step", start.step, chat_admins),
        tap("begin", start.begin, chat_admins),
        tap("cats", categories.turn, chat_admins),
        tap("cat", categories.toggle, chat_admins),
        tap("add", subscribe.add, chat_admins),
        tap("drop", subscribe.drop, chat_admins),
        tap("settings", settings.here, chat_admins),
        tap("settingsnew", settings.below, chat_admins),
        tap("layout", settings.layout, chat_admins),
        tap("size", settings.size, chat_admins),
        tap("points", settings.points, chat_admins),
        tap("language", settings.language, chat_admins),
        tap("review", settings.review, chat_admins),
        tap("mytags", settings.my_tags, chat_admins),
        tap("untag", settings.untag, chat_admins),
        tap("pause", settings.pause, chat_admins),
        tap("resume", settings.resume, chat_admins),
        tap("times", schedule.times, chat_admins),
        tap("time", schedule.time, chat_admins),
        tap("settimes", schedule.set_times, chat_admins),
        tap("days", schedule.days, chat_admins),
        tap("day", schedule.day, chat_admins),
        tap("zone", schedule.zone, chat_admins),
        tap("zoneis", schedule.zone_is, chat_admins),
        tap("quiet", quiet.show, chat_admins),
        tap("quiethours", quiet.hours, chat_admins),
        tap("quietday", quiet.day, chat_admins),
        tap("quietway", quiet.way, chat_admins),
        tap("silent", quiet.always, chat_admins),
        tap("alerts", alerts.show, chat_admins),
        tap("alertsnew", alerts.below, chat_admins),
        tap("alert", alerts.switch, chat_admins),
        tap("alertmost", alerts.most, chat_admins),
        tap("alertasked", alerts.asked, chat_admins),
        tap("alertrule", alerts.switch_rule, chat_admins),
        tap("forgetyes", own_data.forget_yes, chat_admins),
        tap("forgetno", own_data.forget_no, chat_admins),
        tap("topicpause", notices.pause, chat_admins),
        tap("topicresume", notices.resume, chat_admins),
    ]


def last() -> list[Handler]:
    """What nothing else has taken."""
    return [
        CallbackQueryHandler(fallbacks.dead),
        MessageHandler(
            _NEW & filters.COMMAND & filters.ChatType.PRIVATE & filters.FORWARDED, fallbacks.forwarded
        ),
        MessageHandler(_NEW & filters.COMMAND & filters.ChatType.PRIVATE, fallbacks.unknown),
        MessageHandler(_NEW & filters.TEXT & ~filters.COMMAND & _HEARD, words),
        MessageHandler(_NEW & filters.Document.ALL & _HEARD, file),
        MessageHandler(_NEW & ~filters.TEXT & ~filters.StatusUpdate.ALL & _HEARD, no_words),
        MessageHandler(filters.StatusUpdate.MIGRATE, fallbacks.migrated),
        InlineQueryHandler(inline.asked),
        ChatMemberHandler(fallbacks.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ]
