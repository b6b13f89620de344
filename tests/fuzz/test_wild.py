"""Wild documents, markup and headers: read or refused with a reason, and never markup in a message."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.fuzz import checks

FOUND = Path(__file__).parent / "found"
PIECES = st.sampled_from(
    [
        *("<item>", "</item>", "<title>", "</title>", "<description>", "</description>", "<link>", "</link>"),
        *("<guid>", "<pubDate>", "<entry>", "</entry>", "<content type='xhtml'>", "<summary>", "<category>"),
        *("<![CDATA[", "]]>", "<!--", "-->", "<?x", "?>", "<!DOCTYPE x [", "<!ENTITY a '&a;&a;'>", "&a;"),
        *(
            "&#xD800;",
            "&#0;",
            "&#55357;",
            "&amp;lt;script&gt;",
            "&",
            "<",
            ">",
            "'",
            '"',
            "&lt;b&gt;",
            "&nbsp",
        ),
        *(
            "<script>",
            "</script>",
            "<style>",
            "<svg/onload=x>",
            "<a href='javascript:x'>",
            "<p",
            "<td>",
            "<pre>",
        ),
        *(
            "<sup>2</sup>",
            "<ruby>",
            "<img alt=x class=emoji>",
            "<p style='display:none'>",
            "<math>",
            "<select>",
        ),
        *(
            "---\n",
            "...\n",
            "title: ",
            '"',
            "[",
            "{",
            "}",
            "]",
            "- ",
            "&x ",
            "*x",
            "!!python/name:os.system",
            "\n",
        ),
        *(
            "{%",
            "%}",
            "{{",
            "}}",
            "{:",
            "[^1]",
            "```",
            "> ",
            "| a | b |\n|---|---|\n",
            "（文章来源：",
            "）",
            "[返回",
        ),
        *(
            '"id":',
            "NaN",
            "1e999",
            "null",
            "true",
            ",",
            "\\ud800",
            "\x00",
            "\x0b",
            "\ufdd0",
            "\ufdd1",
            "\u202e",
        ),
        *(
            "2026-02-30",
            "Mon, 99 Foo 2026",
            "٢٠٢٤",
            "\U0001f468\u200d\U0001f469",
            "a\u0301\u0301\u0301\u0301\u0301",
        ),
    ]
)
WILD = st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


@pytest.mark.parametrize("number", range(len(checks.READINGS)))
@settings(max_examples=examples(60), deadline=None)
@given(text=WILD)
def test_wild_texts(number: int, text: str) -> None:
    checks.run(bytes([number]) + text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("number", range(len(checks.READINGS)))
@settings(max_examples=examples(30), deadline=None)
@given(data=st.binary(max_size=200))
def test_wild_bytes(number: int, data: bytes) -> None:
    checks.run(bytes([number]) + data)


@pytest.mark.parametrize("found", sorted(FOUND.glob("*")), ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(found: Path) -> None:
    checks.run(found.read_bytes())
