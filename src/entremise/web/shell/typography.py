"""French typography, in one place: spaces that do not break, apostrophes, no break in « avez-vous »."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

NARROW: Final = "\u202f"  # before ; ! ? and inside « » and numbers
WIDE: Final = "\u00a0"  # before : and between a number and its unit
JOINER: Final = "\u2060"

# Tags, and whole elements whose text is left as it is.
MARKUP = re.compile(
    r"(<(script|style|textarea|pre|code|kbd)\b.*?</\2\s*>|<!--.*?-->|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
WORTH = re.compile(r"['&:;!?«»%€°-]|\d")

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
PRONOUNS = "je|tu|il|elle|on|nous|vous|ils|elles|ce|moi|toi|le|la|les|lui|leur|y|en|t"
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)(?:'|&#x27;|&#39;|&rsquo;)(?=[\w«&])"), "’"),
    (re.compile(r"[ \u00a0]+([;!?»])"), NARROW + r"\1"),
    (re.compile(r"«[ \u00a0]*(?=\S)"), "«" + NARROW),
    (re.compile(r"(?<=[\w»)%]) +:(?=\s|$)"), WIDE + ":"),
    (re.compile(r"(?<=\d) +(?=(?:%|€|°|h|min|km|m|kg|Mo|ko|ans|mois|jours?)(?:\W|$))"), WIDE),
    (re.compile(r"(?<=\d) h +(?=\d\d)"), WIDE + "h" + WIDE),
    (re.compile(r"(?<=\dh) (?=\d\d)"), WIDE),
    (re.compile(r"(?<=\d\u00a0h) (?=\d\d)"), WIDE),
    (re.compile(r"(?<!/\d{4})(?<=\d) (?=\d\d\d?(?:\D|$))"), NARROW),  # not in 26/11/2026 12:55
    (re.compile(r"(?<=[Nn]°) +(?=\d)"), WIDE),
    (re.compile(rf"(?<![\d,.])1 (?=(?:{MONTHS})\b)"), "1er "),
    (re.compile(rf"(?<=\w)-(?=(?:{PRONOUNS})\b)", re.IGNORECASE), "-" + JOINER),
)


def french(text: str) -> str:
    """A piece of visible text, as a French printer sets it; setting it twice changes nothing."""
    if WORTH.search(text) is None:
        return text
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def french_html(html: str) -> str:
    """A page whose visible text is set; tags, scripts and typed text are left alone."""
    return "".join(pieces(html))


def pieces(html: str) -> Iterable[str]:
    start = 0
    for tag in MARKUP.finditer(html):
        yield french(html[start : tag.start()])
        yield tag.group()
        start = tag.end()
    yield french(html[start:])


class TypographyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and is_page(response):
            response.content = french_html(response.content.decode(response.charset)).encode()
        return response


def is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
