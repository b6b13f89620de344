"""Forms: what is a list or a form, and no article that tells one thing.

A post is looked at once, when it is stored, by the title and by the shape of its text. The rules name what
such posts call themselves; none names a site. What a rule takes for a form still stands in the lists and in
the digest, only further back (``weights.PLAIN`` says how far), so that a rule that errs hides nothing.
"""

from __future__ import annotations

import re

from digests.decisions.ranking.lists import is_round_up, is_table
from digests.model import Form

_HEAD, _FOOT = 240, 240

# Paid for: marked as such before or after the title, or said in the first or last lines. The word alone is
# no mark: "advertising revenue falls" is news.
_PAID_MARK = (
    r"广告|推广|商业推广|赞助内容?|软文|sponsored(?: content| post)?|advertorial|promoted(?: content)?"
)
_PAID_MARK += r"|paid (?:post|content|partnership|program)|partner content|advertisement"
_PAID = re.compile(
    rf"^\W{{0,3}}(?:{_PAID_MARK})\s*[\]】)）|｜:：]|[\[【(（|｜]\s*(?:{_PAID_MARK})\s*[\]】)）]?\s*$",
    re.IGNORECASE,
)
_PAID_SAID = re.compile(
    r"(?:本文|以上内容|此文).{0,6}(?:商业推广|广告|推广内容|赞助)|广告合作稿|"
    r"this (?:article|post|content|story) (?:is|was) (?:sponsored|paid for|an advertisement)|"
    r"^(?:sponsored|presented|brought to you) by\b",
    re.IGNORECASE | re.MULTILINE,
)
# A company on itself: the wires that carry such texts open with their own name.
_PRESS = re.compile(
    r"/\s*(?:PR\s?Newswire|美通社)\s*/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE|ACCESSWIRE)\)|美通社讯"
)

# What the law or an exchange asks for.
_NOTICE = re.compile(
    r"^(?!.*(?:发布|发出|发|称)\S{0,4}公告$)[^，,。！!？?]{2,60}公告$|"
    r"(?:关于|拟|董事会|监事会|股东大会).{0,40}(?:的公告|的提示性公告|决议)$|公告[（(][^）)]*[）)]$|"
    r"^(?:关于|\S{2,10}[:：]关于).{2,60}的(?:通知|公示|公告|函)$|"
    r"^\S{2,8}[（(]\d{6}(?:\.\w\w)?[）)].{0,40}(?:公告|权益变动|减持计划)|"
    r"^(?:REG|RNS)\b|^form (?:8-k|10-[kq]|6-k|20-f|13[dfg]|4)\b|"
    r"\b(?:director/pdmr shareholding|holding\(s\) in company|transactions? in own shares|"
    r"total voting rights|"
    r"net asset value\(?s?\)?|notice of (?:agm|annual general meeting|results)|result of agm)\b",
    re.IGNORECASE,
)
# Figures of every day.
_TABLE = re.compile(
    r"(?:行情|报价|价格|汇率|涨跌幅|资金流向|净流入|净买入|融资余额|收益率|排名|成交额)(?:一览表?|排行榜?|统计表?|明细表?|表)|"
    r""
    r"龙虎榜|大宗交易(?:一览|明细|数据)|融资融券(?:余额|数据|信息)|人民币.{0,6}中间价|数据一览|一览表$|"
    r"^TABLE\s?[-:–]|\b(?:closing|spot|fixing) (?:prices|rates)\b|\b(?:currency|exchange|fx) rates\b|"
    r"\btop (?:gainers|losers)\b|\b(?:price|data|results?) table\b|\bbox scores?\b|\bstandings$",
    re.IGNORECASE,
)
# Many things at once, by what such posts call themselves.
_ROUND_UP = re.compile(
    r"(?<!联合)[早晚]报$|"
    r"^\S{0,8}[早晚]报(?:\s?[|｜]|\s?[（(]?\d)|早间(?:新闻|要闻|速览)|晚间(?:新闻|要闻|公告|速览)|午间要闻|要闻(?:精选|汇总|速览|回顾|一览)|"
    r"(?:新闻|财经|科技|投资)早(?:餐|知道|参考)|盘前必读|隔夜(?:要闻|要点|外盘|必读)|今日(?:看点|要闻)|"
    r"[一本上]周(?:回顾|要闻|大事|看点|前瞻)|\d+\s?(?:件|条)(?:大事|要闻|新闻)|"
    r"新闻(?:速递|汇总|联播主要内容)|公告(?:汇总|速递|精选)|"
    r"\b(?:news|headlines?) (?:in brief|round-?up|digest|summary|wrap)\b|\bround-?up(?::|$)|"
    r"\b(?:morning|evening|daily|weekend|afternoon) (?:brief(?:ing)?|bid|digest|edition|headlines|news|"
    r"round-?up|report|wrap)\b|\b(?:the )?week (?:in review|ahead)\b|\b(?:things|"
    r"stories) (?:you need )?to (?:know|watch)\b|"
    r"\bwhat to (?:know|watch) (?:today|this (?:week|morning))\b|"
    r"\btop (?:\d+ )?(?:news|stories|headlines)\b|^(?:five|ten|\d+) things\b|"
    r"\bstocks to watch\b|\blinks? of the (?:day|week)\b",
    re.IGNORECASE,
)
# What comes whatever happens.
_COLUMN = re.compile(
    r"星座|运势|黄历|(?:天气|空气质量)预报|(?:双色球|大乐透|福彩|体彩).{0,16}(?:开奖|期)|"
    r"开奖(?:结果|公告)|今日(?:油价|限行)|每日一(?:图|词|题|句)|"
    r"第\s?\d{2,}\s?期|[（(]\d{1,2}月\d{1,2}日[）)]$|"
    r"\bhoroscopes?\b|\bcrossword\b|\bsudoku\b|\bwordle\b|\blottery (?:results|numbers)\b|"
    r"\bweather forecast\b|"
    r"\b(?:word|photo|picture|quote|recipe|deal)s? of the (?:day|week)\b|\b(?:weekly|daily|news) quiz\b|"
    r"\bletters? to the editor\b|\b(?:episode|issue|no\.|vol\.) ?#?\d{2,}\b",
    re.IGNORECASE,
)
_TITLES = (
    (Form.NOTICE, _NOTICE),
    (Form.TABLE, _TABLE),
    (Form.ROUND_UP, _ROUND_UP),
    (Form.COLUMN, _COLUMN),
)


def form_of(title: str, text: str) -> Form:
    """What a post is: the first rule that fits, the costliest first."""
    if _PAID.search(title) or _PAID_SAID.search(text[:_HEAD]) or _PAID_SAID.search(text[-_FOOT:]):
        return Form.ADVERT
    for form, titled in _TITLES:
        if titled.search(title):
            return form
    if is_table(text):
        return Form.TABLE
    if is_round_up(title, text):
        return Form.ROUND_UP
    return Form.PRESS if _PRESS.search(text[:_HEAD]) else Form.ARTICLE
