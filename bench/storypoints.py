"""Points over all reports of stories: what they cost beside those of one article, and their faults.

``STORY_SETS`` names a folder of JSON lines with title, text, lang, source, published and story; without it
two stories of our own are told. Stories are told by their first ``MOST`` reports.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from bench.faults import faults
from bench.table import percentile, show
from digests.model import ReportText
from digests.summarizers.keypoints import condense
from digests.summarizers.stories.story_points import condense_story
from tests.digests.summarizers.stories.made_up import FERRY, FIRE

MOST = 6
_RUNS = 9  # the quickest counts: others were held up
_POINTS = 6

Story = tuple[ReportText, ...]


def main() -> None:
    """Print milliseconds by how many reports a story has, and what is wrong with its points."""
    found = _stories()
    found_faults: Counter[str] = Counter()
    times: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for story in found:
        points = [point.text for point in condense_story(story, _POINTS)]
        text = "\n\n".join(each.text for each in story)
        found_faults.update(faults(story[0].title, text, story[0].lang, points))
        alone = sum(
            _ms(lambda each=each: condense(each.title, each.text, each.lang, _POINTS)) for each in story
        )
        times[len(story)].append((_ms(lambda story=story: condense_story(story, _POINTS)), alone))
    rows = [
        (count, len(each), *(f"{percentile([row[n] for row in each], 50):.2f}" for n in (0, 1)))
        for count, each in sorted(times.items())
    ]
    show("Points of stories, ms p50", ("reports", "stories", "of the story", "of each report alone"), rows)
    print(f"\nFaults: {dict(found_faults) or 'none'}")


def _stories() -> list[Story]:
    folder = os.environ.get("STORY_SETS")
    if not folder:
        return [FIRE, FERRY]
    told: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for path in sorted(Path(folder).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            post = json.loads(line)
            if post.get("text") and post.get("story"):
                told[path.name, post["story"]].append(post)
    return [_story(posts) for posts in told.values() if len(posts) > 1]


def _story(posts: list[dict[str, str]]) -> Story:
    posts = sorted(posts, key=lambda post: post.get("published") or "")[:MOST]
    return tuple(
        ReportText(n, post["title"], post["text"], post.get("lang") or "", post.get("source") or str(n))
        for n, post in enumerate(posts)
    )


def _ms(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000
