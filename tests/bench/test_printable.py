"""What is learned of labelled points: made-up rows of which it is known what tells them apart."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from bench.logistic import LEAST, Fitted, Row, area, fit, held_back, inside
from bench.printable import as_toml, rows_of
from digests.summarizers.keypoints import stretches
from digests.summarizers.printable.model import read
from digests.summarizers.printable.signs import SIGNS

TEXT = "东港公司周二公布，上半年收入31亿元，同比增长12%。该公司表示将继续努力。第二季度年产能增至260万吨。"


def rows(count: int = 400) -> list[Row]:
    """The first sign and one piece tell them apart, the others are chance."""
    rng = random.Random(4)
    made = []
    for number in range(count):
        signs = [rng.random() for _ in SIGNS]
        cue = rng.random() < 0.5
        good = signs[0] + 0.6 * cue + rng.gauss(0, 0.1) > 0.8
        made.append(Row(number // 4, signs, Counter({("公司", "anywhere"): 1} if cue else {}), good))
    return made


def test_what_tells_them_apart_is_found_and_nothing_else() -> None:
    model = fit(rows())
    _, signs = model.plain()
    assert signs[0] > 4 * max(abs(signs[1:]))
    assert model.cues == [("公司", "anywhere")]
    assert dict(model.of_cues())["公司", "anywhere"] > 0.5


def test_articles_that_were_held_back_are_told_apart() -> None:
    known = rows(600)
    good = np.array([row.good for row in known])
    assert area(held_back(known), good) > 0.85
    chance = [row._replace(good=bool(each)) for row, each in zip(known, np.roll(good, 41), strict=True)]
    assert abs(area(held_back(chance), np.roll(good, 41)) - 0.5) < 0.1, "nothing is known of them"
    assert area(np.array([1.0, 2.0, 3.0]), np.array([False, True, True])) == 1.0
    assert area(np.array([3.0, 2.0, 1.0]), np.array([False, True, True])) == 0.0


def test_within_an_article_only_its_own_stretches_are_told_apart() -> None:
    own = [Row(article, [], Counter(), good) for article in (1, 2, 3) for good in (True, False)][:5]
    assert inside(np.array([2.0, 1.0, 0.1, 0.2, 9.0]), own) == 0.5, "the third has nothing to tell apart"


def test_one_of_the_best_counts_twice() -> None:
    best = [row._replace(best=row.good) for row in rows()]
    logits = [fit(each).logits(rows()).mean() for each in (rows(), best)]
    assert logits[1] > logits[0] + 0.3


def test_a_piece_of_few_articles_is_not_learned() -> None:
    few = [row._replace(article=row.article % (LEAST - 1)) for row in rows()]
    assert fit(few).cues == []


def test_the_articles_of_a_saga_are_one_and_how_good_they_are_as_a_whole_is_no_sign() -> None:
    saga = [row._replace(saga="storm") for row in rows()]
    assert fit(saga).cues == []
    worse = [row._replace(article=row.article + 1000, good=False) for row in rows()]
    tagged = [row._replace(saga="storm") for row in worse]
    alone, told, untold = (fit([*rows(), *more]).logits(rows()).mean() for more in ((), tagged, worse))
    assert told == pytest.approx(alone, abs=0.5)
    assert untold < alone - 1


def test_a_file_says_what_was_fitted() -> None:
    model, known = fit(rows()), rows(8)
    kept = read(as_toml(model))
    for row, logit in zip(known, model.logits(known), strict=True):
        signs = sum(
            weight * sign for weight, sign in zip([*kept.of_unit, *kept.of_span], row.signs, strict=True)
        )
        cues = sum(kept.anywhere.values()) * bool(row.cues)
        assert kept.constant + signs + cues == pytest.approx(logit, abs=0.01)


def test_labels_are_those_of_the_stretches_of_an_article() -> None:
    found = stretches("", TEXT, "zh")
    assert found is not None
    text = found.text(found.possible[0])
    points = [{"text": text, "label": "good"}, {"text": "别处的一句话", "label": "empty"}]
    line = {"title": "", "text": TEXT, "lang": "zh", "points": points, "best": [text], "saga": "storm"}
    (row,) = rows_of(3, line)
    assert (row.article, row.saga, row.good, row.best, row.unexplained) == (3, "storm", True, True, False)
    assert len(row.signs) == len(SIGNS)
    assert row.cues["公司", "opening"] == 1
    assert {letter for name, _ in row.cues for letter in name if letter.isdigit()} == {"0"}
    (row,) = rows_of(3, {**line, "points": [{"text": text, "label": "no_subject"}], "best": []})
    assert (row.good, row.best, row.unexplained) == (False, False, True)


def labelled(text: str, lang: str, **labels: str) -> list[Row]:
    """The rows of an article whose stretches that begin with these words are labelled so."""
    found = stretches("", text, lang)
    assert found is not None
    said = {word: next(s for s in map(found.text, found.possible) if s.startswith(word)) for word in labels}
    points = [{"text": said[word], "label": label} for word, label in labels.items()]
    return list(rows_of(0, {"title": "", "text": text, "lang": lang, "points": points}))


def test_only_what_cannot_stand_under_another_point_dangles() -> None:
    text = "The council closed the old bridge on Monday. It found two cracks. Crews of two towns work there."
    (row,) = labelled(text, "en", It="dangling", Crews="dangling")
    assert row.unexplained
    assert row.signs[SIGNS.index("third")]
    (row,) = labelled(text, "en", It="empty")
    assert not row.unexplained, "another fault is one in any place"


def test_what_leans_a_little_may_stand_alone_and_dangles_there() -> None:
    text = "The council closed the old bridge on Monday. The measure costs drivers two hours a day."
    (row,) = labelled(text, "en", **{"The measure": "dangling"})
    assert (row.good, row.unexplained) == (False, True)


def test_what_is_said_twice_is_learned_where_it_stands_first() -> None:
    said = "The council closed the old bridge on Monday."
    (row,) = labelled(f"{said} Crews of two towns work there. {said}", "en", The="good")
    assert row.signs[SIGNS.index("first")]


def test_an_article_without_stretches_teaches_nothing() -> None:
    assert not list(rows_of(0, {"title": "", "text": "?", "lang": "en", "points": []}))


def test_pieces_of_text_are_taken_from_chinese_only() -> None:
    (row,) = labelled("The council closed the old bridge on Monday.", "en", The="good")
    assert not row.cues
    (row,) = labelled("渡船公司去年运送了30万人过河。", "zh", 渡船="good")
    assert row.cues["渡船", "anywhere"] == row.cues["^渡船", "opening"] == row.cues["过河$", "closing"] == 1
    assert row.cues["00", "anywhere"] == 1


def test_in_a_file_the_pieces_that_weigh_most_stand_first_whatever_their_sign() -> None:
    cues = [(name, "anywhere") for name in ("码头", "公司", "大桥", "渡船")] + [("^港", "opening")]
    nothing = np.zeros(len(SIGNS))
    weights = np.array([0.0, *nothing, 0.5, -0.7, 0.5, 0.1, 0.2])
    lines = as_toml(Fitted(cues, nothing, nothing + 1, weights)).splitlines()
    pieces = ['"公司" = -0.700', '"大桥" = 0.500', '"码头" = 0.500', '"渡船" = 0.100']
    assert lines[-8:] == ["[anywhere]", *pieces, "", "[opening]", '"^港" = 0.200']
