"""What a later report must bring to be worth a point: a fact, and not a comment."""

from __future__ import annotations

import re

# What is said of an event in general and adds nothing to it, unless a fact stands there, too: a figure, a
# name, or who said, decided or did something.
_COMMENTS = {
    "zh": re.compile(
        r"都知道|没有人|谁(?:掌握|能|会|都|才)|不可能|大概|无疑|不啻|何去何从|令人|堪称|可谓|生死存亡|之际|关头|命运|悬而未决|风口浪尖|热议|焦点"
        r"|话题|众所周知|究竟|真正|不禁|感叹|心酸|反思|深思|警钟|不得不|谈何|何尝|步入[^，。]{0,6}漩涡|灭顶之灾|时代(?:启示|洪流)"
    ),
    "en": re.compile(
        r"\b(?:of course|no (?:doubt|wonder)|remains to be seen|everyone knows|it is (?:easy|hard) to"
        r"|therefore|surely|perhaps|after all|in other words|the question is|is no surprise|should come as"
        r"|time will tell|at a crossroads)\b",
        re.IGNORECASE,
    ),
}
_FACTS = {
    "zh": re.compile(
        r"\d|《|[A-Za-z]{2}|表示|指出|认为|称|透露|强调|承认|宣布|决定|要求|批准|否认|澄清|回应|签署|提交|起诉|判处|逮捕|拘留|死亡|受伤"
        r"|确认|证实|公布|发布|达成|收购|出售|暂停|禁止"
    ),
    "en": re.compile(
        r"\d|(?<=[a-z,;] )[A-Z][a-z]|\b(?:said|says|told|added|announced|confirmed|ordered|agreed"
        r"|approved|rejected)\b"
    ),
}
_DENIALS = re.compile(
    r"否认|否認|辟谣|闢謠|澄清|不实|不實|子虚乌有|谣言|纯属|没有(?:发布|说过|要求|计划)|未(?:发布|曾|作出)[^，。]{0,12}(?:声明|要求|决定)"
    r"|\b(?:den(?:y|ies|ied)|refut(?:e|es|ed)|dismiss(?:es|ed)|no plans? to"
    r"|(?:is|was|are|were) (?:false|untrue|not true|wrong))\b",
    re.IGNORECASE,
)


def adds_fact(text: str, lang: str) -> bool:
    """Whether a statement is more than a comment: such a one counts, names, or says who did what."""
    comments = _COMMENTS.get(lang)
    return comments is None or not comments.search(text) or bool(_FACTS[lang].search(text))


def denies(text: str) -> bool:
    """Whether a statement takes back what others have said."""
    return bool(_DENIALS.search(text))
