"""Every handler that admins meet; the list reads as contents."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.chat.answers import command, tap
from bot.chat.context import Context
from bot.chat.rights import bot_admins
from bot.handlers.admin import (
    add_feed,
    alarms,
    audit,
    broadcast,
    change_address,
    deliveries,
    feed_preview,
    feeds,
    fetch_settings,
    fetch_trial,
    import_feeds,
    stats,
    stories,
)

Handler = BaseHandler[Any, Context, Any]


def commands() -> list[Handler]:
    """Commands of admins."""
    return [
        command("feeds", feeds.feeds, bot_admins),
        command("addfeed", add_feed.addfeed, bot_admins),
        command("testfeed", fetch_trial.testfeed, bot_admins),
        command("importfeeds", import_feeds.importfeeds, bot_admins),
        command("exportfeeds", import_feeds.exportfeeds, bot_admins),
        command("story", stories.story, bot_admins),
        command("stats", stats.stats, bot_admins),
        command("broadcast", broadcast.broadcast, bot_admins),
        command("audit", audit.audit, bot_admins),
    ]


def buttons() -> list[Handler]:
    """Buttons of admins."""
    return [
        tap("feeds", feeds.turn, bot_admins),
        tap("feed", feeds.card, bot_admins),
        tap("feedfetch", feeds.fetch, bot_admins),
        tap("feedpause", feeds.pause, bot_admins),
        tap("feedresume", feeds.resume, bot_admins),
        tap("feedcat", feeds.category, bot_admins),
        tap("feedcatis", feeds.category_is, bot_admins),
        tap("feedtitle", feeds.title, bot_admins),
        tap("feedowntitle", feeds.own_title, bot_admins),
        tap("feedaddress", change_address.ask, bot_admins),
        tap("feedremove", feeds.remove, bot_admins),
        tap("feedgone", feeds.gone, bot_admins),
        tap("feedback", feeds.back, bot_admins),
        tap("feedevery", fetch_settings.interval, bot_admins),
        tap("feedeveryis", fetch_settings.interval_is, bot_admins),
        tap("feedfull", fetch_settings.full_text, bot_admins),
        tap("feedlog", fetch_settings.history, bot_admins),
        tap("addfeed", add_feed.ask, bot_admins),
        tap("addlook", feed_preview.look_at, bot_admins),
        tap("addpage", feed_preview.turn, bot_admins),
        tap("addto", add_feed.category_is, bot_admins),
        tap("addcat", add_feed.category, bot_admins),
        tap("addevery", add_feed.interval_is, bot_admins),
        tap("addfull", add_feed.full_text, bot_admins),
        tap("addyes", add_feed.add, bot_admins),
        tap("addno", add_feed.cancel, bot_admins),
        tap("opmlask", import_feeds.ask, bot_admins),
        tap("opmlout", import_feeds.export, bot_admins),
        tap("opml", import_feeds.turn, bot_admins),
        tap("opmldone", import_feeds.turn_done, bot_admins),
        tap("opmlgo", import_feeds.run, bot_admins),
        tap("opmlno", import_feeds.cancel, bot_admins),
        tap("opmlback", import_feeds.undo, bot_admins),
        tap("testlook", fetch_trial.test_one, bot_admins),
        tap("astories", stories.listing, bot_admins),
        tap("astory", stories.card, bot_admins),
        tap("astorypart", stories.part, bot_admins),
        tap("astoryjoin", stories.join, bot_admins),
        tap("stats", stats.again, bot_admins),
        tap("bcno", broadcast.never_mind, bot_admins),
        tap("bcsend", broadcast.send, bot_admins),
        tap("bcdrop", broadcast.drop, bot_admins),
        tap("bcpause", broadcast.pause, bot_admins),
        tap("bcgo", broadcast.go_on, bot_admins),
        tap("bcstop", broadcast.stop, bot_admins),
        tap("bc", broadcast.show, bot_admins),
        tap("audit", audit.turn, bot_admins),
        tap("alarmcard", alarms.card, bot_admins),
        tap("alarmlist", alarms.listing, bot_admins),
        tap("alarmstats", alarms.stats, bot_admins),
        tap("deliveries", deliveries.turn, bot_admins),
        tap("delivery", deliveries.card, bot_admins),
        tap("deliveryretry", deliveries.retry, bot_admins),
        tap("deliveryall", deliveries.retry_all, bot_admins),
    ]
