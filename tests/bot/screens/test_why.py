"""Each figure of a pick has its words, in both languages, and what counts for nothing is not said."""

from __future__ import annotations

import pytest

from bot.screens.stories.why import reasons
from digests.model import Figures, FollowKind, Form, Pick

SECTION = (FollowKind.CATEGORY, 1)


def why(lang: str = "en", again: int = 0, **figures: object) -> tuple[str, ...]:
    return reasons(Pick(1, SECTION, (), Figures(**{"full": 1.0} | figures), again), lang)  # type: ignore[arg-type]


def test_an_article_of_one_source_has_nothing_else_to_say() -> None:
    assert why() == ("1 source tells it",)
    assert why("zh") == ("1 家各自报道",)


def test_every_figure_is_said() -> None:
    said = why(coverage=3, beside=2, near=0.4, age=7.6, full=0.1, novel=-1.0, form=Form.NOTICE, rest=-1.0)
    assert said == (
        "3 sources tell it independently",
        "2 more tell something related",
        "its newest report is 8 h older than the newest of all",
        "short",
        "you were told something related",
        "a notice",
        "something of the same source or event stands before it",
    )
    assert why(coverage=4, again=2, novel=-2.0)[1:] == ("2 sources told it when you heard of it last",)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", [form for form in Form if form is not Form.ARTICLE])
def test_every_form_has_its_words(form: Form, lang: str) -> None:
    assert len(why(lang, form=form)) == 2
