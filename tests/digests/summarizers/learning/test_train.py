"""Learning weights from titles, and explaining points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digests.summarizers import NAMES
from digests.summarizers.explain import explain
from digests.summarizers.keypoints import condense
from digests.summarizers.learning.train import fit, learn, lesson
from digests.summarizers.learning.weights import FEATURES, Learned, Weights, loads
from tests.teaching import CHARACTERS, posts

LINES = (Path(__file__).parents[1] / "articles.jsonl").read_text().splitlines()
ARTICLES = [json.loads(line) for line in LINES]


def test_what_titles_teach_is_used_only_when_it_wins() -> None:
    [found] = learn(posts(80, 29))  # hand weights look for news at the beginning
    weights, report = found.weights, found.report
    assert (found.lang, found.posts, found.wins) == ("zh", 80, True)
    assert report is not None
    assert report.posts == 80
    assert report.wins
    assert report.learned > report.by_hand + report.margin
    title, text, lang = posts(1, 29)[0]
    [point] = condense("", text, lang, 1, weights)
    assert point.text.startswith(title)


def test_it_does_not_win_where_there_is_nothing_to_learn() -> None:
    [found] = learn(posts(60, None))
    assert found.report is not None
    assert not found.wins


def test_too_few_posts_teach_nothing() -> None:
    few = [*posts(49, 0), ("", "没有标题。", "zh"), ("标题与正文无关", "Nothing of it.", "zh")]
    [found] = learn(few)
    assert (found.posts, found.weights, found.report, found.wins) == (49, None, None, False)
    with pytest.raises(ValueError, match="49 posts"):
        fit([each for post in few if (each := lesson(*post))])
    assert learn([]) == []


def spelled(text: str) -> str:
    """The same in words of letters."""
    syllables = {
        ord(c): f" {'bdgklmnprstvxzhc'[n % 16]}{'aeiou'[n // 16 % 5]}" for n, c in enumerate(CHARACTERS)
    }
    return text.translate({**syllables, ord("。"): "."})


def test_each_language_learns_for_itself() -> None:
    seen: list[tuple[int, int]] = []
    other = [(spelled(title), spelled(text), "vi") for title, text, _ in posts(50, None)]
    chinese, vietnamese = learn([*other, *posts(60, 29)], lambda *at: seen.append(at))
    assert (chinese.lang, chinese.wins) == ("zh", True)
    assert (vietnamese.lang, vietnamese.posts, vietnamese.wins) == ("vi", 50, False)
    assert chinese.weights == learn(posts(60, 29))[0].weights
    assert seen == [(n + 1, 220) for n in range(220)]


def test_weights_are_read_back() -> None:
    learned = Learned({"zh": Weights(tuple(n / 7 for n in range(len(FEATURES)))), "": Weights((0.0,) * 15)})
    assert loads(learned.dumps()) == learned
    assert len(learned.fingerprint) == 8
    assert Learned().fingerprint == ""
    for wrong in ('{"zh": {"one": 1}}', "[]", "{"):
        with pytest.raises(ValueError):
            loads(wrong)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article["title"]))
def test_explanations_mark_every_point(name: str, article: dict[str, str]) -> None:
    found = explain(name, article["title"], article["text"], article["lang"], 3)
    marks = {mark.rank: line for line in found.lines for mark in line.marks}
    assert sorted(marks) == [point.rank for point in found.points]
    for line in found.lines:
        for mark in line.marks:
            assert line.sentence.text[mark.start] == found.points[mark.rank].text[0]
            assert not line.noise
    rated = [line for line in found.lines if not line.noise]
    assert rated
    assert all(bool(line.parts) == (name == "keypoints") for line in rated)


def test_an_empty_article_is_explained() -> None:
    assert explain("keypoints", "", "", "", 3).lines == ()


def test_an_explanation_is_of_the_weights_in_use() -> None:
    _, text, lang = posts(1, 29)[0]
    last = Learned({"zh": Weights(tuple(float(name == "last") for name in FEATURES))})
    found = explain("keypoints", "", text, lang, 1, last)
    [best] = [line for line in found.lines if line.marks]
    assert best is found.lines[-1]
    assert best.parts["position"] == pytest.approx(1.0)
    assert max(line.rating for line in found.lines) == best.rating
    assert explain("lead", "", text, lang, 1, last) == explain("lead", "", text, lang, 1)
