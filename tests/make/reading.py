"""How a page reads: without the care that typography takes of its spaces and apostrophes."""

from html import unescape

from django.http import HttpResponseBase

PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2060": ""})


def text(answer: HttpResponseBase) -> str:
    return unescape(answer.content.decode()).translate(PLAIN)
