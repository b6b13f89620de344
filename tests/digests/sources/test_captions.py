"""Titles of entries that have neither title nor text."""

from __future__ import annotations

import pytest

from digests.sources.captions import caption, of_feed, of_json

LINK = "https://photos.example/p/8"


@pytest.mark.parametrize(
    ("html", "files", "link", "expected"),
    [
        ("<p><IMG src=/a.jpg ALT='A  heron'></p>", ["b.png"], LINK, "A heron"),
        ("<img title='A heron' alt=' '>", [], LINK, "A heron"),
        ("<img src='/i/frozen%20ditch.jpg?w=8'>", [], LINK, "frozen ditch.jpg"),
        ("<img><img alt=Second>", [], LINK, "Second"),
        ("<img>", [], LINK, "photos.example/p/8"),
        ("<p></p>", ["https://photos.example/", "https://photos.example/a/frogs.mp3#t=1"], LINK, "frogs.mp3"),
        ("", ["http://[", "https://photos.example/x.jpg"], LINK, "x.jpg"),
        ("", [], "https://photos.example/%E6%B9%BF/", "photos.example/湿"),
        ("", [], "https://photos.example/", "photos.example"),
        ("", [], "", ""),
        (f"<img alt='{'a' * 80}'>", [], "", "a" * 80),
        (f"<img alt='{'a' * 81}'>", [], "", "a" * 79 + "…"),
    ],
)
def test_a_picture_a_file_or_a_link(html: str, files: list[str], link: str, expected: str) -> None:
    assert caption([html], files, link) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"content": [{"value": "<img alt=One>"}], "summary_detail": {"value": "<img alt=Two>"}}, "One"),
        ({"summary_detail": {"value": "<img alt=Two>"}, "enclosures": [{"href": "/a.mp3"}]}, "Two"),
        ({"enclosures": [{"href": "/a.mp3"}], "media_content": [{"url": "/b.jpg"}]}, "a.mp3"),
        ({"media_content": [{"url": "/b.jpg"}], "media_thumbnail": [{"url": "/c.jpg"}]}, "b.jpg"),
        ({"media_thumbnail": [{"url": None}, {"url": "/c.jpg"}]}, "c.jpg"),
        ({"content": [{"value": None}], "enclosures": [{}]}, "photos.example/p/8"),
    ],
)
def test_what_a_feed_states(entry: dict[str, object], expected: str) -> None:
    assert of_feed(entry, LINK) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            {"attachments": [{"url": "/x.pdf"}, {"title": "The whole book"}], "image": "/i.png"},
            "The whole book",
        ),
        ({"attachments": [{"title": "b" * 81}]}, "b" * 79 + "…"),
        ({"content_html": "<img alt=One>", "image": "/i.png"}, "One"),
        ({"image": "/i.png", "banner_image": "/b.png"}, "i.png"),
        ({"banner_image": "/b.png", "attachments": [{"url": "/x.pdf"}]}, "b.png"),
        ({"image": 7, "attachments": [7, {"url": "/x.pdf", "title": 7}]}, "x.pdf"),
        ({"attachments": {"url": "/x.pdf"}}, "photos.example/p/8"),
    ],
)
def test_what_an_item_of_a_json_feed_states(item: dict[str, object], expected: str) -> None:
    assert of_json(item, LINK) == expected
