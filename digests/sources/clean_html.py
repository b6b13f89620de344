"""HTML to clean paragraphs: line breaks at block elements only, nothing of the text lost, no markup left."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digests.sources.text import collapse, printable

# Opens and closes a paragraph. Cells are told apart from words by a mark of their own.
_BLOCKS = (
    "p,div,br,li,ul,ol,dl,dt,dd,h1,h2,h3,h4,h5,h6,blockquote,pre,table,caption,tr,hr,section,article,header,"
    "footer,main,aside,nav,figure,center,address,details,summary,fieldset,legend,form,hgroup,search"
)
# What a browser does not show as text, what belongs to a picture, and buttons of common blog software.
_NOISE = (
    "script,style,noscript,template,title,iframe,object,embed,applet,audio,video,canvas,svg,map,button,input,"
    "select,textarea,progress,meter,dialog,nav,figcaption,rp,rt,annotation,annotation-xml,frame,noframes,"
    "[hidden],[aria-hidden='true'],.wp-caption-text,.img-desc,.sharedaddy,.jp-relatedposts,.addtoany_share_save_container,"
    ".feedflare,.social-share,.share-buttons,.sharing-buttons,.screen-reader-text,.sr-only,.headerlink,"
    ".visually-hidden,.mw-editsection,.twitter-share,a.footnote-ref,a.footnote-backref,a.reversefootnote"
)
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TEASER_PARAGRAPH = re.compile(
    r"The post .+ appeared first on .+|"
    r"\W{0,3}(?:comments?|more|read more|continue reading|点击阅读全文|阅读全文|查看全文|展开全文|继续阅读|"
    r"阅读更多|查看更多|続きをみる|続きを読む|もっと見る|더 ?보기|계속 읽기|"
    r"читать (?:далее|полностью|дальше)|"
    r"weiterlesen|lire la suite|leer más|seguir leyendo|leia mais|continue lendo|leggi tutto|czytaj dalej|"
    r"read full topic)\W*|"
    r"\d+ posts? - \d+ participants?|submitted by /u/\S+|\[link\]\s*\[comments\]|Statistics: Posted by .+",
    re.IGNORECASE,
)
_TEASER_END = re.compile(  # only where a sentence has ended before it
    r"(?:^|(?<=[.!?。！？…\]]))\s*[(\[]?"
    r"(?:Continue reading|Read more|Read the full (?:story|article|post)|Keep reading|"
    r"阅读全文|查看全文|继续阅读)"
    r"[^.!?。！？\n]{0,120}(?:…|\.\.\.)?[\])]?\s*[→»›>]*$"
)
_NO_TAG = re.compile(
    r"<(?!/?(?:a|abbr|acronym|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|"
    r"nobr|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|svg|time|tt|u|ul|var|wbr)\b|!--)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"(?<=[.!?:。！？：”\"])[ \t]*\n|\n(?=[ \t]*(?:[-*•·]|\d+[.)])[ \t])")
_EXCERPT_END = re.compile(r"\s*\[(?:…|\.\.\.)\]$")
_ENDED = re.compile(r"([.!?。！？])…$")
_SUPERSCRIPT = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
# Noncharacters, which Unicode leaves to programs; a stranger who sends one gets a line break.
_BREAK = "\ufdd0"
_CELL = "\ufdd1"
# Lexbor's time grows with the square of the nesting: 20,000 open elements take 0.7 s, 200,000 three minutes.
_MOST_TAGS = 10_000


def parse(html: str) -> LexborHTMLParser:
    """A tree of the text that can be shown; of absurdly many tags only the text between them is kept."""
    if html.count("<") > _MOST_TAGS:
        html = _TAG.sub(" ", html)
    return LexborHTMLParser(html.replace("\0", "").encode("utf-8", "ignore"))


def paragraphs(html: str) -> list[str]:
    """The paragraphs, headings and list items of an article, each one line; cells of a row with `` | ``."""
    return trim_teasers(paragraphs_of(parse(html)))


def text_of(html: str) -> str:
    """The same, joined by line feeds as ``Entry.text`` wants it."""
    return "\n".join(paragraphs(html))


def line_of(html: str) -> str:
    """A title or a name that may hold markup, as one line; ``List<String>`` stays."""
    if "<" not in html and "&" not in html:
        return collapse(printable(_unmarked(html)))
    return collapse(" ".join(paragraphs_of(parse(_NO_TAG.sub("&lt;", html)))))


def plain(text: str) -> str:
    """Plain text as ``Entry.text`` wants it: paragraphs end at blank lines and at ends of sentences."""
    blocks = _BLANK.split(printable(_unmarked(unescape(text))))
    lines = (collapse(line) for block in blocks for line in _LINE_END.split(block))
    return "\n".join(trim_teasers([line for line in lines if line]))


def _unmarked(text: str) -> str:
    return text.replace(_BREAK, "").replace(_CELL, "")


def paragraphs_of(tree: LexborHTMLParser) -> list[str]:
    """The paragraphs of a parsed tree, which is changed on the way."""
    body = tree.body
    if body is None:
        return []
    _drop_noise(tree)
    _mark(tree)
    # Only now: what is not to be shown may stand there as a character reference.
    lines = (_row(line) for line in printable(body.text()).split(_BREAK))
    return [line for line in lines if line]


def trim_teasers(lines: list[str]) -> list[str]:
    """Without calls to read on elsewhere: they stand at the end, alone or after the last sentence."""
    lines = list(lines)
    while lines and _TEASER_PARAGRAPH.fullmatch(lines[-1]):
        lines.pop()
    if lines:
        end = _EXCERPT_END.sub("…", _TEASER_END.sub("", lines[-1]).rstrip())
        lines = [*lines[:-1], _ENDED.sub(r"\1", end)] if end else lines[:-1]
    return lines


def _row(line: str) -> str:
    if _CELL not in line:
        return collapse(line)
    return " | ".join(cell for cell in map(collapse, line.split(_CELL)) if cell)


def _drop_noise(tree: LexborHTMLParser) -> None:
    for node in tree.css(_NOISE):
        node.decompose()
    for node in tree.css("[style]"):
        if node.parent is not None and _INVISIBLE.search(node.attributes.get("style") or ""):
            node.decompose()


def _mark(tree: LexborHTMLParser) -> None:
    """Put marks where lines and cells end."""
    for node in tree.css("sup"):
        _raise(node)
    for node in tree.css("img.emoji[alt],img.wp-smiley[alt]"):
        node.replace_with(node.attributes.get("alt") or "")
    for node in tree.css("pre"):
        _keep_lines(node)
    for node in tree.css("td,th"):
        node.insert_before(_CELL)
    for node in tree.css(_BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)


def _raise(node: LexborNode) -> None:
    """10<sup>2</sup> must not read as 102; the number of a footnote goes with its link."""
    link = node.css_first("a")
    if link is not None and (link.attributes.get("href") or "").startswith("#"):
        node.decompose()
    elif (digits := node.text().strip()) and all(c in "0123456789+-−n" for c in digits):
        node.replace_with(digits.translate(_SUPERSCRIPT))


def _keep_lines(node: LexborNode) -> None:
    for text in list(node.traverse(include_text=True)):
        if text.is_text_node:
            text.replace_with((text.text_content or "").replace("\n", _BREAK))
