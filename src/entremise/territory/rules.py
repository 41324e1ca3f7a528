"""A street as it is found again, however it is written."""

import re
from typing import Final

from entremise.engines.trigrams import plain

# « 12 bis », « 4, », « 3 ter » before the name; the postcode and the town after it.
NUMBER: Final = re.compile(r"^\s*\d+\s*(bis|ter|quater|[a-d])?\b[\s,]*")
TOWN: Final = re.compile(r"(,|\b\d{5}\b).*$")
KINDS: Final = {
    "r": "rue",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "boul": "boulevard",
    "pl": "place",
    "ch": "chemin",
    "chem": "chemin",
    "all": "allee",
    "imp": "impasse",
    "rte": "route",
    "sq": "square",
    "fg": "faubourg",
    "st": "saint",
    "ste": "sainte",
}
ARTICLES: Final = frozenset({"de", "du", "des", "la", "le", "les", "l", "d"})


def street_key(text: str) -> str:
    """« 12 bis, av. des Grands-Prés, 00100 Aubrelle » as « avenue grands pres »."""
    bare = TOWN.sub("", NUMBER.sub("", text.lower()))
    words = re.findall(r"[a-z0-9]+", plain(bare))
    return " ".join(KINDS.get(word, word) for word in words if word not in ARTICLES)
