"""What a digest holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from digests.model.corrections import Correction
from digests.model.posts import Post
from digests.model.ranking import Figures, FollowUp, Form
from digests.model.subscribers import FollowKind, Layout


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

    ``title`` is that of its edition, "" for the first; ``follow_ups``: stories told before that go on.
    """

    digest: int
    due: datetime
    stories: int
    kind: DigestKind = DigestKind.DIGEST
    title: str = ""
    follow_ups: int = 0
