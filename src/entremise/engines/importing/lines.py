"""Lines of a table as what they say of a person, with every reason why one is left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from entremise.engines.importing.values import (
    day_of,
    has_nir,
    mode_of,
    phones_in,
    region_of,
    text_of,
    title_of,
    yes_or_no,
)
from entremise.engines.importing.vocabulary import (
    Column,
    Contact,
    LineFault,
    LineProblem,
    Reading,
    ReadLine,
    Table,
)
from entremise.engines.trigrams import plain

BORN: Final = re.compile(r"\b(?:n[ée]e?|[ée]p(?:ouse|\.)?|veuve|vve)\s+", re.IGNORECASE)
COUPLE: Final = re.compile(r"\bm(?:r|\.|onsieur)?\s*(?:et|&|ou)\s*m(?:me|adame)\b", re.IGNORECASE)
PARENS: Final = re.compile(r"\(([^)]*)\)")
CEDEX: Final = re.compile(r"\s*cedex.*$", re.IGNORECASE)
LANGUAGES: Final = {
    "arabe": "ar", "portugais": "pt", "espagnol": "es", "italien": "it", "turc": "tr", "tamoul": "ta",
    "kabyle": "kab", "ukrainien": "uk", "anglais": "en", "francais": "fr",
}  # fmt: skip
FORMULA_SIGNS: Final = ("=", "@", "+cmd", "-cmd")


class Cells:
    """The cells of one line by what they hold."""

    def __init__(self, cells: Sequence[object], places: dict[Column, list[int]]) -> None:
        self.cells, self.places = cells, places

    def all(self, column: Column) -> list[object]:
        return [self.cells[index] for index in self.places.get(column, ())]

    def text(self, column: Column) -> str:
        return next(filter(None, map(text_of, self.all(column))), "")


def read_lines(table: Table, mapping: Sequence[Column], *, this_year: int) -> Reading:
    """All lines with a mapping: those that say a person, and those left out with their reason."""
    places: dict[Column, list[int]] = {}
    for index, column in enumerate(mapping):
        places.setdefault(column, []).append(index)
    kept: list[ReadLine] = []
    problems: list[LineProblem] = []
    for number, cells in table.lines:
        try:
            kept.append(read_line(number, Cells(cells, places), this_year))
        except Left as left:
            problems.append(LineProblem(number, left.fault, left.column))
    kept, doubles = without_doubles(kept)
    problems += doubles
    counts = Counter(problem.fault for problem in problems)
    return Reading(tuple(kept), tuple(sorted(problems, key=lambda one: one.line)), dict(counts))


class Left(Exception):
    def __init__(self, fault: LineFault, column: str = "") -> None:
        super().__init__(fault)
        self.fault, self.column = fault, column


def read_line(number: int, cells: Cells, this_year: int) -> ReadLine:
    refuse_hostile(cells)
    last, first, usage = names_of(cells)
    if not last or not first:
        raise Left(LineFault.NO_NAME, Column.LAST)
    birth, year = day_in(cells, Column.BIRTH, this_year)
    registered_on, _ = day_in(cells, Column.REGISTERED_ON, this_year)
    postcode = cells.text(Column.POSTCODE).zfill(5) if cells.text(Column.POSTCODE) else ""
    region = region_of(postcode)
    return ReadLine(
        line=number,
        last=last,
        first=first,
        usage=usage,
        title=title_of(cells.text(Column.TITLE)),
        birth=birth,
        birth_year=year,
        phones=numbers_in(cells, Column.PHONE, region),
        mail=cells.text(Column.MAIL),
        street=" ".join(filter(None, (cells.text(Column.NUMBER), cells.text(Column.STREET)))),
        complement=cells.text(Column.COMPLEMENT),
        postcode=postcode,
        town=CEDEX.sub("", cells.text(Column.TOWN)),
        district=cells.text(Column.DISTRICT),
        contacts=contacts_in(cells, region),
        lives_alone=first_known(cells, Column.LIVES_ALONE),
        hot_home=first_known(cells, Column.HOT_HOME),
        language=language_of(cells.text(Column.LANGUAGE)),
        hearing=cells.text(Column.HEARING),
        mode=mode_of(cells.text(Column.MODE)),
        registered_on=registered_on,
        external_id=cells.text(Column.EXTERNAL_ID),
        note=cells.text(Column.NOTE),
    )


def refuse_hostile(cells: Cells) -> None:
    """Formulas and social security numbers, in any cell."""
    for cell in cells.cells:
        if not isinstance(cell, str) or not cell:
            if isinstance(cell, float) and cell > 10**12 and has_nir(text_of(cell)):
                raise Left(LineFault.NIR)
            continue
        if cell.startswith(FORMULA_SIGNS):
            raise Left(LineFault.FORMULA)
        if len(cell) >= 13 and has_nir(cell):
            raise Left(LineFault.NIR)


def names_of(cells: Cells) -> tuple[str, str, str]:
    """Birth name, first names, name in use; a couple in one cell is two persons to ask about."""
    full = cells.text(Column.FULL_NAME)
    last, first = cells.text(Column.LAST), cells.text(Column.FIRST)
    birth_name, usage = cells.text(Column.BIRTH_NAME), cells.text(Column.USAGE)
    if COUPLE.search(f"{full} {last} {first} {cells.text(Column.TITLE)}"):
        raise Left(LineFault.TWO_PERSONS, Column.LAST)
    if full and not last:
        before, _, after = born_split(full)
        last, first = split_name(after or before, first)
        if after:
            last, birth_name = before, birth_name or last
    before, _, after = born_split(last)
    if after:
        last, birth_name = before, birth_name or after
    if not last:
        last = birth_name or usage
    if birth_name and plain(birth_name) != plain(last):
        return shown(birth_name), shown(first), shown(usage or last)
    return shown(last), shown(first), shown(usage) if plain(usage) != plain(last) else ""


def born_split(name: str) -> tuple[str, str, str]:
    """« LE GALL née KERMARREC » in two; the second is empty without such a word."""
    found = BORN.search(name)
    if found is None or not name[: found.start()].strip():
        return name, "", ""
    return name[: found.start()].strip(), found[0], name[found.end() :].strip()


def split_name(full: str, first: str) -> tuple[str, str]:
    """« PALLUEL Lucienne »: capitals are the name; without capitals, the first word is."""
    bare = re.sub(r"^\s*(mme|m|mr|mlle|madame|monsieur)\.?\s+", "", full, flags=re.IGNORECASE)
    words = bare.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        rest = [word for word in words if word not in capitals]
        return " ".join(capitals), first or " ".join(rest)
    return (words[0], first or " ".join(words[1:])) if words else ("", first)


def shown(name: str) -> str:
    """A name as it is written to somebody: capitals become « Le Gall », mixed letters stay."""
    if not name.isupper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def day_in(cells: Cells, column: Column, this_year: int) -> tuple[date | None, int | None]:
    for cell in cells.all(column):
        try:
            found = day_of(cell, this_year=this_year)
        except ValueError:
            raise Left(LineFault.BAD_DATE, column) from None
        if found != (None, None):
            return found
    return None, None


def numbers_in(cells: Cells, column: Column, region: str) -> tuple[str, ...]:
    found: list[str] = []
    for cell in cells.all(column):
        try:
            found += phones_in(cell, region)
        except ValueError:
            raise Left(LineFault.SCIENTIFIC_PHONE, column) from None
    return tuple(dict.fromkeys(found))


def contacts_in(cells: Cells, region: str) -> tuple[Contact, ...]:
    """The person to warn: name, link and number, in one cell or in three."""
    name, link = cells.text(Column.CONTACT_NAME), cells.text(Column.CONTACT_LINK)
    phones = numbers_in(cells, Column.CONTACT_PHONE, region)
    if not name:
        return ()
    if not phones:
        phones = phones_in(name, region) if re.search(r"\d{2}", name) else ()
    inside = PARENS.search(name)
    bare = re.sub(r"[\d+][\d .\-]{8,}", "", PARENS.sub("", name)).strip(" ,;:-")
    return (Contact(bare, link or (inside[1] if inside else ""), phones[0] if phones else ""),)


def first_known(cells: Cells, column: Column) -> bool | None:
    return next(
        (known for cell in cells.all(column) if (known := yes_or_no(cell)) is not None), None
    )


def language_of(text: str) -> str:
    word = plain(text)
    return LANGUAGES.get(word, word[:3])


def without_doubles(lines: list[ReadLine]) -> tuple[list[ReadLine], list[LineProblem]]:
    """Lines of the same name, first name and day of birth: the first stays."""
    seen: dict[tuple[object, ...], int] = {}
    kept, doubles = [], []
    for line in lines:
        key = (plain(line.usage or line.last), plain(line.first), line.birth or line.birth_year)
        if key[2] is not None and key in seen:
            doubles.append(LineProblem(line.line, LineFault.DOUBLE, other_line=seen[key]))
        else:
            seen.setdefault(key, line.line)
            kept.append(line)
    return kept, doubles


def too_young(lines: Sequence[ReadLine], *, at_least: int, this_year: int) -> Iterator[ReadLine]:
    """Lines of people who cannot be of this age yet."""
    for line in lines:
        if line.birth_year is not None and this_year - line.birth_year < at_least:
            yield line
