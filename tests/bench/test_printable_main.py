"""From a file of labels to the files of weights: which languages are learned alone, which together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest

from bench.printable import main
from digests.summarizers.keypoints import stretches
from digests.summarizers.printable.model import Model, read
from digests.summarizers.printable.signs import OF_UNIT

PLACED = {"first", "second", "third", "later", "place", "opens_paragraph", "first_paragraph"}
SENTENCES = {
    "en": "The council of {} closed the old bridge on Monday. It found {} cracks.\nCrews of two towns work.",
    "zh": "东港港务局周一批准扩建{}号码头，投资31亿元。上述码头明年开工。\n渡船公司去年运送了{}万人过河。",
    "fr": "La ville de {} ferme le vieux pont lundi. Elle a trouvé {} fissures.\nDeux équipes y travaillent.",
    "de": "Der Rat von {} schließt am Montag die alte Brücke. Er fand {} Risse.\nZwei Trupps arbeiten dort.",
}


def labelled(lang: str, number: int, labels: Sequence[str] = ("good", "empty")) -> dict[str, object]:
    """An article whose stretches have these labels in turn; every other article is twice as long."""
    own = range(number, number + 1 + number % 2)
    text = "\n".join(SENTENCES[lang].format("ABCDEFGH"[n % 8] * 5, n + 2) for n in own)
    found = stretches("", text, lang)
    assert found is not None
    said = zip(map(found.text, found.possible), cycle(labels), strict=False)
    return {
        "title": "",
        "text": text,
        "lang": lang,
        "points": [{"text": t, "label": label} for t, label in said],
    }


def learned(folder: Path, lines: Sequence[object], monkeypatch: pytest.MonkeyPatch) -> dict[str, Model]:
    """The models that are written of these articles, by name."""
    labels = folder / "labels.jsonl"
    labels.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["printable", str(labels), str(folder)])
    main()
    return {file.stem: read(file.read_text(encoding="utf-8")) for file in folder.glob("*.toml")}


def table(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """Of each model that is shown, how many stretches of how many articles it had, and how many were good."""
    rows = [[cell.strip() for cell in row.split("|")] for row in capsys.readouterr().out.splitlines()]
    return {row[1]: (row[2], row[3]) for row in rows if len(row) > 3 and row[3].endswith("%")}


def of_unit(model: Model) -> dict[str, float]:
    return dict(zip(OF_UNIT, model.of_unit, strict=True))


def test_each_language_with_a_model_learns_alone_and_the_others_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [labelled(lang, number) for number in range(8) for lang in SENTENCES]
    found = learned(tmp_path, lines, monkeypatch)
    assert found.keys() == {"en", "zh", "zh-explained", "any"}
    articles = {name: size.split()[-1] for name, (size, _) in table(capsys).items()}
    assert articles == {"en": "8", "zh": "8", "zh-explained": "8", "any": "16"}


def test_what_nobody_labelled_is_not_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert learned(tmp_path, [labelled("en", n) for n in range(8)], monkeypatch).keys() == {"en"}


def test_only_alone_it_is_learned_where_a_sentence_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = learned(tmp_path, [labelled(lang, n) for n in range(8) for lang in ("en", "fr")], monkeypatch)
    placed = {name for name, weight in of_unit(found["any"]).items() if weight and name in PLACED}
    assert not placed
    assert of_unit(found["any"])["figures"]
    assert all(of_unit(found["en"])[name] for name in PLACED - {"third"})


def test_what_only_lacks_an_explanation_is_not_held_against_what_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = ("good", "no_subject", "good", "empty", "good", "dangling")
    found = learned(tmp_path, [labelled("zh", number, labels) for number in range(8)], monkeypatch)
    assert found["zh"] != found["zh-explained"]
    assert table(capsys) == {"zh": ("36 in 8", "56%"), "zh-explained": ("24 in 8", "83%")}


def test_without_a_folder_it_only_measures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text("\n".join(json.dumps(labelled("en", n)) for n in range(8)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["printable", str(labels)])
    main()
    assert "told apart" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [labels]
