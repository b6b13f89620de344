# ruff: noqa: E501 - documents of strangers
"""Hostile documents by name: what is sent, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from digests.sources.entries import MOST


class Case(NamedTuple):
    """``titles`` of the entries that are stored, or the reason for which the document is ``refused``.

    ``never`` must not be found in anything that is stored.
    """

    document: str | bytes
    titles: list[str] | None = None
    refused: str = ""
    never: tuple[str, ...] = ()
    content_type: str = "application/xml"


def rss(items: str, before: str = "") -> str:
    return f'{before}<rss version="2.0"><channel><title>T</title><link>https://t.example/</link>{items}</channel></rss>'


def item(title: str = "Kept", body: str = "", more: str = "") -> str:
    return f"<item><guid isPermaLink='false'>1</guid><title>{title}</title><description>{body}</description>{more}</item>"


def html(body: str) -> Case:
    """Markup in a text, of which ``evil`` must not be left."""
    return Case(
        rss(item(body=f"<![CDATA[<p>Before.</p>{body}<p>After.</p>]]>")), ["Kept"], never=("evil", "<")
    )


def link(target: str) -> Case:
    """A link that leads nowhere good: the entry stays, without it."""
    return Case(rss(item(body="Text.", more=f"<link>{target}</link>")), ["Kept"], never=("evil",))


def json_feed(items: str, more: str = "") -> str:
    return f'{{"version":"https://jsonfeed.org/version/1.1","title":"T",{more}"items":[{items}]}}'


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'evil'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
NESTED_ENTITY = "<!DOCTYPE l [<!ENTITY a 'evil" + "x" * 50_000 + "'>]>"

DOCUMENTS: dict[str, Case] = {
    # entities and DTDs
    "billion laughs": Case(rss(item("Kept &j;"), LAUGHS + "]>"), ["Kept &j;"], never=("evil",)),
    "quadratic blowup": Case(rss(item("Kept", "&a;" * 20_000), NESTED_ENTITY), ["Kept"], never=("evil",)),
    "entity that names itself": Case(
        rss(item("Kept &a;"), "<!DOCTYPE l [<!ENTITY a '&a;&a;'>]>"), ["Kept &a;"]
    ),
    "external entity, file": Case(
        rss(item("Kept &x;"), "<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        ["Kept &x;"],
        never=("root:",),
    ),
    "external entity, http": Case(
        rss(item("Kept &x;"), "<!DOCTYPE l [<!ENTITY x SYSTEM 'http://evil.example/'>]>"),
        ["Kept &x;"],
        never=("evil",),
    ),
    "external DTD": Case(
        rss(item("Kept"), "<!DOCTYPE rss SYSTEM 'http://evil.example/x.dtd'>"), ["Kept"], never=("evil",)
    ),
    "parameter entity": Case(
        rss(item("Kept"), "<!DOCTYPE l [<!ENTITY % p SYSTEM 'http://evil.example/'> %p;]>"),
        ["Kept"],
        never=("evil",),
    ),
    "XInclude": Case(
        rss(
            item(
                "Kept",
                "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/>",
            )
        ),
        ["Kept"],
        never=("root:",),
    ),
    "DTD that is never closed": Case("<!DOCTYPE rss [<!ELEMENT " + rss(item("Kept")), ["Kept"]),
    # structure
    "nested items": Case(rss("<item><title>Outer</title>" * 200 + "</item>" * 200), ["Outer"]),
    "many CDATA that never end": Case(rss(item("<![CDATA[" * 50_000)), []),
    "CDATA inside CDATA": Case(rss(item("<![CDATA[Kept <![CDATA[x]]>]]>")), ["Kept <![CDATA[x]]>"]),
    "processing instructions": Case(
        rss(item("<?evil x?>Kept"), "<?xml-stylesheet href='http://evil.example/x.xsl'?>"),
        ["Kept"],
        never=("evil",),
    ),
    "XML 1.1": Case('<?xml version="1.1"?>' + rss(item("Kept&#x85;&#1;")), ["Kept"]),
    "no root, only text": Case("evil " * 1000, refused="not_a_feed"),
    "truncated in a tag": Case(rss(item("Kept") + item("Half"))[:-30] + "<ti", ["Kept"]),
    "truncated in an attribute": Case(rss(item("Kept") + item("Half"))[:-30] + "<a href='", ["Kept"]),
    "truncated in its only entry": Case(rss(item("Half"))[:-30], refused="cut_short"),
    "truncated in the name of an element": Case("<rss version='2.0'><chan", refused="cut_short"),
    "truncated and filled with zeros": Case(rss(item("Kept") + item("Half"))[:-40] + "\0" * 900, ["Kept"]),
    "a program's error in an entry": Case(
        rss(item("Kept") + item("Half"))[:-40] + "<br />\n<b>Fatal error</b>: evil in <b>/feed.php</b>",
        ["Kept"],
        never=("evil",),
    ),
    "only a declaration": Case('<?xml version="1.0"?>', refused="not_a_feed"),
    "empty body": Case("", refused="empty_answer"),
    "only white space": Case(" \r\n\t ", refused="empty_answer"),
    "HTML instead of a feed": Case("<!DOCTYPE html><html><title>Kept</title></html>", refused="not_a_feed"),
    "HTML as application/rss+xml": Case(
        "<html><body>evil</body></html>", refused="not_a_feed", content_type="application/rss+xml"
    ),
    "a feed as image/png": Case(rss(item("Kept")), ["Kept"], content_type="image/png"),
    "a picture": Case(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, refused="not_a_feed"),
    "a PDF": Case(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>", refused="not_a_feed"),
    "an archive": Case(b"PK\x03\x04" + b"\0" * 500, refused="not_a_feed"),
    "namespaces without end": Case(
        "<rss version='2.0' "
        + " ".join(f"xmlns:n{n}='urn:{n}'" for n in range(500))
        + "><channel><item><title>Kept</title><guid>1</guid></item></channel></rss>",
        ["Kept"],
    ),
    "a foreign title beside the own": Case(
        rss(item("Kept", more="<m:title xmlns:m='http://search.yahoo.com/mrss/'>evil</m:title>")),
        ["Kept"],
        never=("evil",),
    ),
    "prefix bound to nothing": Case(rss(item("Kept", more="<nope:title>x</nope:title>")), ["Kept"]),
    "attributes twice": Case(
        "<rss version='2.0' version='1'><channel><item><title>Kept</title><guid>1</guid></item></channel></rss>",
        ["Kept"],
    ),
    # characters
    "NULs": Case(rss(item("K\0e\0pt", "\0Te\0xt")), ["Kept"]),
    "control characters": Case(rss(item("Ke\x01\x08\x0b\x1b[31mpt")), ["Ke[31mpt"]),
    "surrogate references": Case(rss(item("Ke&#xD800;&#56320;pt")), ["Kept"]),
    "references beyond Unicode": Case(rss(item("Ke&#x110000;&#99999999999;pt")), None),
    "noncharacters": Case(rss(item("Ke\ufffe\uffff\ufdd0pt")), None, never=("\ufffe", "\uffff", "\ufdd0")),
    "bidi overrides": Case(
        rss(item("\u202eKept\u202c", "\u2066evil\u2069".replace("evil", "x"))),
        ["Kept"],
        never=("\u202e", "\u2066"),
    ),
    "bidi by reference": Case(
        rss(item("&#x202e;Kept", "&lt;p&gt;&amp;#x202e;x&lt;/p&gt;")), ["Kept"], never=("\u202e",)
    ),
    "zalgo": Case(rss(item("K" + "\u0301" * 500 + "ept")), ["K" + "\u0301" * 4 + "ept"]),
    "emoji with joiners": Case(
        rss(item("Kept \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308")),
        ["Kept \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f\u200d\U0001f308"],
    ),
    "right to left": Case(rss(item("שלום Kept مرحبا")), ["שלום Kept مرحبا"]),
    "only invisible characters": Case(rss(item("\u200b\u2060\ufeff", "Text of it. More.")), ["Text of it"]),
    "a title of 10 kB": Case(rss(item("word " * 2000)), None),
    "a title of one word of 10 kB": Case(rss(item("w" * 10_000)), None),
    "a guid of 100 kB": Case(rss(f"<item><title>Kept</title><guid>{'g' * 100_000}</guid></item>"), ["Kept"]),
    "a link of 100 kB": Case(
        rss(item("Kept", more=f"<link>https://t.example/{'x' * 100_000}</link>")), ["Kept"]
    ),
    "1,000 categories": Case(
        rss(item("Kept", more="".join(f"<category>c{n}</category>" for n in range(1000)))), ["Kept"]
    ),
    # encodings that lie
    "declares UTF-16, is UTF-8": Case(
        '<?xml version="1.0" encoding="UTF-16"?>' + rss(item("Kept é")), ["Kept é"]
    ),
    "declares hex": Case('<?xml version="1.0" encoding="hex"?>' + rss(item("Kept")), ["Kept"]),
    "declares UTF-7": Case(
        '<?xml version="1.0" encoding="UTF-7"?>' + rss(item("Kept +ADw-script+AD4-evil")),
        None,
        never=("<script>",),
    ),
    "declares idna": Case('<?xml version="1.0" encoding="idna"?>' + rss(item("Kept")), ["Kept"]),
    "UTF-16 without a mark": Case(rss(item("Kept 中")).encode("utf-16-le"), ["Kept 中"]),
    "two marks": Case(b"\xef\xbb\xbf\xef\xbb\xbf" + rss(item("Kept")).encode(), ["Kept"]),
    "a mark that lies": Case(b"\xff\xfe" + rss(item("Kept")).encode(), refused="not_a_feed"),
    "Latin bytes inside UTF-8": Case(
        rss(item("Kept 中文标题")).encode() + b"<!-- \xe9\xe8 -->", ["Kept 中文标题"]
    ),
    "overlong UTF-8": Case(
        rss(item("Kept ")).encode().replace(b"Kept ", b"Kept \xc0\xbcscript\xc0\xbe"),
        None,
        never=("<script",),
    ),
    "charset of 1,000 characters": Case(
        rss(item("Kept")), ["Kept"], content_type="text/xml; charset=" + "x" * 1000
    ),
    # markup in texts
    "script": html("<script>evil()</script>"),
    "script in pieces": Case(
        rss(item(body="<![CDATA[<scr<script>x</script>ipt>y</script>]]>")), ["Kept"], never=("<",)
    ),
    "script that is never closed": Case(
        rss(item("Kept", "<![CDATA[<p>Before.</p><script>evil()]]>")), ["Kept"], never=("evil",)
    ),
    "onerror": html("<img src=x onerror=evil()>"),
    "onclick": html("<p onclick='evil()'>x</p>"),
    "style": html("<style>evil{background:url(javascript:evil)}</style>"),
    "style attribute": html("<p style='background:url(evil)'>x</p>"),
    "iframe": html("<iframe src='https://evil.example'>evil</iframe>"),
    "svg": html("<svg onload=evil()><script>evil()</script><text>evil</text></svg>"),
    "data address": html("<a href='data:text/html,evil'>x</a><img src='data:image/png;base64,evil'>"),
    "object and embed": html("<object data='evil'>evil</object><embed src=evil>"),
    "form": html(
        "<form action='evil'><input value=evil><textarea>evil</textarea><select><option>evil</select></form>"
    ),
    "meta refresh": html("<meta http-equiv=refresh content='0;url=evil'>"),
    "base": html("<base href='https://evil.example/'>"),
    "comments of Internet Explorer": html("<!--[if IE]><p>evil</p><![endif]-->"),
    "hidden text": html(
        "<p style='display:none'>evil</p><span hidden>evil</span><p style='font-size:0'>evil</p>"
    ),
    "noscript and template": html("<noscript>evil</noscript><template>evil</template>"),
    "math that hides a script": html(
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=evil&gt;'>"
    ),
    "attributes of 100 kB": html(f"<p title='{'evil' * 25_000}'>x</p>"),
    "a base64 picture of 1 MB": html(f"<img src='data:image/png;base64,{'evil' * 250_000}'>"),
    "Telegram markup in the title": Case(
        rss(item("&lt;b&gt;Kept&lt;/b&gt; *x* _y_ [z](tg://user?id=1) &amp;lt;tg-emoji&amp;gt;")), None
    ),
    "10,000 tags": html("<b>" * 10_001),
    # links
    "javascript: link": link("javascript:evil()"),
    "JaVaScRiPt: link": link("JaVaScRiPt:evil()"),
    "javascript: with a tab": link("java&#9;script:evil()"),
    "javascript: with a line end": link("java&#10;script:evil()"),
    "javascript: after controls": link("&#1;javascript:evil()"),
    "javascript: by references": link("&#106;avascript:evil()"),
    "vbscript: link": link("vbscript:evil()"),
    "data: link": link("data:text/html,evil"),
    "file: link": link("file:///evil"),
    "tg: link": link("tg://resolve?domain=evil"),
    "link with a wrong port": link("https://t.example:evil/"),
    "link with an unclosed bracket": link("https://[evil/"),
    # dates
    "dates that are none": Case(
        rss(item("Kept", more="<pubDate>Mon, 99 Foo 20266 99:99:99 +9999</pubDate>")), ["Kept"]
    ),
    "dates of 1970": Case(
        rss(item("Kept", more="<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>")), ["Kept"], never=("1970",)
    ),
    "dates of 2099": Case(
        rss(item("Kept", more="<pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate>")), ["Kept"], never=("2099",)
    ),
    "year of 100 digits": Case(
        rss(item("Kept", more=f"<pubDate>{'9' * 100}-01-01T00:00:00Z</pubDate>")), ["Kept"]
    ),
    "dates in Arabic digits": Case(rss(item("Kept", more="<pubDate>٢٠٢٦-٠٣-٠٢</pubDate>")), ["Kept"]),
    # JSON
    "JSON with wrong types": Case(
        json_feed(
            '1,null,[],"x",{"id":{"a":1},"title":["x"],"content_html":5},{"id":1,"title":"Kept","tags":{"a":1},"url":[]}'
        ),
        ["5", "Kept"],
    ),
    "JSON with NaN": Case(json_feed('{"id":NaN,"title":"Kept","date_published":Infinity}'), ["Kept"]),
    "JSON with a number of 5,000 digits": Case(
        json_feed('{"id":' + "9" * 5000 + ',"title":"x"}'), refused="broken_json"
    ),
    "JSON with keys twice": Case(
        json_feed('{"id":"1","title":"evil","title":"Kept"}'), ["Kept"], never=("evil",)
    ),
    "JSON with lone surrogates": Case(json_feed('{"id":"\\ud800","title":"Ke\\udc00pt"}'), ["Kept"]),
    "JSON that is cut off": Case(json_feed('{"id":"1","title":"x"}')[:-5], refused="broken_json"),
    "JSON that is cut off later": Case(
        json_feed('{"id":"1","title":"Kept"},{"id":"2","title":"x"}')[:-5], ["Kept"]
    ),
    "deep JSON": Case(json_feed('{"id":' + "[" * 100_000), refused="broken_json"),
    "JSON that is a list": Case('[{"title":"x"}]', refused="not_a_feed"),
    "JSON with HTML": Case(
        json_feed(
            '{"id":"1","title":"Kept","content_html":"<script>evil()</script><p onclick=evil()>x</p>"}'
        ),
        ["Kept"],
        never=("evil", "<"),
    ),
    # numbers
    "50,000 entries": Case(
        rss("".join(f"<item><guid>{n}</guid><title>n</title></item>" for n in range(50_000))), ["n"] * MOST
    ),
    "the same entry 5,000 times": Case(rss(item("Kept") * 1900), ["Kept"]),
    "guids all alike": Case(
        rss(
            "".join(
                f"<item><guid>1</guid><link>https://t.example/{n}</link><title>n{n}</title></item>"
                for n in range(3)
            )
        ),
        ["n0", "n1", "n2"],
    ),
}

# What takes longest or most memory: through a real worker, with its limits. Any outcome that names a reason.
HEAVY: dict[str, Callable[[], str | bytes]] = {
    "200,000 attributes": lambda: (
        "<rss" + "".join(f' a{n}="x"' for n in range(200_000)) + "><channel/></rss>"
    ),
    "500,000 open elements": lambda: "<rss version='2.0'><channel><item>" + "<a>" * 500_000,
    "100,000 namespaces": lambda: (
        "<rss version='2.0'" + "".join(f" xmlns:n{n}='urn:{n}'" for n in range(100_000)) + "><channel/></rss>"
    ),
    "HTML 400,000 deep": lambda: rss(item("Kept", f"<![CDATA[{'<div>' * 400_000}]]>")),
    "five million ampersands": lambda: rss(item("Kept")) + "&" * 5_000_000,
    "CDATA opened 500,000 times": lambda: rss(item("<![CDATA[" * 500_000)),
    "references, a million": lambda: rss(item("Kept", "&lt;" * 1_200_000)),
    "items, 800,000 unclosed": lambda: "<rss version='2.0'><channel>" + "<item>" * 800_000,
    "JSON with 1.6 million items": lambda: json_feed(",".join(["{}"] * 1_600_000)),
    "JSON a million deep": lambda: json_feed("[" * 1_000_000),
    "five million spaces": lambda: rss(item("Kept", " " * 5_000_000)),
    "comments, a million": lambda: "<!-- -->" * 600_000 + rss(item("Kept")),
    "comments that never end": lambda: "<!--" * 1_200_000 + rss(item("Kept")),
    "bytes of no encoding": lambda: bytes(range(128, 256)) * 39_000,
    "entities declared, 100,000": lambda: (
        "<!DOCTYPE l [" + "".join(f"<!ENTITY e{n} 'x'>" for n in range(100_000)) + "]>" + rss(item("Kept"))
    ),
    "table cells, 300,000": lambda: rss(item("Kept", f"<![CDATA[<table>{'<td>x' * 300_000}</table>]]>")),
}
