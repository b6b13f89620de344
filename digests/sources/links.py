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
_PORTS = {"http": "80", "https": "443"}
_LINE_ENDS = re.compile(r"[\t\r\n]+")
_SPACES = re.compile(r"[\s\u3000]+")
_LONGEST = 2000


def canonical_link(link: str, base: str = "") -> str:
    """The absolute http(s) link without tracking parameters, default port and fragment; empty for others.

    Fragments that name a page of a script (``#!/x``, ``#/x``) stay.
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
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    whole = urlunsplit((scheme, place, parts.path or "/", _kept(parts.query), fragment))
    return whole if len(whole) <= _LONGEST else ""


def _kept(query: str) -> str:
    return "&".join(p for p in query.split("&") if p and not _TRACKING.fullmatch(p.partition("=")[0]))
