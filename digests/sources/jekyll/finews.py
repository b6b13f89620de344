"""The rules of one news site: posts that a script writes from 东方财富 pages into a Jekyll site.

Each post is raw HTML or one plain paragraph between an editor's digest and a footer. What is content and what
is not was read off its posts of December 2021 to June 2022; every rule asks for the exact form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from digests.model import CategoryName, Tag
from digests.sources import clean_html
from digests.sources.text import one_line

_MARKS = re.compile(
    r"EM_StockImg_|em_media|em_stock_key_common|class=\"keytip\"|\[返回首页\]|（文章来源：|"
    r"^<https?://\w+\.eastmoney\.com/",
    re.MULTILINE,
)
_CHART = re.compile(r"<!--\s*EM_StockImg_Start\s*-->.*?<!--\s*EM_StockImg_End\s*-->", re.DOTALL)
_FOOTER = re.compile(r"\[返回[^\]\n]*\]\((?P<target>[^)\n]*)\)[ ｜|]*")
_LINK = re.compile(r"^<(?P<link>https?://[^>\s]*|)>[ \t]*$", re.MULTILINE)
_DIGEST = re.compile(r"\s*>[ \t]?(?P<digest>[^\n]*(?:\n(?![ \t]*(?:\n|<))[^\n]*)*)")
_BLANK = re.compile(r"\n\s*\n")

_SOURCE = re.compile(
    r"[（(]\s*文章来源[：:]\s*(?P<source>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?)[）)]\s*$"
)
_NOISE = re.compile(
    # captions
    r"[（(【\[]?(?:(?:图片|数据|资料|视频|制图)?来源[：:]|图片来自|图源|图注|图/|图[：:]|图片说明[：:]|"
    r"资料图|视频截图|制图[：:]).{0,60}"
    # credits
    r"|[（(【\[]?(?:本文)?(?:责任编辑|责编|编辑|校对|审核|审读|排版|监制|原标题|原文标题)\s*[：:].{0,80}"
    # adverts
    r"|.{0,30}(?:一站式开户交易|立即体验|点击查看).{0,10}>>.{0,60}|在东方财富看资讯行情.{0,60}"
)
_LONGEST_NOISE = 160
_CLOSING = ("）", ")", "】", "]")
_CREDIT_END = re.compile(
    r"\s*[（(【\[](?:责任编辑|责编|编辑|校对|原标题)[：:][^（）()【】\[\]]{0,60}[）)】\]]$"
)
_DISCLAIMER = re.compile(r"(?:^|(?<=[。！？”）)】]))\s*[（(【*]*(?:郑重声明|免责声明)[：:】].*$")


# 东方财富 numbers markets; tickers are written as exchanges do. 90 numbers boards and notions: no company.
_MARKETS = {"0": "", "1": "", "105": "NASDAQ:", "106": "NYSE:", "107": "AMEX:", "116": "HK:"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one post's body says; ``by_source`` when the post stands in the category of its source."""

    paragraphs: tuple[str, ...]
    link: str = ""
    source: str = ""
    digest: str = ""
    tags: tuple[Tag, ...] = ()
    by_source: bool = False


def is_marked(body: str) -> bool:
    """Whether a body holds what only this site writes."""
    return bool(_MARKS.search(body))


def read(body: str) -> Reading:
    """Take a body apart."""
    body = _CHART.sub("", body)
    links = [found["link"] for found in _LINK.finditer(body)]
    targets = [found["target"] for found in _FOOTER.finditer(body)]
    digest, rest = _split_digest(_LINK.sub("", _FOOTER.sub("", body)))
    tree = clean_html.parse(_as_html(rest))
    source = _take_source(tree)
    tags = _terms(tree)
    lines, source_at_end = _without_noise(clean_html.paragraphs_of(tree))
    if not lines and digest:
        lines, digest = [digest], ""
    return Reading(
        paragraphs=tuple(lines),
        link=next((link for link in reversed(links) if link), ""),
        source=source or source_at_end,
        digest=digest,
        tags=tags,
        by_source=any("/category/" in target for target in targets),
    )


def ticker(code: str) -> str:
    """The ticker of ``market,number``; empty for boards, notions and markets that are not known."""
    market, _, number = code.partition(",")
    prefix = _MARKETS.get(market.strip())
    return f"{prefix}{number.strip()}" if prefix is not None and number.strip() else ""


def category(slug: str, tags: Sequence[str], reading: Reading) -> CategoryName:
    """The category with its title: the post's tag, or the source's name where the tag is that and 新闻."""
    title = tags[0] if tags else ""
    plain = title.removesuffix("新闻")
    if plain and (plain == reading.source or reading.by_source):
        title = plain
    return CategoryName(slug, title)


def _split_digest(body: str) -> tuple[str, str]:
    found = _DIGEST.match(body)
    if not found:
        return "", body
    return clean_html.line_of(found["digest"].replace("\n>", "\n")), body[found.end() :]


def _as_html(body: str) -> str:
    """Plain paragraphs are put into ``p`` as Jekyll does; nothing in them is Markdown (``*ST`` is a name)."""
    blocks = [block.strip() for block in _BLANK.split(body)]
    return "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks if block)


def _take_source(tree: LexborHTMLParser) -> str:
    """The source out of ``p.em_media``, and the paragraph out of the tree: its terms are no tags."""
    source = ""
    for node in tree.css(".em_media"):
        text = one_line(node.text())
        found = _SOURCE.search(text)
        source = found["source"].strip() if found else text.partition("来源：")[2].strip("（）() ")
        node.decompose()
    return source


def _terms(tree: LexborHTMLParser) -> tuple[Tag, ...]:
    """Linked terms, which an editor chose: stocks, boards and notions, each once, in order."""
    names: dict[str, Tag] = {}
    for node in tree.css("[data-code]"):
        code = node.attributes.get("data-code") or ""
        name = one_line(node.text())
        if name and "," in code:
            names.setdefault(name, Tag(name, ticker(code)))
    return tuple(names.values())


def _without_noise(lines: Sequence[str]) -> tuple[list[str], str]:
    """Paragraphs without captions, credits, disclaimers and adverts; and a source named at the end of one."""
    kept: list[str] = []
    source = ""
    for line in lines:
        text, named = _trimmed(line)
        source = named or source
        if text and not (len(text) <= _LONGEST_NOISE and _NOISE.fullmatch(text)):
            kept.append(text)
    return kept, source


def _trimmed(line: str) -> tuple[str, str]:
    """A paragraph without the source, credit and disclaimer at its end; and the source."""
    source = ""
    if "声明" in line:
        line = _DISCLAIMER.sub("", line)
    if line.endswith(_CLOSING):
        if found := _SOURCE.search(line):
            source, line = found["source"].strip(), line[: found.start()].rstrip()
        line = _CREDIT_END.sub("", line)
    return line.rstrip(), source
