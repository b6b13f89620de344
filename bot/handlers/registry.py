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
from bot.chat.rights import admins_or, chat_admins
from bot.handlers import (
    alerts,
    categories,
    digest,
    fallbacks,
    history,
    inline,
    menu,
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
from bot.handlers.content import by_name, floor, searches, sources
from bot.handlers.content import filters as own_filters
from bot.handlers.editions import editions, look, sharing, told
from bot.handlers.files import file
from bot.handlers.free_text import no_words, words
from bot.handlers.manage import chats, forwarded, posts, stored, topics
from bot.handlers.personal import mutes, saved, tastes, why
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
        command("mytags", searches.my_tags),
        command("sources", sources.sources),
        command("filter", own_filters.filter_),
        command("alerts", alerts.alerts, chat_admins),
        command("saved", saved.saved),
        command("why", why.why),
        command("mutes", mutes.mutes),
        command("taste", tastes.taste),
        command("subscribe", by_name.subscribe, chat_admins),
        command("unsubscribe", by_name.unsubscribe, chat_admins),
        command("settings", settings.settings, chat_admins),
        command("digests", editions.digests, chat_admins),
        command("stop", settings.stop, chat_admins),
        command("manage", chats.manage),
        command("mydata", own_data.mydata, admins_or("admins_only_data")),
        command("forget", own_data.forget, admins_or("admins_only_data")),
    ]


def buttons() -> list[Handler]:
    """Buttons of subscribers: those that read are for everyone, those that change for a group's admins."""
    return [
        tap("here", fallbacks.here),
        tap("help", fallbacks.help_tapped),
        tap("front", post_lists.front),
        tap("list", post_lists.turn),
        tap("post", stories.post),
        tap("related", stories.related),
        tap("tag", tags.tag_below),
        tap("tagin", tags.tag_here),
        tap("tags", tags.tags_tapped),
        tap("find", search.tapped),
        tap("bell", stories.bell, admins_or("admins_only_bell")),
        tap("unbell", following.unbell, admins_or("admins_only_bell")),
        tap("unfollow", following.unfollow, admins_or("admins_only_bell")),
        tap("story", stories.of_digest),
        tap("save", saved.save),
        tap("note", saved.note),
        tap("unnote", saved.unnote),
        tap("why", why.of_story),
        tap("whyof", why.of_post),
        tap("more", tastes.more),
        tap("like", tastes.like, chat_admins),
        tap("tastes", tastes.turn),
        tap("untaste", tastes.forget, chat_admins),
        tap("tasteclear", tastes.clear, chat_admins),
        tap("mute", mutes.what, chat_admins),
        tap("mute1", mutes.how_long, chat_admins),
        tap("mute2", mutes.mute, chat_admins),
        tap("mutes", mutes.turn),
        tap("unmute", mutes.unmute, chat_admins),
        tap("digest", digest.back),
        tap("rest", digest.rest),
        tap("now", digest.now),
        tap("repeat", digest.repeat),
        tap("history", history.turn),
        tap("past", history.open_digest),
        tap("preview", upcoming.preview_tapped),
        tap("usage", search.usage_below),
        tap("follow", tags.follow, chat_admins),
        tap("channels", chats.listing),
        *_managing(),
        tap("speak", start.speak, chat_admins),
        tap("step", start.step, chat_admins),
        tap("begin", start.begin, chat_admins),
        tap("cats", categories.turn, chat_admins),
        tap("cat", categories.toggle, chat_admins),
        tap("add", subscribe.add, chat_admins),
        tap("drop", subscribe.drop, chat_admins),
        tap("settings", settings.here, chat_admins),
        tap("settingsnew", settings.below, chat_admins),
        tap("menu", menu.opened, chat_admins),
        tap("layout", settings.layout, chat_admins),
        tap("size", settings.size, chat_admins),
        tap("points", settings.points, chat_admins),
        tap("language", settings.language, chat_admins),
        tap("review", settings.review, chat_admins),
        tap("mytags", searches.listing, chat_admins),
        tap("untag", searches.drop, chat_admins),
        tap("fsearch", searches.follow, chat_admins),
        tap("sources", sources.turn),
        tap("source", sources.toggle, chat_admins),
        tap("floor", floor.floor, chat_admins),
        tap("filters", own_filters.listing),
        tap("filter", own_filters.open_, chat_admins),
        tap("filtertry", own_filters.try_, chat_admins),
        tap("filterkeep", own_filters.keep, chat_admins),
        tap("filterdrop", own_filters.drop, chat_admins),
        tap("pause", settings.pause, chat_admins),
        tap("resume", settings.resume, chat_admins),
        tap("times", schedule.times, chat_admins),
        tap("time", schedule.time, chat_admins),
        tap("settimes", schedule.set_times, chat_admins),
        tap("days", schedule.days, chat_admins),
        tap("day", schedule.day, chat_admins),
        tap("zone", schedule.zone, chat_admins),
        tap("zoneis", schedule.zone_is, chat_admins),
        tap("share", sharing.share, chat_admins),
        tap("take", sharing.take, chat_admins),
        tap("look", look.look, chat_admins),
        tap("editions", editions.listing, chat_admins),
        tap("edition", editions.open_one, chat_admins),
        tap("newedition", editions.new, chat_admins),
        tap("editionname", editions.name, chat_admins),
        tap("told", told.told, chat_admins),
        tap("tell", told.tell, chat_admins),
        tap("dropedition", editions.drop, chat_admins),
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
        tap("forgetyes", own_data.forget_yes, admins_or("admins_only_data")),
        tap("forgetno", own_data.forget_no, admins_or("admins_only_data")),
        tap("topicpause", notices.pause, chat_admins),
        tap("topicresume", notices.resume, chat_admins),
    ]


def _managing() -> list[Handler]:
    """Other chats than this: whoever may is asked of Telegram by each of them, or by what names the chat."""
    return [
        tap("manage", chats.listing),
        tap("place", chats.open_),
        tap("topic", chats.topic),
        tap("posts", posts.show),
        tap("sign", posts.sign),
        tap("unsign", posts.unsign),
        tap("hashtags", posts.hashtags),
        tap("stored", stored.show),
        tap("sendstored", stored.send),
        tap("forgetthere", stored.forget),
    ]


def last() -> list[Handler]:
    """What nothing else has taken."""
    return [
        CallbackQueryHandler(fallbacks.dead),
        MessageHandler(
            _NEW & filters.COMMAND & filters.ChatType.PRIVATE & filters.FORWARDED, fallbacks.forwarded
        ),
        MessageHandler(_NEW & filters.COMMAND & filters.ChatType.PRIVATE, fallbacks.unknown),
        MessageHandler(_NEW & filters.ChatType.PRIVATE & forwarded.FromChannel(), forwarded.post),
        MessageHandler(_NEW & filters.TEXT & ~filters.COMMAND & _HEARD, words),
        MessageHandler(_NEW & filters.Document.ALL & _HEARD, file),
        MessageHandler(_NEW & ~filters.TEXT & ~filters.StatusUpdate.ALL & _HEARD, no_words),
        MessageHandler(filters.StatusUpdate.MIGRATE, fallbacks.migrated),
        MessageHandler(
            filters.StatusUpdate.FORUM_TOPIC_CREATED | filters.StatusUpdate.FORUM_TOPIC_EDITED, topics.named
        ),
        InlineQueryHandler(inline.asked),
        ChatMemberHandler(fallbacks.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ]
