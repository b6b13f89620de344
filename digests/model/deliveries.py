"""Digests, and their way to subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from digests.model.corrections import Correction
from digests.model.posts import Post
from digests.model.ranking import Figures, FollowUp, Form
from digests.model.subscribers import NEVER_QUIET, Destination, FollowKind, Layout, Quiet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that a digest might show, as light as selection needs it.

    ``story`` is the event that it tells, ``article`` the group of copies that it is one of. ``named`` is by
    which name people know its source: as the post says it, else its feed.
    """

    post: int
    story: int
    published: datetime
    length: int
    source: str
    targets: tuple[tuple[FollowKind, int], ...]
    article: int = 0
    form: Form = Form.ARTICLE
    feed: int = 0
    named: str = ""


class Pick(NamedTuple):
    """A story chosen for a digest: its section (the subscription it falls under) and who else tells it.

    ``figures`` say why it stands where it stands; ``again`` how many told it when the chat heard of it last,
    0 for a story that is new to it.
    """

    post: int
    section: tuple[FollowKind, int]
    others: tuple[str, ...] = ()
    figures: Figures = Figures()
    again: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """A picked post with what a reader sees of it.

    ``coverage`` independent sources tell it; ``again`` of them did when it was told before, 0 if it was not.
    ``corrections``: what changed of it since it was told.
    """

    post: Post
    others: tuple[str, ...] = ()
    coverage: int = 1
    again: int = 0
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Continued:
    """A story that was told before and goes on: its best new report, and whose the new ones are."""

    post: Post
    followed: FollowUp


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of a digest that fall under one subscription."""

    title: str
    stories: tuple[Story, ...]


class DigestKind(StrEnum):
    """What goes out: the week's review tells once more; notices and broadcasts hold no posts."""

    DIGEST = "digest"
    ALERT = "alert"
    REVIEW = "review"
    NOTICE = "notice"
    BROADCAST = "broadcast"


@dataclass(frozen=True, slots=True)
class Digest:
    """What was composed for one set of choices at one due time; shared by all who chose alike.

    ``sections`` holds the stories shown at once; ``total`` counts them with the rest behind the button.
    ``follow_ups`` are stories told before that go on, ``followed`` those of them that stand in messages of
    their own; ``corrected`` are stories told before of which something has changed. ``transport`` carries it,
    in a form of its own. ``title`` is the name of its edition, "" for the first one; ``layout`` how it looks;
    in a channel ``signature`` ends it, with ``hashtags`` where these are wanted. ``resumes``: when the
    next alert may come, of one that was the last of its hour.
    """

    id: int
    language: str
    zone: str
    due: datetime
    sections: tuple[Section, ...]
    total: int
    points: int = 3
    first: bool = False
    transport: str = ""
    follow_ups: tuple[Continued, ...] = ()
    followed: tuple[Continued, ...] = ()
    corrected: tuple[Story, ...] = ()
    kind: DigestKind = DigestKind.DIGEST
    title: str = ""
    layout: Layout = Layout.FOLDED
    signature: str = ""
    hashtags: bool = False
    resumes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """A digest or review that was sent: when it was due, and how many stories it shows at once.

    ``title`` is that of its edition, "" for the first.
    """

    digest: int
    due: datetime
    stories: int
    kind: DigestKind = DigestKind.DIGEST
    title: str = ""


class DeliveryState(StrEnum):
    """Where a delivery stands; the outbox is ``pending`` and ``sending``."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUSPENDED = "suspended"


class Rank(IntEnum):
    """Who goes first among deliveries that are due: what somebody waits for, or has the beginning of."""

    AWAITED = 0
    CLOCK = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest: ``payload`` is its transport's own form.

    ``intended``: it was about to be sent once and no answer is known. ``plain``: send it without markup;
    ``silent``: without a sound. ``reply``: the message there that it answers, "" for none. ``fallback``: of a
    payload with two forms the second one, since the first was refused.
    """

    number: int
    payload: str
    intended: bool = False
    plain: bool = False
    reply: str = ""
    silent: bool = False
    fallback: bool = False


class RenderedPart(NamedTuple):
    """One message of a digest in its transport's own form, and how many of its stories stand in it.

    ``reply_to``: a post; it answers the message that told its reader the story of that post first.
    """

    payload: str
    stories: int = 0
    reply_to: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that was ``sent`` and is to become ``part``, claimed for it; ``message`` is its id there."""

    delivery: int
    destination: Destination
    message: str
    part: Part
    attempts: int
    failing_since: datetime | None
    sent: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest to one subscriber, claimed for sending, with the parts that are not yet sent."""

    id: int
    subscriber: int
    destination: Destination
    language: str
    digest: int
    slot: str
    attempts: int
    parts: tuple[Part, ...]
    created: datetime
    failing_since: datetime | None = None
    kind: DigestKind = DigestKind.DIGEST
    rank: Rank = Rank.CLOCK
    quiet: Quiet = NEVER_QUIET
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing goes out in a scope (a chat's address, or ``OVERALL``) from ``begun`` until ``until``.

    ``transport`` is the one that asked for it, "" where there is only one to think of.
    """

    scope: str
    until: datetime
    begun: datetime
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Slowdown:
    """The ``share`` (0 to 1) of the overall rate in use ``since`` the transport found it too much."""

    share: float
    since: datetime
