"""Which lines are code or rows of a table."""

from __future__ import annotations

import pytest

from digests.summarizers.verbatim import holds_code, is_code, verbatim

CODE = [
    "while [ ! -e out.log ] && [ $n -lt 10 ]; do n=$((n+1)); sleep 1 > /dev/null done",
    "int main(void)",
    "if (a < b && c > d) return 1;",
    'printf("%d\\n", a);',
    "}",
    "def open_bridge(name: str) -> bool:",
    "for bridge in bridges:",
    "from harbour import Bridge",
    "import harbour.bridges as hb",
    "$ pip install harbour",
    "git clone https://harbour.example/bridges.git",
    ">>> bridges.count()",
    "else:",
    "const bridge = new Bridge({ name: 'old' });",
    '"name": "harbour",',
    "SELECT name FROM bridge WHERE closed = 1",
    "<div class=bridge>The old bridge is closed.</div>",
    "# Open every bridge that is closed.",
    "// the bridge is closed now",
    '"""Open a bridge by its name.',
    "--closed Show only bridges that are closed.",
    "harbour check # Look at all bridges in the folder.",
    "bridges[name] = open_all(bridges)",
    "std::vector<Bridge> bridges(10);",
    "export HARBOUR_HOME=/srv/harbour",
    'text = "The old bridge is closed."',
    "# 打开所有的老桥和码头",
    "First open(bridge) then close(ferry).",
]
PROSE = [
    "Make runs the recipe of a target again when a prerequisite is newer.",
    "With vector<int> in the name the shell needs quotes.",
    "The council closed the bridge (built in 1931) on Monday.",
    "Import prices rose 3.5% in May; exports fell.",
    "For the third year in a row the bridge is closed; nobody knows why.",
    "Call open() before you read from the file, or nothing will be there.",
    "[Update] The bridge is open again.",
    "If you ask me, the old/new bridge is fine.",
    "“While we wait,” she said, “the price goes up by $10.”",
    "His address is mayor@harbour.example, and he answers.",
    "东港药业(002001.SZ)公告，上半年净利润3.2亿元，同比增长30%。",
    "Peloton(PTON)股价下跌，公司CEO(首席执行官)辞职。",
    "-The mayor has no plans, he said.",
    "Northlight",
    "make way for the ferry",
    "Call open(bridge) or close(ferry) first.",
    "东港市公布今年的六项渡船计划;",
    "First he may open(bridge) and then close(ferry) for us.",
]


@pytest.mark.parametrize("line", CODE)
def test_code(line: str) -> None:
    assert is_code(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose(line: str) -> None:
    assert not is_code(line)


def test_beside_code_only_sentences_are_prose() -> None:
    lines = [
        "Open the bridge first:",
        "bridge = find(name);",
        "opening the old one",
        "It opens at nine.",
        "Done…",
    ]
    assert verbatim(lines) == [True, True, True, False, False]
    assert verbatim(["bridge = find(name);", "$ pip install harbour."]) == [True, True]
    assert verbatim(["Open the bridge first", "It opens at nine."]) == [False, False]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Bridge | Closed", True),
        ("| Old | 1931 |", True),
        (
            "Harbour news | " + "The council closed the old bridge on Monday for ten months. " * 2,
            False,
        ),
        ("either|or", False),
        ("Harbour | " + ("old bridge of Hollin " * 3)[:60], True),
        ("Harbour | " + ("old bridge of Hollin " * 3)[:61], False),
    ],
)
def test_rows_of_a_table(line: str, row: bool) -> None:
    assert verbatim([line]) == [row]


def test_code_that_lost_its_line_ends_is_found_in_its_sentence() -> None:
    loop = "To wait use a loop: while [ ! -e out.log ] && [ $n -lt 10 ]; do n=$((n+1)); done Then go on."
    assert holds_code(loop)
    assert not any(map(holds_code, PROSE))
    assert not holds_code(
        "The boat(s) of the mayor, his wife and his friends (seven in all) are on sale - today."
    )


@pytest.mark.parametrize(("calls", "code"), [(2, False), (3, True)])
def test_three_such_words_are_code(calls: int, code: bool) -> None:
    named = " and ".join(["open(bridge)", "sail(ferry)", "close(pier)"][:calls])
    assert holds_code(f"The captain wrote {named} on the wall of the old harbour office.") == code
