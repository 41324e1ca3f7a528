"""The names of one line: apart or in one cell, with « née », « épouse », « veuve », a title, a particle."""

import re
from sys import intern
from typing import Final

from entremise.engines.importing.cells import Cells, Left
from entremise.engines.importing.values import title_of
from entremise.engines.importing.vocabulary import Column, LineFault
from entremise.engines.remembering import remembered
from entremise.engines.trigrams import plain

TITLES: Final = r"(?:mme|mlle|melle|mr|m|madame|mademoiselle|monsieur)"
TITLE: Final = re.compile(rf"^\s*({TITLES})\b\.?\s*", re.IGNORECASE)
WIDOW: Final = re.compile(r"^\s*(?:veuve|vve|veuf)\b\.?\s*", re.IGNORECASE)
BORN: Final = re.compile(r"[\s(,]+n[ée]+(?:\(?e\)?)?\s+", re.IGNORECASE)
MARRIED: Final = re.compile(r"[\s(,]+(?:[ée]p(?:ouse\b|\.|\b)|veuve\b|vve\b\.?)\s*", re.IGNORECASE)
COUPLE: Final = re.compile(
    rf"\b{TITLES}\.?\s*(?:et|&|ou|/|\+|-)\s*{TITLES}\b|\bm\.\s*mme\b"
    r"|^\s*(?:[ée]poux|couple|famille|mm\.?|mmes|messieurs|mesdames)\s",
    re.IGNORECASE,
)
TWO: Final = re.compile(r"\w\s+(?:et|&|\+)\s+\w", re.IGNORECASE)
PARTICLES: Final = frozenset(
    {"le", "la", "les", "de", "du", "des", "d", "van", "von", "der", "el", "ben", "di", "da", "saint", "sainte"}
)  # fmt: skip


def names_of(cells: Cells) -> tuple[str, str, str, str]:
    """Birth name, first names, name in use, title; a couple in one cell is two persons to ask about."""
    full, title = cells.text(Column.FULL_NAME), cells.text(Column.TITLE)
    last, first = cells.text(Column.LAST), cells.text(Column.FIRST)
    birth_name, usage = cells.text(Column.BIRTH_NAME), cells.text(Column.USAGE)
    if any(map(is_couple, (full, last, first, f"{title} "))) or any(
        map(are_two, (full, last, first))
    ):
        raise Left(LineFault.TWO_PERSONS, Column.LAST)
    title = title_of(title) or title_before(full or last)
    if full and not last:
        last, in_use, own_first = taken_apart(full, first_leads=cells.first_leads)
        usage, first = usage or in_use, first or own_first
    else:
        in_use, born, whole = parted(bare(last))
        last, usage = whole or born, usage or in_use
    if birth_name and plain(birth_name) != plain(last):
        last, usage = birth_name, usage or last
    last = last or usage
    is_same = not usage or plain(usage) == plain(last)
    return shown(last), shown(first), "" if is_same else shown(usage), title


@remembered
def is_couple(text: str) -> bool:
    """« M. et Mme »; a name of letters alone is of one person, even « Moum »."""
    return not text.isalpha() and COUPLE.search(text) is not None


def are_two(name: str) -> bool:
    """« LEGAY Jean et Marie », « Jean & Marie »."""
    return " " in name and TWO.search(name) is not None


def title_before(name: str) -> str:
    """« Mme » before a name."""
    found = TITLE.match(name) if name[:1] in {"m", "M"} else None
    return title_of(found[1]) if found else ""


def bare(name: str) -> str:
    """A name without title, and without « Veuve » before it."""
    return WIDOW.sub("", TITLE.sub("", WIDOW.sub("", name))).strip(" ,") if " " in name else name


def parted(name: str) -> tuple[str, str, str]:
    """« LE GALL née KERMARREC » and « KERMARREC ép. LE GALL »: name in use, birth name, both with what follows them."""
    if " " not in name:
        return "", "", name
    if found := BORN.search(name):
        return name[: found.start()].strip(), name[found.end() :].strip(" )"), ""
    if found := MARRIED.search(name):
        return name[found.end() :].strip(" )"), name[: found.start()].strip(), ""
    return "", "", name


def taken_apart(full: str, *, first_leads: bool = False) -> tuple[str, str, str]:
    """One cell as birth name, name in use (empty when it is the same) and first names."""
    usage, born, whole = parted(bare(full))
    if whole:
        last, first = split_name(whole, first_leads=first_leads)
        return last, "", first
    usage_alone, first_of_usage = split_name(usage, first_leads=first_leads)
    born_alone, first_of_born = split_name(born, first_leads=first_leads)
    if first_of_born and not (is_mixed(usage) and not is_mixed(born)):
        return born_alone, usage, first_of_born
    return born, usage_alone, first_of_usage


def split_name(full: str, *, first_leads: bool = False) -> tuple[str, str]:
    """« PALLUEL Lucienne », « Palluel, Lucienne »: a comma parts them, else capitals are the name, else the order is."""
    before, comma, after = full.partition(",")
    if comma and before.strip() and after.strip() and not is_mixed(before):
        return (after.strip(), before.strip()) if first_leads else (before.strip(), after.strip())
    words = full.replace(",", " ").split()
    if is_mixed(full):
        last = [word for word in words if is_capital(word)]
        return " ".join(last), " ".join(word for word in words if not is_capital(word))
    if first_leads and len(words) > 1:
        return " ".join(words[1:]), words[0]
    count = next(
        (index for index, word in enumerate(words, 1) if plain(word) not in PARTICLES), len(words)
    )
    return " ".join(words[:count]), " ".join(words[count:])


def is_capital(word: str) -> bool:
    return word.isupper() and len(word.strip(".")) > 1


def is_mixed(name: str) -> bool:
    """Whether capitals tell the name from the first name."""
    words = name.split()
    return any(map(is_capital, words)) and not all(map(is_capital, words))


def shown(name: str) -> str:
    """A name as it is written to somebody: capitals become « Le Gall », mixed letters stay."""
    # A delivery repeats its names: each is kept once, and no longer than they serve.
    return intern(from_capitals(name) if name.isupper() else name)


@remembered
def from_capitals(name: str) -> str:
    words = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return words.replace("i̇", "i")  # of İ
