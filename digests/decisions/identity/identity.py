"""Which stored posts the entries of a reading are: by their names, and where the names have changed. Pure.

An entry's name (``uid``) is what ``sources.entries.settle`` found: its guid, link or content. A name that the
feed states again is the same entry, with one exception: what was withdrawn and is published anew.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime

from digests.decisions.identity.recognition import recognise
from digests.decisions.identity.signs import AGAIN, Earlier, Mark, alike

_FORMER = "\n"  # stands in no name that a feed states: these are one line
_LONGEST_KEPT = 400  # characters


def new_names(
    marks: Sequence[Mark],
    posts: Sequence[Earlier],
    before: Set[str] | None = None,
    until: datetime | None = None,
) -> dict[int, str]:
    """By post id, the names that posts have from now on, where these change.

    ``posts`` are those that share a sign with one of ``marks``. ``before`` are the names that the last
    reading found, None where that is not known. ``until`` is for the first reading in another way: what was
    published until then was read before, so that the content alone, or the title, tells it.
    """
    living = [post for post in posts if _FORMER not in post.uid]
    by_name = {post.uid: post for post in living}
    stated = [(mark, by_name[mark.uid]) for mark in marks if mark.uid in by_name]
    former = {
        post.id: _former_name(mark, post) for mark, post in stated if is_republished(mark, post, before)
    }
    if any(mark.published == post.published for mark, post in stated):  # dates stay what they are here
        former |= {
            post.id: _former_name(mark, post) for mark, post in stated if is_another_notice(mark, post)
        }
    kept = {post.id for _, post in stated if post.id not in former}
    # The last notice may stand, reworded, beside the one that has its name now; and one that is older than
    # both may have come back to the name.
    renamed = [post._replace(uid=former.get(post.id, post.uid)) for post in living]
    there = [post for post in renamed if _FORMER not in post.uid]
    return former | recognise(marks, there, kept, until)


def is_republished(mark: Mark, post: Earlier, before: Set[str] | None) -> bool:
    """Whether an entry is not the one that had its name: withdrawn, and published anew.

    It was not in the last reading, and has another date and another text. What is known by its content alone
    is another one with a date more than 72 hours away.
    """
    if before is None or mark.uid in before or mark.published is None or mark.published == post.published:
        return False
    return not alike(mark, post) or is_another_notice(mark, post)


def is_another_notice(mark: Mark, post: Earlier) -> bool:
    """Whether the same words are dated so far apart that they may be stated for the second time.

    A name that is made of content and date (behind a space) has its date already.
    """
    apart = mark.published is not None and abs(mark.published - post.published) > AGAIN
    return mark.nameless and apart and " " not in mark.uid


def _former_name(mark: Mark, post: Earlier) -> str:
    """A notice may be stated once more beside the new one, and is then told by its date."""
    if mark.nameless:
        return f"{post.uid[:_LONGEST_KEPT]} {post.published.isoformat()} {post.id}"
    return f"{post.uid[:_LONGEST_KEPT]}{_FORMER}{post.id}"
