"""What ends the posts of a channel: a line of its own, and hashtags."""

from __future__ import annotations

from bot.chat.keyboards import button, chosen, destructive
from bot.screens import home
from bot.telegram.markup import raw, spaced
from bot.telegram.screen import Screen
from bot.texts import plain, text
from digests.model import Subscriber

LONGEST = 400  # units; a signature has 200 characters at most


def posts(channel: Subscriber) -> Screen:
    """Both, as they are set."""
    lang, signature = channel.language, raw(channel.signature, LONGEST)
    said = text(lang, "posts.signature", text=signature) if signature else text(lang, "posts.unsigned")
    change = button(plain(lang, "posts.change" if signature else "posts.write"), "sign")
    remove = (destructive(plain(lang, "posts.remove"), "unsign"),) if signature else ()
    tagged = chosen(plain(lang, "posts.hashtags"), "hashtags", int(not channel.hashtags), on=channel.hashtags)
    html = spaced([text(lang, "posts.head"), said, text(lang, "posts.about_hashtags")])
    return Screen(html, ((change, *remove), (tagged,), (home.back(lang),)))


def write(lang: str) -> Screen:
    """The next words are the signature."""
    back = button(plain(lang, "list.back"), "posts")
    return Screen(text(lang, "posts.ask"), ((back,),))
