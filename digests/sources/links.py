"""Links of entries in one form, so that copies of an article meet and readers are not followed around."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from digests.sources.text import printable

# Parameters that only say where a reader came from. Names are documented by Google Analytics and Ads,
# Microsoft, Meta, HubSpot, Mailchimp, Matomo, Yandex, Marketo, Weibo/WeChat share links.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|piwik_\w+|matomo_\w+|hsa_\w+|_hs(?:enc|mi)|__hs\w+|mc_[ce]id|mkt_tok|vero_\w+|"
    r"gclid|gclsrc|dclid|gbraid|wbraid|fbclid|fb_action_\w+|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|"
    r"li_fat_id|oly_\w+_id|wickedid|rb_clickid|s_cid|_openstat|ref_src|ref_url|cmpid|ns_\w+|at_medium|at_campaign|"
    r"at_custom\d|spm|share_token|share_source|from_source|vd_source|nsukey|isappinstalled|fromrss|trackingcode)",
    re.IGNORECASE,
)
# The same behind a "#", as ``#xtor=RSS-1``: Piano and AT Internet, CBS (ftag), Echobox, Webtrekk (wt_mc).
_TRACKING_BEHIND = re.compile(
    r"ref|referrer|xtor|ftag|from|source|src|rss|feed|medium|campaign|cmp|cid|intcmp|intcid|icid|wt_mc|wt\.\w+|"
    r"echobox|link_time|cxrecs_s|comref|tk",
    re.IGNORECASE,
)
# And without a value: IDG (``#tk.rss_news``), Facebook. Other names alone are headings.
_TRACKING_ALONE = re.compile(r"rss|tk\.\w+|_", re.IGNORECASE)
_PORTS = {"http": "80", "https": "443"}
_LINE_ENDS = re.compile(r"[\t\r\n]+")
_SPACES = re.compile(r"[\s\u3000]+")
_LONGEST = 2000


def canonical_link(link: str, base: str = "") -> str:
    """The absolute http(s) link without tracking parameters and default port; empty for others.

    A fragment that leads to a place in the page or names a page of a script stays, one that tracks goes.
    """
    link = _LINE_ENDS.sub("", printable(link)).strip()  # as browsers do: a line end hides no scheme
    if not link:
        return ""
    try:
        parts = urlsplit(urljoin(base, _SPACES.sub("%20", link)) if base else _SPACES.sub("%20", link))
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return ""
    place = f"[{host}]" if ":" in host else host
    if port is not None and str(port) != _PORTS[scheme]:
        place = f"{place}:{port}"
    whole = urlunsplit((scheme, place, parts.path or "/", _kept(parts.query), _place_in(parts.fragment)))
    return whole if len(whole) <= _LONGEST else ""


def _kept(query: str) -> str:
    return "&".join(p for p in query.split("&") if p and not _TRACKING.fullmatch(p.partition("=")[0]))


def _place_in(fragment: str) -> str:
    """A fragment without what tracks in it; what a browser would look for in the page stays."""
    if fragment.startswith(("!", "/")):
        return fragment
    return "&".join(part for part in fragment.split("&") if part and not _tracks(part))


def _tracks(part: str) -> bool:
    name, mark, value = part.partition("=")
    names = _TRACKING_BEHIND if mark and value != "_" else _TRACKING_ALONE
    return bool(_TRACKING.fullmatch(name) or names.fullmatch(name))
