"""A street as it is found again, however it is written."""

import re
from typing import Final

from entremise.engines.trigrams import plain, trigrams

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
WAYS: Final = frozenset(KINDS.values()) - {"saint", "sainte"} | {"quai", "cours", "ruelle", "lieu"}
ARTICLES: Final = frozenset({"de", "du", "des", "la", "le", "les", "l", "d"})


def street_key(text: str) -> str:
    """« 12 bis, av. des Grands-Prés, 00100 Aubrelle » as « avenue grands pres »."""
    bare = TOWN.sub("", NUMBER.sub("", text.lower()))
    words = re.findall(r"[a-z0-9]+", plain(bare))
    return " ".join(KINDS.get(word, word) for word in words if word not in ARTICLES)


def letters_of(key: str) -> frozenset[str]:
    """The trigrams of a key, without the word that says what kind of way it is."""
    words = key.split()
    return trigrams(" ".join(words[1:] if len(words) > 1 and words[0] in WAYS else words))


def likeness(asked: frozenset[str], found: frozenset[str]) -> float:
    """Dice's share, 0 to 1, of the trigrams that two names have in common."""
    return 2 * len(asked & found) / (len(asked) + len(found)) if asked and found else 0.0
