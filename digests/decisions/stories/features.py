from __future__ import annotations

from math import log, sqrt

from digests.decisions.stories.prepared import UNDATED
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.weighed import Weighed


def _cos(dot, a, b):
    return sqrt(max(0.0, dot) / (a * b)) if a and b else 0.0


def features(a: Weighed, b: Weighed) -> dict[str, float]:
    f = {}
    common = a.uset & b.uset
    f["su"] = _cos(sum(a.uw[u] * b.uw[u] for u in common), a.norm, b.norm)
    ct = a.title.keys() & b.title.keys()
    dot = sum(a.title[u] ** 2 for u in ct)
    f["st"] = _cos(dot, a.title_norm, b.title_norm)
    co = a.ow.keys() & b.ow.keys()
    f["so"] = _cos(sum(a.ow[u] ** 2 for u in co), a.opening_norm, b.opening_norm)
    x1 = sum(a.title[u] ** 2 for u in a.title.keys() & b.uset) / (a.title_norm ** 2 + .05)
    x2 = sum(b.title[u] ** 2 for u in b.title.keys() & a.uset) / (b.title_norm ** 2 + .05)
    f["cx"], f["cn"] = min(1.2, max(x1, x2)), min(x1, x2)
    y1 = sum(a.title[u] ** 2 for u in a.title.keys() & b.ow.keys()) / (a.title_norm ** 2 + .05)
    y2 = sum(b.title[u] ** 2 for u in b.title.keys() & a.ow.keys()) / (b.title_norm ** 2 + .05)
    f["ox"], f["on"] = max(y1, y2), min(y1, y2)
    cp = a.pset & b.pset
    f["c2"] = sum(a.pw[u] ** 2 for u in cp) / (a.pair_norm * b.pair_norm) if cp else 0.0
    tops = sorted((a.pw[u] for u in cp), reverse=True)
    f["cont"] = sum(tops) / (min(a.pair_total, b.pair_total) + .5)
    f["top5"] = sum(tops[:5])
    ra = next((a.pw[u] for u in a.pairs if u not in b.pset), 0.0)
    rb = next((b.pw[u] for u in b.pairs if u not in a.pset), 0.0)
    f["resmin"], f["resmax"] = min(ra, rb), max(ra, rb)
    share = len(a.frame & b.frame) / (min(len(a.frame), len(b.frame)) + 2)
    f["fr"] = sqrt(share)
    dated = a.seconds != UNDATED and b.seconds != UNDATED
    gap = abs(a.seconds - b.seconds) / 86400 if dated else 0.0
    f["gap"] = min(4.0, gap)
    codeconf = bool(a.codes and b.codes and not a.codes & b.codes)
    numc = min(a.figures, b.figures) - sum(u >= FIGURE for u in common)
    nd = min(a.figures - sum(u >= FIGURE for u in common), b.figures - sum(u >= FIGURE for u in common))
    daysdiff = bool(a.days and b.days and not a.days & b.days)
    f["frameconf"] = share if codeconf or ((nd > 0 or daysdiff) and (gap > .9 or not dated)) else 0.0
    f["numsh"] = min(2.0, sum(a.uw[u] / 1.5 for u in common if u >= FIGURE))
    f["numconf"] = log(1 + max(0, nd))
    f["tnumsh"] = min(2.0, sum(a.title[u] for u in ct if u >= FIGURE))
    f["tnumconf"] = float(bool(a.tfigures and b.tfigures and not a.tfigures & b.tfigures))
    f["tnumin"] = min(2.0, sum(a.title[u] for u in a.tfigures & b.uset) + sum(b.title[u] for u in b.tfigures & a.uset))
    f["ddconf"] = float(daysdiff)
    f["ddsh"] = float(bool(a.days & b.days))
    f["qsh"] = float(bool(a.quoted & b.quoted))
    f["qconf"] = float(bool(a.quoted and b.quoted and not a.quoted & b.quoted))
    f["codeconf"] = float(codeconf)
    f["lrat"] = log((max(a.length, b.length) + 10) / (min(a.length, b.length) + 10))
    hd = sum(a.head[u] ** 2 for u in a.head.keys() & b.head.keys())
    na, nb = sum(x * x for x in a.head.values()), sum(x * x for x in b.head.values())
    f["head"] = hd / sqrt(na * nb) if hd else 0.0
    f["long"] = log(min(a.length, b.length) + 10)
    cs = sum(x * x for u, x in a.subject.items() if u in b.subject)
    sa, sb = sum(x * x for x in a.subject.values()), sum(x * x for x in b.subject.values())
    f["subj"] = sqrt(cs / sqrt(sa * sb)) if cs else 0.0
    f["subjconf"] = float(bool(sa and sb and cs / sqrt(sa * sb) < .2))
    tt = sorted((a.pw.get(u, 0) for u in a.head.keys() & b.pset), reverse=True)
    t2 = sorted((b.pw.get(u, 0) for u in b.head.keys() & a.pset), reverse=True)
    f["hp1"], f["hp2"] = max(sum(tt[:3]), sum(t2[:3])), min(sum(tt[:3]), sum(t2[:3]))
    f["miss"] = min(max((x for u, x in a.title.items() if u not in b.uset), default=0), max((x for u, x in b.title.items() if u not in a.uset), default=0))
    f["missmax"] = max(max((x for u, x in a.title.items() if u not in b.uset), default=0), max((x for u, x in b.title.items() if u not in a.uset), default=0))
    return f
