"""What stands around a report and says nothing of the event: form words, credits, an agency before a date."""

from __future__ import annotations

import re
import unicodedata

# "UPDATE 2-", "BRIEF-", "REG -", "【short】" and the like before a headline.
_FORM = re.compile(
    r"^\s*(?:(?:(?:update|wrapup|correct(?:ed|ion)|refile|rpt|brief|reg|text|factbox|column|exclusive|rlpc|"
    r"breaking|preview|analysis|timeline|instant view|watch|video|photos?|live|opinion|advisory)"
    r"(?:\s?\d{1,2})?)(?:\s?[-:|]\s?|\s-\s)|【[^】]{1,12}】|\[[^\]]{1,12}\])+"
)
_CREDITED = (
    r"(?:文章来源|消息来源|图片来源|来源|责任编辑|责编|编辑|记者|作者|原标题|转载请注明出处|点击查看专题|"
    r"source|reporting by|editing by|written by|additional reporting|copyright)"
)
_CREDIT = re.compile(
    rf"[(\[【][^)\]】\n]{{0,60}}?{_CREDITED}[^)\]】\n]{{0,60}}[)\]】]"
    rf"|^[^\n:]{{0,8}}{_CREDITED}\s*[:/][^\n]{{0,60}}$|^by [^\n.]{{0,60}}$|转载请注明出处|点击查看专题",
    re.MULTILINE,
)
# What each credit has: most texts have none, which is seen at once. What holds another word is found by that.
_WORDS = (*_CREDITED.removeprefix("(?:").removesuffix(")").split("|"), "by ")
_CREDITS = tuple(word for word in _WORDS if not any(other in word for other in _WORDS if other != word))
# "财联社12月8日讯": the date stays, for it may be the only news; "NEW YORK (Reuters) -" goes.
_AGENCY = re.compile(r"^[(\[【]?[^\d\n,。]{2,15}(?=\d{1,2}月\d{1,2}日[^\n,。]{0,12}[电讯])")
# A text that has none but these is normal then, which is found fifty times sooner than it is made so.
_WIDE = tuple(zip("，：（）！？；％．／＋～", ",:()!?;%./+~", strict=True))
_PLACE = re.compile(r"^[^\n.]{2,40}\((?:reuters|ap|afp|bloomberg)\)\s*[-–—]+\s*")


def folded(text: str) -> str:
    """NFKC, case folded: full-width letters and signs are the plain ones."""
    for wide, plain in _WIDE:
        text = text.replace(wide, plain)
    return unicodedata.normalize("NFKC", text).casefold()


def headline(title: str) -> str:
    """A folded title without the form words before it, unless there is nothing else."""
    plain = folded(title).strip()
    return _FORM.sub("", plain) or plain


def opening(text: str, most: int) -> str:
    """The first ``most`` characters of a folded text without its credits."""
    plain = folded(text[: 2 * most + 400]).strip()
    if any(word in plain for word in _CREDITS):
        plain = _CREDIT.sub("", plain).strip()
    return _PLACE.sub("", _AGENCY.sub("", plain))[:most]
