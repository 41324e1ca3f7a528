"""Words found again with their typing errors: a word and what is left of it without one or two of its letters.

Two words that differ by a letter more, less, other or moved share such a rest (the method of symmetric deletes, W. Garbe 2012);
the distance is then counted exactly (Damerau and Levenshtein, restricted form)."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import Final

from entremise.engines.sounds import sound_of
from entremise.engines.trigrams import plain

SHORT: Final = 4  # shorter words are taken as they are
LONG: Final = 7  # from here on two errors are forgiven
STOP: Final = frozenset(
    {
     "a", "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle", "en", "et", "il", "j", "je",
     "l", "la", "le", "les", "leur", "ma", "me", "mes", "mon", "n", "ne", "nous", "on", "ou", "par", "pas",
     "plus", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sur", "un", "une", "d", "c", "y",
     "est", "ai", "as", "t", "veut", "besoin", "cherche", "aide", "aider", "besoins", "faire", "avoir",
    }
)  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that say something, once each, in the singular."""
    found = (singular(word) for word in plain(text).split() if word not in STOP)
    return tuple(dict.fromkeys(word for word in found if len(word) > 1 or word.isdigit()))


def singular(word: str) -> str:
    return word[:-1] if len(word) > SHORT and word[-1] in "sx" else word


def errors_forgiven(word: str) -> int:
    if len(word) < SHORT or word.isdigit():
        return 0
    return 2 if len(word) >= LONG else 1


@lru_cache(maxsize=4096)
def keys_of(word: str) -> frozenset[str]:
    """What a word shares with those that look or sound like it."""
    found = {word}
    for count in range(1, errors_forgiven(word) + 1):
        found |= {
            "".join(letter for at, letter in enumerate(word) if at not in gone)
            for gone in combinations(range(len(word)), count)
        }
    if len(word) >= SHORT:
        found.add(f"~{sound_of(word.upper())}")
    return frozenset(found)


def distance(asked: str, found: str) -> int:
    """How many letters are other, more, less or moved."""
    before_last: list[int] = []
    last = list(range(len(found) + 1))
    for row, letter in enumerate(asked, start=1):
        now = [row]
        for column, other in enumerate(found, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            is_moved = (
                row > 1 and column > 1 and letter == found[column - 2] and asked[row - 2] == other
            )
            now.append(min(cost, before_last[column - 2] + 1) if is_moved else cost)
        before_last, last = last, now
    return last[-1]


def is_begun(asked: str, found: str) -> bool:
    """« psych » is the beginning of « psychologue »."""
    return len(asked) >= 3 and found.startswith(asked)


def looks_like(asked: str, found: str) -> bool:
    """The same word with as many errors as are forgiven, or one that sounds alike."""
    allowed = errors_forgiven(asked)
    if not allowed or not found:
        return False
    if abs(len(asked) - len(found)) <= allowed and distance(asked, found) <= allowed:
        return True
    return (
        len(found) >= SHORT
        and asked[0] == found[0]
        and sound_of(asked.upper()) == sound_of(found.upper())
    )


def alike(asked: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words that this one may be: itself and what it begins, else those that look like it, the nearest first."""
    known = tuple(known)
    exact = tuple(word for word in known if word == asked or is_begun(asked, word))
    if exact:
        return exact
    near = sorted((distance(asked, word), word) for word in known if looks_like(asked, word))
    return tuple(word for _far, word in near)
