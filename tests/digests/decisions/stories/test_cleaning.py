"""What stands around a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.cleaning import headline, opening


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("UPDATE 2-Boeing profit beats forecasts", "boeing profit beats forecasts"),
        ("BRIEF-Amazon unveils a reader", "amazon unveils a reader"),
        ("REG - Acme PLC - Form 8.5", "acme plc - form 8.5"),
        ("【快讯】央行降息", "央行降息"),
        ("CORRECTED-UPDATE 1-Ads surge", "ads surge"),
        ("【早报】", "【早报】"),
        ("Brief encounters", "brief encounters"),
    ],
)
def test_form_words_go(title: str, left: str) -> None:
    assert headline(title) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("正文。\n（来源：央视新闻 记者：张三）", "正文。"),
        ("责任编辑：李四\n正文。", "正文。"),
        ("新华社北京3月10日电 正文。", "3月10日电 正文。"),
        ("NEW YORK (Reuters) - Stocks fell.", "stocks fell."),
        ("Stocks fell.\nReporting by: A. Writer", "stocks fell."),
        ("未经许可转载请注明出处", "未经许可"),
    ],
)
def test_credits_go(text: str, left: str) -> None:
    assert opening(text, 100) == left


@given(st.text(max_size=300), st.integers(1, 400))
def test_an_opening_is_no_longer_than_asked(text: str, most: int) -> None:
    assert len(opening(text, most)) <= most
