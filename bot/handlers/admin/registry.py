"""Every handler that admins meet; the list reads as contents."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler

from bot.answers import command, tap
from bot.context import Context
from bot.handlers.admin import (
    adding,
    alarms,
    audit,
    broadcast,
    deliveries,
    feeds,
    fetching,
    importing,
    readdress,
    testing,
    totals,
)
from bot.rights import bot_admins

Handler = BaseHandler[Any, Context, Any]


def commands() -> list[Handler]:
    """Commands of admins."""
    return [
        command("feeds", feeds.feeds, bot_admins),
        command("addfeed", adding.addfeed, bot_admins),
        command("testfeed", testing.testfeed, bot_admins),
        command("importfeeds", importing.importfeeds, bot_admins),
        command("exportfeeds", importing.exportfeeds, bot_admins),
        command("stats", totals.stats, bot_admins),
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
        tap("feedaddress", readdress.ask, bot_admins),
        tap("feedremove", feeds.remove, bot_admins),
        tap("feedgone", feeds.gone, bot_admins),
        tap("feedback", feeds.back, bot_admins),
        tap("feedevery", fetching.interval, bot_admins),
        tap("feedeveryis", fetching.interval_is, bot_admins),
        tap("feedfull", fetching.full_text, bot_admins),
        tap("feedlog", fetching.history, bot_admins),
        tap("addfeed", adding.ask, bot_admins),
        tap("addlook", adding.look_at, bot_admins),
        tap("addpage", adding.turn, bot_admins),
        tap("addto", adding.category_is, bot_admins),
        tap("addcat", adding.category, bot_admins),
        tap("addevery", adding.interval_is, bot_admins),
        tap("addfull", adding.full_text, bot_admins),
        tap("addyes", adding.add, bot_admins),
        tap("addno", adding.cancel, bot_admins),
        tap("opmlask", importing.ask, bot_admins),
        tap("opmlout", importing.export, bot_admins),
        tap("opml", importing.turn, bot_admins),
        tap("opmldone", importing.turn_done, bot_admins),
        tap("opmlgo", importing.run, bot_admins),
        tap("opmlno", importing.cancel, bot_admins),
        tap("opmlback", importing.undo, bot_admins),
        tap("testlook", testing.test_one, bot_admins),
        tap("stats", totals.again, bot_admins),
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
