"""A title for an entry that has neither title nor text: from its picture, its enclosure or its link.

Feeds of photos, and of short messages that are a picture alone, state such entries; they are news, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from digests.sources import clean_html
from digests.sources.text import one_line, shorten

_LONGEST = 80
_WORDS = ("alt", "title")  # attributes of a picture


def caption(html: Iterable[str], files: Iterable[str], link: str) -> str:
    """The words of a picture in ``html``, else the name of one of the ``files``, else the link as it is read.

    Empty where there is nothing of these.
    """
    pictures = [picture for each in html for picture in _pictures(each)]
    told = (one_line(picture.get(word) or "") for picture in pictures for word in _WORDS)
    names = (_file_name(address) for address in [*files, *(picture.get("src") or "" for picture in pictures)])
    shown = one_line(unquote(link.partition("://")[2])).rstrip("/")
    return shorten(next((words for words in (*told, *names, shown) if words), ""), _LONGEST)


def of_feed(entry: Mapping[str, Any], link: str) -> str:
    """The caption of an entry as feedparser hands it on."""
    details = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    media = [*(entry.get("media_content") or ()), *(entry.get("media_thumbnail") or ())]
    files = [one.get("href") for one in entry.get("enclosures") or ()] + [one.get("url") for one in media]
    return caption(map(_text, (one.get("value") for one in details)), map(_text, files), link)


def of_json(item: Mapping[str, Any], link: str) -> str:
    """The caption of an item of a JSON Feed."""
    attached = item.get("attachments")
    parts = [one for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    told = next((title for one in parts if (title := one_line(_text(one.get("title"))))), "")
    files = [item.get("image"), item.get("banner_image"), *(one.get("url") for one in parts)]
    return shorten(told, _LONGEST) or caption([_text(item.get("content_html"))], map(_text, files), link)


def _pictures(html: str) -> list[Mapping[str, str | None]]:
    return [node.attributes for node in clean_html.parse(html).css("img")] if "<img" in html.lower() else []


def _file_name(address: str) -> str:
    try:
        return one_line(unquote(PurePosixPath(urlsplit(address).path).name))
    except ValueError:
        return ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
