"""A sentence without what a point does not need; what remains is a subsequence of the sentence."""

from __future__ import annotations

import re

from digests.summarizers.text.brackets import orphans
from digests.summarizers.text.phrases import Phrases

_HEADING = 27  # characters, at most, with the colon
_OPENING = frozenset("“«„")
_BLANKS = re.compile(r"\s{2,}")
# Blanks that a link or a bracket left in front of a mark: "Novak Inc. , the maker" and "Novak ’s boats".
_LOOSE = re.compile(r"(?<=[\w.)”]) +(?=[,.](?:\s|$)|[’']s\s)")
_INNER_MARK = re.compile(
    r"[：:；;，,]\s?\d{1,2}$"
)  # in front of the bracket of a list mark inside a sentence
_LIST_MARK = re.compile(r"\s*[（(]?\d{1,2}[）)]\s*(?=\S)")
# A heading that lost its line end: "Two deadPolice say ..." of "Two dead" and "Police say ...". A name with a
# capital inside (YouTube, iPhone) begins with a capital or with a single letter.
_GLUED = re.compile(
    r"(?:[^\s.,;:!?]+ ){1,8}(?:[^\W\d_]['’])?"
    r"(?:[a-zß-öø-ÿ]{3,}(?=[A-ZÀ-Þ](?:[a-zß-öø-ÿ]+|['’][a-zß-öø-ÿ]+) )|[A-ZÀ-Þ]{5,}(?=[A-ZÀ-Þ][a-zß-öø-ÿ]+ ))"
)
# A question mark that stands for a closing quote or an apostrophe which some converter did not know.
_LOST_QUOTE = re.compile(r"(?<=[\w%.])\?(?=[\s.,;:)–—-]|$)")
_LOST_APOSTROPHE = re.compile(r"(?<=\ws)\?(?= [a-z])")
_ASKS = re.compile(r"(?:who|what|why|how|when|where|which|is|are|do|does|did|can|will)\b", re.IGNORECASE)
_SPOKEN = re.compile(r'[,.!?…][”"](?=\s)')
_FULL_STOP = re.compile(r"(?<=[^\s.。．])[.。．]+(?=[”’\"'」』）)»]*$)")


def clean(text: str, phrases: Phrases, article: str = "") -> str:
    """Without asides in brackets that say nothing, without stray quotes and a heading glued in front.

    ``article``: where a word with a capital inside comes back, it is a name (easyJet) and nothing is glued.
    """
    if mark := _LIST_MARK.match(text):  # before its bracket is taken for a stray one
        text = text[mark.end() :]
    if ("：" in text[:_HEADING] or ":" in text[:_HEADING]) and (heading := phrases.headings.match(text)):
        text = text[heading.end() :]
    if " " in text and (glued := _GLUED.match(text)) and not _comes_back(text, glued.end(), article):
        text = text[glued.end() :]
    if "(" in text or "（" in text:
        text = _without(text, phrases.asides, phrases.hedges)
    if " ," in text or " ." in text or " ’" in text or " '" in text:
        text = _LOOSE.sub("", text)
    # One that opens a sentence stays: a quotation that began in an earlier paragraph goes on.
    lone = [at for at in orphans(text) if at and not _INNER_MARK.search(text, max(0, at - 4), at)]
    if "?" in text:
        lone += _lost_marks(text, lone)
    for at in sorted(lone, reverse=True):
        text = text[:at] + text[at + 1 :]
    return text


def _lost_marks(text: str, lone: list[int]) -> set[int]:
    """Where a question mark stands for the partner of a lone opening quote, or for an apostrophe."""
    partners = [_LOST_QUOTE.search(text, at) for at in lone if text[at] in _OPENING]
    owners = [] if _ASKS.match(text) else _LOST_APOSTROPHE.finditer(text)
    return {match.start() for match in [*partners, *owners] if match}


def spoken(sentence: str, text: str) -> int:
    """Up to where a cleaned sentence is a quotation whose opening mark was lost; 0 if it is none.

    What is cut off behind it is who said it.
    """
    for at in reversed(orphans(sentence)):
        if _SPOKEN.match(sentence, at - 1) and text.endswith(rest := sentence[at + 1 :]):
            return len(text) - len(rest)
    return 0


def _comes_back(text: str, at: int, article: str) -> bool:
    """Whether the word around a position stands elsewhere in the article, too."""
    word = text[text.rfind(" ", 0, at) + 1 : text.find(" ", at)]
    return article.count(word) > 1


def shorten(text: str, phrases: Phrases) -> str:
    """Without what stands between commas and says nothing that the sentence needs.

    What is taken off in front (a dateline with its agency in brackets) is left whole, to be known.
    """
    return _without(text, phrases.inserts, phrases.hedges, phrases.strip(text))


def _without(text: str, unneeded: re.Pattern[str], hedges: re.Pattern[str], start: int = 0) -> str:
    """No negation and no hedge is lost, not even with an aside, and nothing that ends before ``start``."""
    if not unneeded.search(text):
        return text

    def kept(match: re.Match[str]) -> str:
        return match.group() if match.end() <= start or hedges.search(match.group()) else ""

    cut = unneeded.sub(kept, text)
    return _BLANKS.sub(" ", cut).strip()


def unstopped(text: str) -> str:
    """Without its full stop, also where a quotation ends with it: a list of points needs none."""
    return _FULL_STOP.sub("", text).rstrip()
