"""The table of summarizers, the lead and the methods of sumy."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from digests.summarizers import DEFAULT, NAMES, extractive, summarizer, version
from digests.summarizers.text.tokens import words

CHINESE = (
    "网易视频号正式上线",
    "12月25日，网易知识公路负责人吴逸凡公布了首年成绩：新增100万优质创作家、2000万优质视频。\n"
    "更多内容\n"
    "未来一年，网易将持续100亿专项流量扶持、20亿现金补贴。丁磊表示：“要拿出最高补贴。让创作者安心。”\n"
    "三亚市政府与网易签订战略合作协议，将设立基地",
    "zh",
)
ENGLISH = (
    "Bridge closed",
    "The old bridge was closed on Monday. Engineers found cracks in two of its arches. "
    "Repairs cost $3.5 million. The bridge opens again in May",
    "en",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "article", [CHINESE, ENGLISH, ("", ENGLISH[1], ""), ("", "Γεια σου κόσμε. Τέλος.", "el")]
)
def test_each_gives_ranked_points_in_the_order_of_the_article(
    name: str, article: tuple[str, str, str]
) -> None:
    points = summarizer(name)(*article, 2)
    assert 1 <= len(points) <= 2
    assert sorted(p.rank for p in points) == list(range(len(points)))
    assert [(p.paragraph, p.sentence) for p in points] == sorted((p.paragraph, p.sentence) for p in points)
    assert all(p.text in article[1] or name == DEFAULT for p in points)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", " \n ", "x", "12345 678", "。。。", "A. A. A. A.", "\x00", "祝贺开站"])
def test_odd_texts_raise_nothing(name: str, text: str) -> None:
    points = summarizer(name)("", text, "", 3)
    assert all(point.text in text for point in points)
    assert points or name not in ("keypoints", "lead") or not any(map(str.isalnum, text))


@pytest.mark.parametrize("name", NAMES)
def test_fewer_points_are_the_best_of_more(name: str) -> None:
    many = {p.text for p in summarizer(name)(*CHINESE, 3) if p.rank < 2}
    assert {p.text for p in summarizer(name)(*CHINESE, 2)} == many


@pytest.mark.parametrize("name", NAMES)
def test_each_pickles_and_has_a_version(name: str) -> None:
    assert pickle.loads(pickle.dumps(summarizer(name))) is not None
    assert version(name).startswith(f"{name}-")


def test_the_table_names_every_method_of_sumy() -> None:
    assert set(extractive.METHODS) < set(NAMES)


def test_importing_the_table_imports_no_method() -> None:
    code = (
        "import sys, digests.summarizers.runner; print(sorted({'sumy', 'nltk', 'numpy'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_numbers_and_codes_are_words() -> None:
    assert words("蔚来ET7用HFO-1234yf，涨3.5%") == ["蔚来", "et7", "用", "hfo-1234yf", "涨", "3.5"]
