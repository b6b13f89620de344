"""The catalogues: the same keys and values in every language, valid markup, nothing missing, nothing idle."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.formatting.html import parse_html
from bot.texts import (
    LANGUAGES,
    Html,
    UnknownText,
    catalogue,
    error_text,
    language_of,
    placeholders,
    plain,
    text,
)
from digests import errors
from digests.errors import BadInput, Unreachable

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("code", "lang"),
    [("zh", "zh"), ("zh-hans", "zh"), ("zh-TW", "zh"), ("en", "en"), ("de", "en"), (None, "en")],
)
def test_everybody_is_spoken_to_in_one_of_our_languages(code: str | None, lang: str) -> None:
    assert language_of(code) == lang


def test_every_language_has_every_key() -> None:
    assert catalogue("zh").keys() == catalogue("en").keys()


def test_a_sentence_takes_the_same_values_in_every_language() -> None:
    taken = {lang: {key: _values(forms) for key, forms in catalogue(lang).items()} for lang in LANGUAGES}
    assert taken["zh"] == taken["en"]


def _values(forms: dict[str, str]) -> set[str]:
    """Without ``count``: one language may count where another has no plural to choose."""
    return {name for form in forms.values() for name in placeholders(form)} - {"count"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_valid_markup(lang: str) -> None:
    for key, forms in catalogue(lang).items():
        for form in forms.values():
            filled = form.format_map(dict.fromkeys(placeholders(form), "x"))
            assert parse_html(filled), key


def test_values_are_escaped_and_markup_is_not() -> None:
    assert text("en", "tag.unknown", text="<b>&") == "There is no tag “&lt;b&gt;&amp;”. Did you mean:"
    assert "<b>x</b>" in text("en", "tag.head", name=Html("<b>x</b>"), total=2, count=2)


def test_numbers_are_grouped_and_counted() -> None:
    assert plain("en", "digest.stories", count=1) == "1 story"
    assert plain("en", "digest.stories", count=16900) == "16,900 stories"
    assert plain("zh", "digest.stories", count=1) == "1 条"


def test_plain_sentences_have_neither_markup_nor_escapes() -> None:
    assert plain("en", "digest.head", name="A & B", day="<today>") == "📰 A & B · <today>"


def test_an_unknown_key_is_a_fault() -> None:
    with pytest.raises(UnknownText):
        text("en", "no.such_key")


def test_a_failure_has_its_sentence_and_an_unknown_one_a_general_one() -> None:
    assert "8:75" in error_text("en", BadInput("bad_time", text="8:75"))
    refused, away = (Unreachable("http_status", status=code, host="a.example") for code in (401, 404))
    assert "login" in error_text("en", refused)
    assert "error 404" in error_text("en", away)
    assert error_text("zh", BadInput("never_heard_of")) == text("zh", "error.unexpected")
    assert error_text("en", BadInput("bad_time")) == text("en", "error.unexpected"), "a value is missing"


# --------------------------------------------------------------------------- against the code


def _named_in_code() -> Iterator[str]:
    """Regular expressions for the keys that code may ask for: all its strings, and its f-strings."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(p.value) if isinstance(p, ast.Constant) else r"[a-z_]+" for p in node.values
                )
                yield "".join(map(str, parts))


def _calls(folder: Path) -> Iterator[ast.Call]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def _asked_for() -> Iterator[str]:
    """Literal keys in calls of ``text`` and ``plain``."""
    for call in _calls(ROOT / "bot"):
        if isinstance(call.func, ast.Name) and call.func.id in ("text", "plain"):
            for argument in call.args[1:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def test_every_key_that_code_asks_for_exists() -> None:
    assert set(_asked_for()) <= catalogue("en").keys()


def test_every_sentence_is_asked_for_somewhere() -> None:
    patterns = {each for each in _named_in_code() if "." in each}
    asked = re.compile("|".join(f"(?:{each})" for each in patterns))
    sections = tomllib.loads((ROOT / "bot" / "texts" / "en.toml").read_text("utf-8"))
    mine = sections.keys() - {"error"}
    keys = (key for key in catalogue("en") if key.split(".")[0] in mine and "expects" not in key)
    idle = [key for key in keys if not asked.fullmatch(key)]
    assert not idle


# Where a call states its code.
_CODE_AT = {name: 0 for name in vars(errors) if name[0].isupper()} | {"Problem": 1}


def _codes() -> Iterator[str]:
    for folder in ("digests", "bot"):
        for call in _calls(ROOT / folder):
            place = _CODE_AT.get(call.func.id, -1) if isinstance(call.func, ast.Name) else -1
            code = call.args[place] if 0 <= place < len(call.args) else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def test_every_failure_has_a_sentence() -> None:
    codes = set(_codes())
    assert len(codes) > 40
    assert {f"error.{code}" for code in codes} <= catalogue("en").keys()


def test_half_a_surrogate_pair_takes_no_message_with_it() -> None:
    assert text("en", "search.instead", text="a\ud800b") == "🔎 Search for “ab”"
