"""Articles with reference summaries that key points are measured on; none of them is shipped."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

from digests.summarizers.text.sentences import NO_SPACES

SAMPLES = Path(__file__).parent.parent / "tests" / "digests" / "summarizers"

# Public sets whose references somebody wrote as summaries; others in the folder count in the mean of all.
TRUSTED = ("zh_cfb", "zh_fineva", "zh_finna", "en_inshorts", "fr_orangesum", "vi_vietnews")


class Article(NamedTuple):
    """One article with its reference summary; ``group`` names its set."""

    group: str
    title: str
    text: str
    lang: str
    summary: str

    @property
    def unspaced(self) -> bool:
        """Whether lengths count in characters."""
        return self.lang in NO_SPACES


def read() -> list[Article]:
    """The sets in ``KEYPOINT_SETS``, ``KEYPOINT_LIMIT`` articles of each (0: all); else our own few."""
    folder = os.environ.get("KEYPOINT_SETS", "")
    if not folder:
        print(
            "\nKEYPOINT_SETS names no folder of articles with references, so the project's own few are read:"
        )
        print("enough to see that everything runs, too few to compare quality.")
    limit = int(os.environ.get("KEYPOINT_LIMIT", "0")) or None
    paths = sorted(Path(folder or SAMPLES).glob("*.jsonl"))
    if not paths:
        raise SystemExit(f"KEYPOINT_SETS: {folder} holds no .jsonl file")
    return [
        Article(path.stem, data["title"], data["text"], data["lang"], data["summary"])
        for path in paths
        for data in map(json.loads, path.read_text(encoding="utf-8").splitlines()[:limit])
    ]


def families(groups: list[str]) -> dict[str, list[str]]:
    """Sets whose means are shown: all, the trusted ones and the Chinese ones among those that were read."""
    trusted = [name for name in groups if name in TRUSTED]
    chinese = [name for name in groups if name.startswith("zh")]
    return {f"all {len(groups)} sets": groups, f"the {len(trusted)} trusted sets": trusted} | {
        f"the {len(chinese)} Chinese sets": chinese
    }
