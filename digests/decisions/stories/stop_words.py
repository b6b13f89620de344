"""Words that say nothing of an event, by themselves: what a young store would take for rare."""

from __future__ import annotations

_ENGLISH = """
a an the and or but if of at by for from in into on onto off out over under to up down with without
as than that
this these those it its he she they them his her their we our you your i is are was were be been
being am has have
had do does did not no will would can could may might must shall should said says say who whom
which what when where
why how there here after before amid about more most also new all
"""
_FRENCH = """
le la les un une des du de d l et ou mais en au aux dans par pour sur sous avec sans ce cet cette
ces il elle ils
elles on nous vous je que qui quoi dont où est sont était a ont été être avoir se sa son ses leur
leurs ne pas plus
après avant selon
"""
_RUSSIAN = """
и в во на с со к ко по из от до за о об у не что как это его её их он она они мы вы я но а или для
при после перед
был была были будет который которая которые также еще ещё уже
"""
_ARABIC = "في من إلى على عن مع أن إن ما لا لم لن هذا هذه ذلك التي الذي و أو ثم بعد قبل كان كانت قد هو هي"
_OTHERS = (
    "el los las del al y con por para una der die das und den dem ein "
    "eine mit von zu im ist il di e da o os as"
)

STOP_WORDS = frozenset(" ".join((_ENGLISH, _FRENCH, _RUSSIAN, _ARABIC, _OTHERS)).split())

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
CALENDAR_WORDS = frozenset(f"{_DAYS} {_MONTHS}".split())
