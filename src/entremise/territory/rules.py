"""A street or a district as it is found again, however it is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
    return without_articles(TOWN.sub("", NUMBER.sub("", text.lower())))


def name_key(text: str) -> str:
    """« Quartier des Grands-Prés », « St Aubry » as « grands pres », « saint aubry »; a code « L » as « l »."""
    return without_articles(text).removeprefix("quartier ") or plain(text)


def without_articles(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", plain(text))
    return " ".join(KINDS.get(word, word) for word in words if word not in ARTICLES)


@dataclass(frozen=True, slots=True)
class DistrictIndex:
    """What leads to the code of a district: its code or name, a street of a commune, else a commune that bears its name."""

    names: Mapping[str, str]  # by `name_key`
    streets: Mapping[
        tuple[str, str], str
    ]  # by `name_key` of the commune, none where unknown, and `street_key`

    def district(self, *, said: str = "", street: str = "", town: str = "") -> str:
        """The code; what was said and leads nowhere is kept as it was said."""
        if not self.names:
            return said
        if found := said and self.names.get(name_key(said)):
            return found
        commune, way = name_key(town), street_key(street)
        by_street = self.streets.get((commune, way)) or self.streets.get(("", way))
        return by_street or said or self.names.get(commune, "")


def letters_of(key: str) -> frozenset[str]:
    """The trigrams of a key, without the word that says what kind of way it is."""
    words = key.split()
    return trigrams(" ".join(words[1:] if len(words) > 1 and words[0] in WAYS else words))


def likeness(asked: frozenset[str], found: frozenset[str]) -> float:
    """Dice's share, 0 to 1, of the trigrams that two names have in common."""
    return 2 * len(asked & found) / (len(asked) + len(found)) if asked and found else 0.0
