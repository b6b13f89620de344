"""A feed over time beside an oracle that knows which of its entries are the same."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape

GUIDS = ("own", "link", "missing", "shared", "invented")
LINKS = ("own", "tracked", "home", "missing", "session")
DATES = ("times", "days", "none")
NOTICE = timedelta(days=4)  # longer than the same words are the same notice


class Style(NamedTuple):
    """How a feed names and dates its entries."""

    guid: str
    link: str
    date: str

    @property
    def has_pages(self) -> bool:
        """Whether each entry has a link of its own."""
        return self.link in ("own", "tracked")

    @property
    def sign(self) -> str:
        """What tells entries: their guid, their link as a name, their page, or the content."""
        if self.guid in ("own", "link"):
            return "guid"
        if self.has_pages:
            return "page" if self.guid == "invented" else "link"
        return "content"

    @property
    def is_named(self) -> bool:
        """Whether entries have a name that stays."""
        return self.sign in ("guid", "link")


STYLES = [
    style
    for style in (Style(*parts) for parts in ((g, n, d) for g in GUIDS for n in LINKS for d in DATES))
    if style.guid != "link" or style.has_pages
]


@dataclass(eq=False)
class Truth:
    """One entry, whatever the feed calls it; ``before`` is what it said when it was stated last."""

    name: str
    title: str
    text: str
    date: datetime | None
    before: tuple[str, str, datetime | None] | None = None
    first: datetime | None = None  # the date that its post has
    hidden: bool = False
    is_former: bool = False  # its name belongs to another entry now

    @property
    def said(self) -> tuple[str, str, datetime | None]:
        return self.title, self.text, self.date

    @property
    def is_redated(self) -> bool:
        """Whether it states another date than when it was new."""
        return self.first != self.date

    @property
    def is_unchanged(self) -> bool:
        """Whether it says what it said when it was stated last, with the date that its post has."""
        return self.before == self.said and not self.is_redated

    @property
    def is_anew(self) -> bool:
        """Whether it says something else than when it was stated last, and is dated otherwise than first."""
        return self.before is not None and self.before[1] != self.text and self.is_redated


class FeedModel:
    """Writes documents, and knows what is stored and delivered once they were read."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.window = 4
        self.host = 0
        self.readings = 0
        self.entries: list[Truth] = []
        self.last: list[Truth] = []
        self.announced: Counter[str] = Counter()
        self._words = random.Random(1)

    def words(self) -> str:
        """Words that stand nowhere else."""
        return " ".join(f"w{self._words.getrandbits(40):x}" for _ in range(12))

    def dated(self, now: datetime) -> datetime | None:
        """The date of what is published now."""
        if self.style.date == "none":
            return None
        day = now.replace(hour=0, minute=0, second=0)
        return now.replace(second=1 + len(self.entries) % 58) if self.style.date == "times" else day

    def publish(self, now: datetime, like: Truth | None = None, name: str = "") -> Truth:
        """A new entry, in new words or in those of another."""
        number = len(self.entries)
        title, text = (like.title, like.text) if like else (f"Title {self.words()}", self.words())
        truth = Truth(name or f"e{number}", title, text, self.dated(now))
        self.entries.append(truth)
        return truth

    def shown(self) -> list[Truth]:
        """What the window shows now, newest first."""
        return [each for each in self.living() if not each.hidden][-self.window :][::-1]

    def living(self) -> list[Truth]:
        """All that may be stated once more, oldest first."""
        return [each for each in self.entries if not each.is_former]

    def delay(self) -> None:
        """Hide what says the words of a notice in the last document, while no date there is seen to stay.

        Alone it may be that notice with a new date, as feeds state that give the time of the request.
        """
        while unclear := [each for each in self.shown() if self._is_unclear(each)]:
            for truth in unclear:
                truth.hidden = True

    def _is_unclear(self, truth: Truth) -> bool:
        shown = self.shown()
        if truth.before or self.style.sign != "content" or any(each.is_unchanged for each in shown):
            return False
        return any(each.before and each.before[:2] == truth.said[:2] for each in self.last)

    def state(self, order: random.Random | None = None) -> str:
        """The document as it is now; the oracle notes what a reader learns from it."""
        self.readings += 1
        shown = self.shown()
        for truth in shown:
            if truth.before is None or (self.style.is_named and truth not in self.last and truth.is_anew):
                self._part(truth)
                truth.first = truth.date
                self.announced[truth.title] += 1
            truth.before = truth.said
        self.last = shown or self.last
        items = "".join(map(self._item, order.sample(shown, len(shown)) if order else shown))
        return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>"

    def stored(self) -> Counter[tuple[str, str]]:
        """Title and text of each entry as it was stated last."""
        return Counter(truth.before[:2] for truth in self.entries if truth.before)

    def _part(self, truth: Truth) -> None:
        """What came back as another entry leaves the old one as it was."""
        if truth.before is not None:
            title, text, date = truth.before
            self.entries.insert(0, Truth(truth.name, title, text, date, truth.before, is_former=True))

    def _item(self, truth: Truth) -> str:
        date = truth.date and truth.date.strftime("%a, %d %b %Y %H:%M:%S GMT")
        parts = {"guid": self._guid(truth), "link": self._link(truth), "pubDate": date}
        parts |= {"title": truth.title, "description": truth.text}
        return f"<item>{''.join(f'<{k}>{escape(v)}</{k}>' for k, v in parts.items() if v)}</item>"

    def _guid(self, truth: Truth) -> str:
        own = f"tag:{self.host}:{truth.name}"
        page = f"https://{self.host}.example/{truth.name}"
        invented = f"{self.readings}/{id(truth)}"
        return {"own": own, "link": page, "missing": "", "shared": "0", "invented": invented}[self.style.guid]

    def _link(self, truth: Truth) -> str:
        site = f"https://{self.host}.example/"
        return {
            "own": f"{site}{truth.name}",
            "tracked": f"{site}{truth.name}?utm_source=r{self.readings}",
            "home": site,
            "missing": "",
            "session": f"{site}?sid={self.readings}-{id(truth)}",
        }[self.style.link]
