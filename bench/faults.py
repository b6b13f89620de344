"""What is wrong with a set of key points, by rules of its own: none of them is used to make points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from digests.summarizers.text.sentences import NO_SPACES, sentences

MOST_CHARACTERS, MOST_WORDS = 80, 32
_PAIRS = (
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("（", "）"),
    ("(", ")"),
    ("《", "》"),
    ("【", "】"),
    ("«", "»"),
)
_CLOSING = re.compile(r"^[”’」』）)》】»\]。，；：、,.;:!?！？]")
_DANGLING = {
    "zh": re.compile(
        "^(?:但是?|然而|而且|并且|因此|所以|此外|另外|同时，|与此同时|不过，|据悉|据了解|其中，|他|她|它|他们|其(?=[的在是将])"
        "|这(?=[是也将让使意])|以及|或者|并(?=[且将在])|从而|进而)"
    ),
    "en": re.compile(
        r"^(?:but|and|or|so|however|moreover|meanwhile|therefore|he|she|it(?! (?:is|was) (?:an?|the)\b)|they"
        r"|his|her|their|its|which|who|we|i|you|my|our)\b[ ,]",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:mais|et|ou|donc|cependant|toutefois|elle|ils|elles|son|sa|ses|leur|leurs|qui|dont)\b",
        re.IGNORECASE,
    ),
    "vi": re.compile(r"^(?:nhưng|và|tuy nhiên|ngoài ra|họ|nó|này|đó)\b", re.IGNORECASE),
}
_BOILERPLATE = re.compile(
    "责任编辑|郑重声明|免责声明|风险提示|文章来源|图片来源|点击查看|扫码|关注公众号|仅供参考|不构成投资"
    "|click here|subscribe now|all rights reserved|read more|getty images|https?://|cliquez ici|abonnez-vous"
    "|ảnh minh họa",
    re.IGNORECASE,
)
# A program's own signs, cells of a table, what a text says of itself, and what is said to the reader.
_CODE = re.compile(
    r"[{};\\]\s*$|^(?:\$ |>>>|#include|//|/\*|</?[a-z]+>?)|\w\(\)|&&|\|\||=>|::\w|\w->\w"
    r"|\s[=!]=\s|^\w+ = \S|^\w+\.\w+\("
    r"|\s\|\s"
)
_FORMALITY = re.compile(
    r"^(?:good (?:morning|afternoon|evening)|hello"
    r"|welcome (?:back )?to (?:issue|edition|episode|the|our|another)\b"
    r"|(?:publication date|published|posted|updated|last updated|author|tags|category)\s*(?:on|by)?:"
    r"|早上好|上午好|下午好|晚上好|大家好|欢迎(?:来到|收看|收听|阅读)|(?:发布|更新|发表)(?:日期|时间)：|标签：|作者：)",
    re.IGNORECASE,
)
_FULL_STOP = re.compile("[.。．][”’\"'」』）)»]*$")
_NEGATIONS = {
    "zh": re.compile("[不未没無无非]"),
    "en": re.compile(r"\b(?:not|never|no|without|nor)\b|n['’]t\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:ne|pas|jamais|sans|aucune?)\b|\bn['’]", re.IGNORECASE),
    "vi": re.compile(r"\b(?:không|chưa)\b", re.IGNORECASE),
}
_NEVER = re.compile(r"(?!)")
_SAME = 0.6
_NEAR = 2  # sentences: a question or a heading may stand between


def faults(title: str, text: str, lang: str, points: Sequence[str]) -> Iterator[str]:
    """Names of the faults of an article's points, one for each time it occurs."""
    known = [sentence.text for sentence in sentences(text, lang)]
    for number, point in enumerate(points):
        above = points[number - 1] if number else ""
        yield from _of_one(point, lang, known, introduced=_follows(above, point, known))
        if any(_same(point, other) for other in points[:number]):
            yield "near-duplicate of another point"
        if title and _same(point, title) and len(point) <= 1.3 * len(title):
            yield "repeats the title"
    if len({bool(_FULL_STOP.search(point)) for point in points}) > 1:
        yield "only some end with a full stop"


def _follows(above: str, point: str, known: Sequence[str]) -> bool:
    """Whether a point stands right under that of the sentence before its own, which says who "he" is."""
    hosts = [[n for n, each in enumerate(known) if is_subsequence(said, each)] for said in (above, point)]
    return bool(above) and any(0 < own - other <= _NEAR for other in hosts[0] for own in hosts[1])


def _of_one(point: str, lang: str, known: Sequence[str], *, introduced: bool) -> Iterator[str]:
    hosts = [sentence for sentence in known if is_subsequence(point, sentence)]
    rules = {
        "empty": not point.strip(),
        "unbalanced quotes or brackets": _unbalanced(point),
        "begins with closing punctuation": _CLOSING.match(point),
        "begins with a dangling word": not introduced and _dangles(point, lang),
        "boilerplate": _BOILERPLATE.search(point),
        "code or a row of a table": _CODE.search(point),
        "greeting or label": _FORMALITY.match(point),
        "too long": _too_long(point, lang),
        "not a subsequence of one sentence": not hosts,
        "lost negation": hosts and all(_lost_negation(point, host, lang) for host in hosts),
    }
    yield from (name for name, broken in rules.items() if broken)


def _dangles(point: str, lang: str) -> bool:
    return lang in _DANGLING and bool(_DANGLING[lang].match(point))


def _unbalanced(point: str) -> bool:
    return any(point.count(a) != point.count(b) for a, b in _PAIRS) or point.count('"') % 2 == 1


def _too_long(point: str, lang: str) -> bool:
    if lang in NO_SPACES:
        return len("".join(point.split())) > MOST_CHARACTERS
    return len(point.split()) > MOST_WORDS


def is_subsequence(point: str, sentence: str) -> bool:
    """Whether a sentence becomes the point by deleting characters alone; blanks do not count."""
    rest = iter("".join(sentence.split()))
    return all(character in rest for character in "".join(point.split()))


def _lost_negation(point: str, host: str, lang: str) -> bool:
    """Whether a negation stood inside the stretch of the sentence that the point covers, but not in it."""
    pattern = _NEGATIONS.get(lang, _NEVER)
    return len(pattern.findall(_stretch(point, host))) > len(pattern.findall(point))


def _stretch(point: str, host: str) -> str:
    """The shortest stretch of the sentence that ends first and holds the point."""
    end = 0
    for character in "".join(point.split()):
        end = host.index(character, end) + 1
    start = end
    for character in reversed("".join(point.split())):
        start = host.rindex(character, 0, start)
    return host[start:end]


def _same(one: str, other: str) -> bool:
    """Whether most character pairs of the shorter text stand in the other."""
    a, b = _pairs(one), _pairs(other)
    return sum((a & b).values()) > _SAME * min(a.total(), b.total()) if a and b else False


def _pairs(text: str) -> Counter[str]:
    letters = "".join(character for character in text.casefold() if character.isalnum())
    size = 2 if any(character > "\u2e80" for character in letters) else 5
    return Counter(letters[i : i + size] for i in range(len(letters) - size + 1))
