"""Every sentence that a person reads, in catalogues apart from the code.

All ``<lang>.toml`` and ``<name>.<lang>.toml`` files of this folder make one catalogue a language; tables nest
into dotted keys. A table of plural categories (``one``, ``other``) is one sentence in several forms, chosen
by ``count``.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from bot.texts.untrusted import visible
from digests.errors import DigestbotError

LANGUAGES = ("zh", "en")
Forms = dict[str, str]

_PLURALS = {"zero", "one", "two", "few", "many", "other"}
_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Text that is Telegram HTML already: put into a sentence as it is."""

    __slots__ = ()


class UnknownText(KeyError):
    """No sentence of that name in that language."""


def language_of(code: str | None) -> str:
    """The language that we speak to somebody whose app states an IETF tag such as ``zh-hans`` or ``de``."""
    return "zh" if (code or "").lower().startswith("zh") else "en"


def text(lang: str, key: str, **values: object) -> Html:
    """A sentence as Telegram HTML: values are cleaned and escaped unless they are ``Html``, numbers grouped.

    Raises ``UnknownText`` for a key that the catalogue does not have.
    """
    return Html(_form(lang, key, values).format_map({k: _html(lang, v) for k, v in values.items()}))


def plain(lang: str, key: str, **values: object) -> str:
    """The same without markup, for button labels, toasts and terminals."""
    return html.unescape(_TAG.sub("", text(lang, key, **values)))


def error_text(lang: str, error: DigestbotError) -> Html:
    """The sentence for an expected failure."""
    return sentence_of(lang, error.code, error.params)


def sentence_of(lang: str, code: str, params: Mapping[str, str]) -> Html:
    """The sentence for a failure's code and values, such as a feed stores them."""
    if code == "http_status" and f"error.http_{params.get('status')}" in catalogue(lang):
        code = f"http_{params['status']}"  # what to do about it differs
    known = catalogue(lang).get(f"error.{code}")
    if known is None or _missing(known, params):
        return text(lang, "error.unexpected")
    values = {name: int(v) if name == "count" and v.isdecimal() else v for name, v in params.items()}
    return text(lang, f"error.{code}", **values)


@cache
def catalogue(lang: str) -> dict[str, Forms]:
    """Every key of a language with the plural forms of its sentence; a plain sentence has ``other`` only."""
    merged: dict[str, Forms] = {}
    for entry in sorted(files(__package__).iterdir(), key=lambda each: each.name):
        if entry.name == f"{lang}.toml" or entry.name.endswith(f".{lang}.toml"):
            for key, forms in _flatten(tomllib.loads(entry.read_text("utf-8")), ""):
                if key in merged:
                    raise ValueError(f"{entry.name}: {key} stands in two catalogues")
                merged[key] = forms
    return merged


def _flatten(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Forms]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, {"other": value}
        elif value.keys() <= _PLURALS:
            yield key, dict(value)
        else:
            yield from _flatten(value, f"{key}.")


def _form(lang: str, key: str, values: Mapping[str, object]) -> str:
    forms = catalogue(lang).get(key)
    if forms is None:
        raise UnknownText(f"{lang}: {key}")
    count = values.get("count")
    if len(forms) > 1 and isinstance(count, int):
        return forms.get(Locale.parse(lang).plural_form(count), forms["other"])
    return forms["other"]


def _html(lang: str, value: object) -> str:
    if isinstance(value, Html):
        return value
    if isinstance(value, int):
        return str(format_decimal(value, locale=lang))
    return html.escape(visible(str(value)))


def _missing(forms: Forms, params: Mapping[str, str]) -> bool:
    wanted = {name for form in forms.values() for name in placeholders(form)}
    return not wanted <= params.keys()


def placeholders(sentence: str) -> set[str]:
    """The names of the values that a sentence takes."""
    return set(re.findall(r"{(\w+)}", sentence))
