"""Intake: what a reading of a feed states, against what is stored, decides what to store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from digests.decisions.duplicates.fingerprint import fingerprint
from digests.decisions.identity.signs import Earlier, Mark
from digests.decisions.normalize import normalize
from digests.model import Entry, Traits

Detect = Callable[[str], str]

_FUTURE = timedelta(hours=1)  # clocks and zones that are a little wrong
_FIRST_YEAR = 1990  # before the web: an epoch or a mistake
_DETECTED_ON = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be stored, tidied, with what is computed from it once.

    ``published`` (UTC) is fixed at first sight: of a changed entry it is not to be stored again. ``fresh``
    says whether the post counts as new for digests.
    """

    entry: Entry
    version: str
    published: datetime
    fresh: bool
    simhash: int
    content_key: int
    lang: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What to store: ``new`` oldest first, so that ids grow with time; ``same`` counts what needs nothing."""

    new: tuple[Draft, ...]
    changed: tuple[Draft, ...]
    same: int


def decide(
    entries: Sequence[Entry],
    known: Mapping[str, str],
    now: datetime,
    *,
    fresh_left: int | None,
    detect: Detect,
    read_until: datetime | None = None,
) -> Intake:
    """Compare entries, newest first as feeds have them, with the stored versions by uid (``stored_uid``).

    Of entries with one uid the last counts. Only the newest ``fresh_left`` new ones are fresh, None for all,
    and none that was published before ``read_until``.
    ``detect`` tells the language of a text whose feed does not.
    """
    tidied = unique(entries)
    versions = {entry.uid: version_of(entry) for entry in tidied}
    new = [entry for entry in tidied if entry.uid not in known]
    changed = [e for e in tidied if e.uid in known and known[e.uid] != versions[e.uid]]
    dated = sorted(((published(e, now), e) for e in reversed(new)), key=lambda pair: pair[0])
    stale = 0 if fresh_left is None else len(dated) - fresh_left
    stale = max(stale, sum(1 for at, _ in dated if read_until and at < read_until))

    def draft(entry: Entry, at: datetime, fresh: bool) -> Draft:
        traits = entry.traits or traits_of(entry, detect)
        version = versions[entry.uid]
        return Draft(entry, version, at, fresh, traits.simhash, traits.content_key, traits.lang)

    return Intake(
        new=tuple(draft(entry, at, place >= stale) for place, (at, entry) in enumerate(dated)),
        changed=tuple(draft(entry, published(entry, now), False) for entry in changed),
        same=len(tidied) - len(new) - len(changed),
    )


def traits_of(entry: Entry, detect: Detect) -> Traits:
    """What takes long to compute of a tidied entry; most of the time that storing it takes."""
    prints = fingerprint(entry.title, entry.text)
    lang = entry.lang or detect(f"{entry.title}\n{entry.text}"[:_DETECTED_ON])
    return Traits(prints.simhash, prints.content_key, lang)


def version_of(entry: Entry) -> str:
    """A hash of all that a reader may see of a tidied entry, 32 hexadecimal digits.

    Its date is not part of it: feeds that state the time of the request would change at each fetch.
    """
    tags = [part for tag in entry.tags for part in (tag.name, tag.ticker)]
    categories = [part for name in entry.categories for part in (name.slug, name.title)]
    single = (entry.title, entry.text, entry.digest, entry.link, entry.source, entry.lang)
    # Tidied fields hold no control characters but the line feed, so these two keep fields and lists apart.
    stated = "\x1e".join(["\x1f".join(single), "\x1f".join(tags), "\x1f".join(categories)])
    return blake2b(stated.encode(), digest_size=16).hexdigest()


def published(entry: Entry, now: datetime) -> datetime:
    """When an entry counts as published, in UTC: its own time where that can be, else ``now``.

    A time without a zone is taken as UTC. The database keeps milliseconds, so there is nothing finer.
    """
    return believed(entry.published, now) or _to_millisecond(now)


def believed(stated: datetime | None, now: datetime) -> datetime | None:
    """The time that an entry states, in UTC; None where it states none, or one that cannot be."""
    # The years first: the ends of the calendar cannot be converted between zones.
    if stated is None or not _FIRST_YEAR <= stated.year <= now.year + 1:
        return None
    aware = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    return _to_millisecond(aware) if aware <= now + _FUTURE else None


def _to_millisecond(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Entries tidied, each uid once; what has neither title nor text is left out.

    Those with traits were tidied before these were computed.
    """
    kept: dict[str, Entry] = {}
    for entry in entries:
        tidied = entry if entry.traits else normalize(entry)
        if tidied is not None:
            kept.pop(tidied.uid, None)
            kept[tidied.uid] = tidied
    return list(kept.values())


def mark(entry: Entry, now: datetime, post: Earlier | None = None) -> Mark:
    """What a tidied entry is known by. Its fingerprint takes long: that of its ``post`` may do."""
    prints = post or entry.traits or fingerprint(entry.title, entry.text)
    return Mark(
        entry.uid,
        entry.link,
        entry.title,
        prints.content_key,
        prints.simhash,
        believed(entry.published, now),
        entry.nameless,
    )
