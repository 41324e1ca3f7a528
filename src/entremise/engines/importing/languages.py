"""The language that a cell says, as the code by which callers are found."""

from typing import Final

from entremise.engines.trigrams import plain

CODES: Final = {
    "allemand": "de", "anglais": "en", "arabe": "ar", "bambara": "bm", "chinois": "zh", "mandarin": "zh",
    "espagnol": "es", "italien": "it", "kabyle": "kab", "persan": "fa", "dari": "fa", "polonais": "pl",
    "portugais": "pt", "roumain": "ro", "russe": "ru", "somali": "so", "tamoul": "ta", "turc": "tr",
    "ukrainien": "uk", "vietnamien": "vi", "wolof": "wo", "lsf": "lsf", "signes": "lsf",
}  # fmt: skip
FRENCH: Final = frozenset({"fr", "fra", "francais", "francaise"})
NOT_WELL: Final = frozenset({"pas", "peu", "mal", "non", "aucun", "sans"})
SAYS_NONE: Final = frozenset(
    {"oui", "non", "neant", "inconnu", "inconnue", "autre", "nc", "nsp", "nr"}
)


def language_of(text: str) -> str:
    """Its code, French when she speaks it beside another; the start of a word not known; empty when none is said.

    Nobody rings a person whose language no caller has: « français, arabe » is French."""
    words = plain(text).split()
    if FRENCH & {*words} and not NOT_WELL & {*words}:
        return "fr"
    found = next((CODES[word] for word in words if word in CODES), "")
    if found or len(words) != 1 or words[0] in SAYS_NONE:
        return found
    return words[0][:3]
