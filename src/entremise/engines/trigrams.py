"""Finding a name that was typed with mistakes: sets of three letters, compared by their overlap."""

import re
import unicodedata

LETTERS = re.compile(r"[a-z0-9]+")
JOINED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def plain(text: str) -> str:
    """Small letters without accents, one space between words: also a key to sort French names by."""
    if text.isascii():  # most words, at a third of the cost
        return text.lower() if text.isalnum() else " ".join(LETTERS.findall(text.lower()))
    bare = unicodedata.normalize("NFD", text.lower().translate(JOINED))
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(LETTERS.findall(kept))


def trigrams(text: str) -> frozenset[str]:
    """The three-letter pieces of each word, with two blanks before and one after, as pg_trgm makes them."""
    padded = (f"  {word} " for word in plain(text).split())
    return frozenset(word[start : start + 3] for word in padded for start in range(len(word) - 2))
