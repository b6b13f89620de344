"""Words by which a page's own notices are told from an article, in sixteen languages. Pure.

None of them tells a notice alone: ``boilerplate`` asks for two or three of different kinds in one line.
"""

from __future__ import annotations

import re

_LETTER = "[0-9A-Za-z\u00c0-\u1fff]"  # of scripts with spaces: "使用Cookie在" has a whole word


def _any(words: str) -> re.Pattern[str]:
    """Words and phrases parted by commas: whole ones, ``stem*``; characters that write no spaces anywhere.

    What stands around them is said once: with each word, it took a quarter of a second of every start.
    """
    listed = [word.strip() for word in words.split(",") if word.strip()]
    anywhere = [re.escape(word) for word in listed if word[0] >= "\u3000"]
    parted = [word for word in listed if word[0] < "\u3000"]
    stems = [re.escape(word[:-1]) for word in parted if word.endswith("*")]
    whole = [re.escape(word) for word in parted if not word.endswith("*")]
    if whole:
        stems.append(f"(?:{'|'.join(whole)})(?!{_LETTER})")
    spaced = [f"(?<!{_LETTER})(?:{'|'.join(stems)})"] if stems else []
    return re.compile("|".join([*anywhere, *spaced]), re.IGNORECASE)


COOKIES = _any("cookie*, куки, çerez*, クッキー, 쿠키")
WE = _any("""
    we, our, this site, this website, wir, unser*, diese Seite, diese Website, nous, nos, notre, ce site,
    nuestr*, utilizamos, usamos, este sitio, nosso*, nossa*, este site, utilizziamo, usiamo, nostr*,
    questo sito, wij, onze, deze site, deze website, używamy, nasz*, ta strona, мы, наш*, этот сайт,
    kullanıyoruz, sitemiz*, bu site, chúng tôi, trang web này, 我们, 我們, 本站, 本网站, 本網站, 当サイト,
    当社, 본 사이트, 저희, 당사
""")
TECHNICAL = _any("""
    device*, browser*, privacy, data, partners, website*, site, preferences, traffic, Datenschutz*,
    Gerät*, Daten, Webseite*, Einstellungen, confidentialité, données, appareil*, navigateur, privacidad,
    datos, dispositivo*, navegador, privacidade, dados, dati, sito, gegevens, apparaat, urządz*, danych,
    prywatno*, данны*, сайт*, устройств*, veri*, gizlilik, thiết bị, dữ liệu, riêng tư, trình duyệt, 设备,
    数据, 隐私, 浏览, 体验, 裝置, 隱私, 瀏覽, 网站, 網站, デバイス, サイト, データ, プライバシー, 기기,
    사이트, 개인정보
""")
SCRIPTS = _any("JavaScript, Java Script, 자바스크립트")
SWITCH_ON = _any("""
    enable*, turn on, activate*, allow, aktivier*, einschalten, activer, activez, habilit*, activ*,
    abilit*, attiv*, ativ*, inschakel*, schakel*, włącz*, включ*, etkinleştir*, bật, 启用, 啟用, 开启,
    開啟, 打开, 有効, 활성화, 켜
""")
SUBSCRIPTION = _any("""
    subscri*, membership*, free trial, newsletter*, log in, login, sign in, sign up, Abo, Abos, abonn*,
    Plus-Abo*, anmeld*, registrier*, connectez, identifiez, suscri*, inicia sesión, iniciar sesión,
    assin*, abbona*, accedi, prenumer*, subskry*, zaloguj*, подпис*, подпиш*, войдите, abone*, üyelik,
    giriş yap*, đăng ký, đăng nhập, thành viên, 关注我们, 關注我們, 公众号, 公眾號, 订阅, 訂閱, 会员,
    會員, 付费, 付費, 登录, 登入, 購読, 有料, 会員, ログイン, 구독, 회원, 로그인, 유료
""")
TO_READERS = _any("""
    you, your, subscribe now, subscribe to, try our, try it, start your, join us, join now, continue with,
    continue reading, keep reading, unlock, already a, cancel any time, cancel at any time,
    cancel anytime, Sie, Ihr, Ihre, Ihrem, Ihren, dein*, weiterlesen, jederzeit kündbar, vous, votre, vos,
    abonnez*, sans engagement, lire la suite, déjà abonné*, tu, tus, usted, suscríb*, ya eres,
    sigue leyendo, seguir leyendo, cancela cuando, você, assine, já é, continue lendo, cancele quando,
    abbonati, sei già, continua a leggere, disdici, u, uw, je, lees verder, opzegbaar, czytaj dalej,
    masz już, zaloguj*, wykup, twoj*, вы, вас, вам, ваш*, подпишитесь, оформите, войдите, читать дальше,
    abone ol*, giriş yap*, deneyin, zaten, bạn, đọc tiếp, dùng thử, 您, 你, 请, 請, 继续阅读, 繼續閱讀,
    阅读全文, 閱讀全文, 解锁, 解鎖, 立即, 随时取消, 隨時取消, 首月, 点击, 點擊, 扫码, 掃碼, ください,
    続きを, すでに, 初月, 하세요, 이미, 하시면, 계속 읽, 해지
""")
TERMS = _any("""
    terms, privacy, customer service, cancel*, offer*, a week, a month, per week, per month,
    Geschäftsbedingungen, Datenschutz*, Kundenservice, kündbar, Angebot*, pro Woche, pro Monat,
    conditions générales, confidentialité, service clients, offre*, par semaine, par mois, condiciones,
    privacidad, oferta*, al mes, a la semana, condizioni, offerta, al mese, termos, por mês, voorwaarden,
    aanbod, per maand, regulamin*, miesięcznie, условия*, предложени*, в месяц, koşul*, teklif*, ayda,
    haftada, điều khoản, mỗi tháng, mỗi tuần, 条款, 條款, 隐私, 隱私, 客服, 优惠, 優惠, 每月, 每周, 续费,
    續費, 利用規約, 特典, 月額, 약관, 혜택, 매월
""")
PRICE = re.compile(
    r"[€$£¥₽₩₫]\s?\d|\d\s?(?:[€$£¥₽₩₫]|euros?\b|dollars?\b|pounds?\b|zł|kr\b|lira|руб|元|円|원|đồng)",
    re.IGNORECASE,
)
