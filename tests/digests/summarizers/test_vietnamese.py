"""Vietnamese points: no captions, and no ends in front of what their sentence is for."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.spans import spans
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units

NEWS = "Thành phố đã đóng cửa cây cầu cũ từ thứ hai để sửa chữa trong ba tháng."


@pytest.mark.parametrize(
    "caption",
    [
        "Người dân đứng xem cây cầu cũ bên bờ sông.",
        "Công nhân sửa cây cầu cũ ở Đông Cảng, ngày 10/10.",
        "Bộ trưởng Giao thông Trần Văn Cảng.",
    ],
)
def test_a_first_paragraph_that_reads_like_a_caption_is_one(caption: str) -> None:
    assert [unit.text for unit in units(f"{caption}\n{NEWS}", "vi", phrases("vi"))] == [NEWS]


@pytest.mark.parametrize(
    "lead",
    [
        "Theo công an, cây cầu cũ bị hỏng ba nhịp.",
        "Sáng 10/10, công nhân bắt đầu sửa cây cầu cũ.",
        "Công an cho biết cây cầu cũ bị hỏng ba nhịp.",
    ],
)
def test_a_short_lead_is_none(lead: str) -> None:
    assert len(units(f"{lead}\n{NEWS}", "vi", phrases("vi"))) == 2


def test_only_a_first_paragraph_of_one_sentence_is_a_caption() -> None:
    caption = "Người dân đứng xem cây cầu cũ bên bờ sông."
    assert len(units(f"{caption} {NEWS}", "vi", phrases("vi"))) == 2
    assert len(units(f"{NEWS}\n{caption}", "vi", phrases("vi"))) == 2
    assert len(units(caption, "vi", phrases("vi"))) == 1


def test_other_languages_know_no_captions() -> None:
    assert len(units("People stand by the bridge.\nThe bridge was shut on Monday.", "en", phrases("en"))) == 2


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("Trước cây cầu hỏng của thành phố, ông Trần Văn Cảng cho biết sẽ xây cầu mới.", "thành phố"),
        ("Công an đã yêu cầu toà án tại Đông Cảng, tỉnh Bắc Sông ra lệnh đóng cây cầu cũ.", "Đông Cảng"),
        ("Thành phố cho biết chiều 10/10, cây cầu cũ bị hỏng ba nhịp và phải đóng cửa.", "chiều 10/10"),
        ("Công an xác định, cây cầu cũ của thành phố bị hỏng ba nhịp và phải đóng cửa.", "xác định"),
        ("Nhờ cây cầu mới được xây bên cạnh, người dân đi làm nhanh hơn hai mươi phút.", "bên cạnh"),
    ],
)
def test_no_end_in_front_of_what_a_sentence_is_for(sentence: str, end: str) -> None:
    found = [sentence[a:b] for a, b in spans(sentence, phrases("vi"), unspaced=False)]
    assert found
    assert not any(stretch.endswith(end) for stretch in found)


def test_what_only_adds_may_be_cut_off() -> None:
    sentence = "Thành phố đã đóng cửa cây cầu cũ từ thứ hai, trong khi người dân vẫn chờ xe buýt mới."
    found = [sentence[a:b] for a, b in spans(sentence, phrases("vi"), unspaced=False)]
    assert "Thành phố đã đóng cửa cây cầu cũ từ thứ hai" in found


def test_a_caption_is_no_point() -> None:
    text = f"Người dân đứng xem cây cầu cũ bên bờ sông.\n{NEWS}"
    assert key_points("", text, "vi", 3) == [NEWS[:-1]]
