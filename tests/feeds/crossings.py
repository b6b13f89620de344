# ruff: noqa: E501 - texts of feeds
"""Feeds in every encoding, each in the form that its language's programs write, declared in several ways.

``python -m tests.feeds.crossings`` writes them into ``crossed/`` with what must be read from them. The
expectations come from the texts below, never from the parser. ``test_samples`` holds the files to this list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "crossed"


class Text(NamedTuple):
    """What one feed says; ``form`` is the shape that programs of that language write."""

    form: str
    title: str
    heading: str
    body: str
    tag: str


class Form(NamedTuple):
    name: str
    document: str


@dataclass(frozen=True)
class Sample:
    name: str
    data: bytes
    expected: dict[str, Any]


_ITEM = "<title>{heading}</title><link>https://{host}/1</link>"
_BODY = "<description><![CDATA[<p>{body}</p>]]></description>"
FORMS = {
    "091": Form(
        "RSS 0.91",
        '<rss version="0.91"><channel><title>{title}</title><link>https://{host}/</link>'
        "<description>x</description><language>x</language><item>" + _ITEM + "<description>{body}"
        "</description></item></channel></rss>",
    ),
    "discuz": Form(
        "RSS 2.0",
        '<rss version="2.0">\n  <channel>\n    <title>{title}</title>\n    <link>https://{host}/</link>\n'
        "    <generator>Discuz! Board by Comsenz Inc.</generator>\n    <ttl>60</ttl>\n    <item>\n      "
        + _ITEM
        + "\n      "
        + _BODY
        + "\n      <category>{tag}</category>\n      <pubDate>Mon, 02 Mar 2026 08:00:00 +0000</pubDate>\n"
        "    </item>\n  </channel>\n</rss>\n",
    ),
    "20": Form(
        "RSS 2.0",
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<title>{title}</title><link>https://{host}/</link><item>" + _ITEM + "<category>{tag}</category>"
        "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>…</description>"
        "<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded></item></channel></rss>",
    ),
    "10": Form(
        "RSS 1.0",
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://{host}/rss">'
        "<title>{title}</title><link>https://{host}/</link></channel><item rdf:about='https://{host}/1'>"
        + _ITEM
        + "<description>{body}</description><dc:subject>{tag}</dc:subject>"
        "<dc:date>2026-03-02T08:00:00Z</dc:date></item></rdf:RDF>",
    ),
    "atom": Form(
        "Atom 1.0",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><link href="https://{host}/"/>'
        "<id>https://{host}/</id><updated>2026-03-02T08:00:00Z</updated><entry><title>{heading}</title>"
        '<link href="https://{host}/1"/><id>https://{host}/1</id><updated>2026-03-02T08:00:00Z</updated>'
        '<category term="{tag}"/><content type="html">&lt;p&gt;{body}&lt;/p&gt;</content></entry></feed>',
    ),
}

_HANS = (
    "国家统计局周一公布的数据显示，二月份居民消费价格同比上涨百分之一，环比下降百分之零点三，低于此前预期。"
)
_HANT = (
    "交通部今日表示，環島鐵路電氣化工程將於明年完工，屆時臺北到臺東的車程可縮短為三小時，沿線車站亦將改建。"
)
_JA = "気象庁によりますと、関東地方は明日の朝にかけて大雪となる見込みです。不要な外出を控えるよう呼びかけています。"
_KO = "서울시는 내년부터 심야 버스 노선을 두 배로 늘리고 운행 간격을 줄이겠다고 밝혔다. 시민들은 환영하는 분위기다."
_RU = "Министерство сообщило, что новый мост через реку откроют весной. Движение транспорта начнётся в мае."
_UK = "Міська рада повідомила, що новий міст через річку відкриють навесні. Рух почнеться у травні, їхати стане ближче."
_BG = "Общината съобщи, че новият мост над реката ще бъде открит през пролетта и движението ще започне през май."
_PL = "Rada miasta ogłosiła, że nowy most zostanie otwarty wiosną, a ruch ruszy już w maju. Źródła mówią o święcie."
_CS = "Městská rada oznámila, že nový most přes řeku bude otevřen na jaře. Provoz začne v květnu, říká úřad."
_HU = "A városi tanács közölte, hogy az új híd tavasszal nyílik meg, és a forgalom májusban indul. Több őr is lesz."
_EL = "Ο δήμος ανακοίνωσε ότι η νέα γέφυρα θα ανοίξει την άνοιξη και η κυκλοφορία θα αρχίσει τον Μάιο."
_TR = "Belediye, yeni köprünün ilkbaharda açılacağını ve trafiğin mayısta başlayacağını duyurdu. Çığır açan bir iş."
_HE = "העירייה הודיעה כי הגשר החדש מעל הנהר ייפתח באביב והתנועה תתחיל בחודש מאי. התושבים מרוצים."
_AR = "أعلنت البلدية أن الجسر الجديد فوق النهر سيفتح في الربيع وأن حركة المرور ستبدأ في شهر مايو."
_LT = "Miesto taryba pranešė, kad naujas tiltas per upę bus atidarytas pavasarį, o eismas prasidės gegužę. Šventė vyks."
_TH = "กระทรวงคมนาคมแจ้งว่าสะพานแห่งใหม่จะเปิดใช้งานในฤดูใบไม้ผลิ และการจราจรจะเริ่มในเดือนพฤษภาคม"
_FR = "La mairie annonce que le nouveau pont sera ouvert au printemps ; l’été suivant, la circulation « douce » y passera à 20 €."
_DE = "Die Stadt teilt mit, dass die neue Brücke im Frühjahr öffnet; für Fußgänger gibt es schöne, größere Wege."

TEXTS = {
    "zh": Text("discuz", "财经论坛", "二月物价数据公布", _HANS, "宏观"),
    "zh-rss091": Text("091", "市政府要闻", "关于物价的通报", _HANS, ""),
    "zh-hant": Text("20", "臺灣新聞", "環島鐵路明年完工", _HANT, "交通"),
    "ja": Text("10", "天気のニュース", "関東で大雪の見込み", _JA, "天気"),
    "ko": Text("20", "서울 소식", "심야 버스 두 배로", _KO, "교통"),
    "ru": Text("20", "Городские новости", "Мост откроют весной", _RU, "Город"),
    "uk": Text("atom", "Міські новини", "Міст відкриють навесні", _UK, "Місто"),
    "bg": Text("20", "Градски новини", "Откриват моста през пролетта", _BG, "Град"),
    "pl": Text("20", "Wieści miejskie", "Most będzie wiosną", _PL, "Łączność"),
    "cs": Text("atom", "Městské zprávy", "Most se otevře na jaře", _CS, "Řeka"),
    "hu": Text("20", "Városi hírek", "Tavasszal nyílik a híd", _HU, "Közlekedés"),
    "el": Text("20", "Νέα της πόλης", "Η γέφυρα ανοίγει", _EL, "Πόλη"),
    "tr": Text("20", "Şehir haberleri", "Köprü ilkbaharda açılıyor", _TR, "Ulaşım"),
    "he": Text("20", "חדשות העיר", "הגשר ייפתח באביב", _HE, "תחבורה"),
    "ar": Text("20", "أخبار المدينة", "افتتاح الجسر في الربيع", _AR, "نقل"),
    "lt": Text("atom", "Miesto žinios", "Tiltas atidaromas pavasarį", _LT, "Šventė"),
    "th": Text("20", "ข่าวเมือง", "สะพานใหม่เปิดฤดูใบไม้ผลิ", _TH, "คมนาคม"),
    "fr": Text("20", "Nouvelles de la cité", "Le pont ouvrira au printemps", _FR, "Mobilité"),
    "de": Text("atom", "Nachrichten der Stadt", "Brücke öffnet im Frühjahr", _DE, "Verkehr"),
}

# Language, the name that is declared, Python's codec.
ENCODINGS = [
    ("zh", "gb2312", "gb2312"),
    ("zh", "GBK", "gbk"),
    ("zh", "gb18030", "gb18030"),
    ("zh-rss091", "GB2312", "gbk"),
    ("zh-hant", "big5", "big5"),
    ("zh-hant", "Big5-HKSCS", "big5hkscs"),
    ("ja", "Shift_JIS", "shift_jis"),
    ("ja", "EUC-JP", "euc_jp"),
    ("ja", "ISO-2022-JP", "iso2022_jp"),
    ("ja", "Windows-31J", "cp932"),
    ("ko", "EUC-KR", "euc_kr"),
    ("ko", "ks_c_5601-1987", "cp949"),
    ("ru", "windows-1251", "cp1251"),
    ("ru", "KOI8-R", "koi8_r"),
    ("ru", "ISO-8859-5", "iso8859_5"),
    ("ru", "cp866", "cp866"),
    ("uk", "windows-1251", "cp1251"),
    ("uk", "KOI8-U", "koi8_u"),
    ("bg", "windows-1251", "cp1251"),
    ("pl", "windows-1250", "cp1250"),
    ("pl", "ISO-8859-2", "iso8859_2"),
    ("cs", "windows-1250", "cp1250"),
    ("cs", "ISO-8859-2", "iso8859_2"),
    ("hu", "ISO-8859-2", "iso8859_2"),
    ("el", "windows-1253", "cp1253"),
    ("el", "ISO-8859-7", "iso8859_7"),
    ("tr", "windows-1254", "cp1254"),
    ("tr", "ISO-8859-9", "iso8859_9"),
    ("he", "windows-1255", "cp1255"),
    ("he", "ISO-8859-8", "iso8859_8"),
    ("ar", "windows-1256", "cp1256"),
    ("ar", "ISO-8859-6", "iso8859_6"),
    ("lt", "windows-1257", "cp1257"),
    ("lt", "ISO-8859-13", "iso8859_13"),
    ("th", "windows-874", "cp874"),
    ("th", "TIS-620", "tis_620"),
    ("fr", "windows-1252", "cp1252"),
    ("fr", "ISO-8859-15", "iso8859_15"),
    ("de", "ISO-8859-1", "latin_1"),
    ("de", "macintosh", "mac_roman"),
    ("zh", "UTF-16", "utf_16_le"),
    ("ja", "UTF-16", "utf_16_be"),
    ("ru", "UTF-8", "utf_8"),
]

# How the encoding is stated: XML declaration, Content-Type; {0} is the right name.
WAYS = {
    "xml": ("{0}", "application/xml", "only the XML declaration names the encoding"),
    "http": ("", "text/xml; charset={0}", "only the HTTP header names the encoding"),
    "http-utf8": (
        "{0}",
        "text/xml; charset=utf-8",
        "the server claims UTF-8 for all it serves; the XML is right",
    ),
    "xml-utf8": ("UTF-8", "text/xml; charset={0}", "a template declares UTF-8; the server knows better"),
}
# Without any declaration, where the bytes themselves tell; of a few lines in a one-byte set none can.
_TELLING = {
    "gbk",
    "gb18030",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "big5",
    "cp1251",
    "koi8_r",
    "utf_16_le",
    "utf_16_be",
    "utf_8",
}


def samples() -> Iterator[Sample]:
    for language, declared, codec in ENCODINGS:
        ways = dict(WAYS)
        if codec in _TELLING:
            ways["none"] = ("", "application/octet-stream", "nothing names the encoding: the bytes must tell")
        for way, (in_xml, content_type, why) in ways.items():
            if codec == "utf_8" and way.endswith("utf8"):
                continue
            yield _sample(language, declared, codec, way, in_xml, content_type, why)


def _sample(
    language: str, declared: str, codec: str, way: str, in_xml: str, content_type: str, why: str
) -> Sample:
    text = _encodable(TEXTS[language], codec)
    form = FORMS[text.form]
    host = f"{language}.example"
    encoding = f' encoding="{in_xml.format(declared)}"' if in_xml else ""
    filled = form.document.format(**text._asdict(), host=host).replace("…", "...")
    document = f'<?xml version="1.0"{encoding}?>\n{filled}'
    name = f"{language}-{declared.lower()}-{codec.replace('_', '')}-{way}"
    dated = text.form != "091"
    entry = {
        "uid": f"https://{host}/1",
        "title": text.heading,
        "link": f"https://{host}/1",
        "published": "2026-03-02T08:00:00+00:00" if dated else "",
        "source": text.title,
        "tags": [text.tag] if text.tag else [],
        "paragraphs": [text.body],
    }
    expected = {
        "why": f"{form.name} in {declared} ({codec}): {why}",
        "content_type": content_type.format(declared),
        "title": text.title,
        "format": form.name,
        "entries": [entry],
    }
    return Sample(name, document.encode(codec), expected)


def _encodable(text: Text, codec: str) -> Text:
    """The text without what an encoding lacks: a writer in it would not have typed that either."""
    swaps = {"’": "'", "€": "EUR"}
    said = text.body
    for character, instead in swaps.items():
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            said = said.replace(character, instead)
    return text._replace(body=said)


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for sample in samples():
        (FOLDER / f"{sample.name}.xml").write_bytes(sample.data)
        expected = json.dumps(sample.expected, ensure_ascii=False, indent=1) + "\n"
        (FOLDER / f"{sample.name}.expected.json").write_text(expected, "utf-8")


if __name__ == "__main__":
    write()
