"""One cell: what it says as text, a day, a number to ring, yes or no."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final

import phonenumbers

from entremise.engines.numbering import at_home, country_of
from entremise.engines.remembering import remembered
from entremise.engines.trigrams import plain

EXCEL_START: Final = date(1899, 12, 30)
NO_DAY: Final = date(1900, 1, 1)
SERIALS: Final = range(4_000, 60_000)  # 1910 to 2064
AT: Final = r"(?:\s+[aà]\s.*|[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?$"  # « 12/03/1938 à Rennes », « 12/03/1938 00:00:00 »
DAY_FIRST: Final = re.compile(
    rf"^(?:n[ée]+(?:\(?e\)?)?\s)?\s*(?:le\s)?\s*(\d{{1,2}})[ /.\-](\d{{1,2}})[ /.\-](\d{{4}}|\d{{2}})\s*{AT}",
    re.IGNORECASE,
)
IN_WORDS: Final = re.compile(
    rf"^\D*?(\d{{1,2}})(?:er)?[\s.\-]+([^\W\d]+)[\s.\-]+(\d{{4}}|\d{{2}})\s*{AT}", re.IGNORECASE
)
MONTHS: Final = (
    "jan",
    "fev",
    "mar",
    "avr",
    "mai",
    "juin",
    "juil",
    "aou",
    "sep",
    "oct",
    "nov",
    "dec",
)
NOBODY_KNOWS: Final = frozenset(
    {"", "inconnu", "inconnue", "nc", "n c", "ne sait pas", "non connu", "non connue", "non communique", "neant", "sans", "nr", "non renseigne"}
)  # fmt: skip
ADULT: Final = 18
OLDEST: Final = 125  # nobody has been older
ONLY_YEAR: Final = re.compile(r"^(?:\d{1,2}[/.\-])?[^\d]*((?:19|20)\d{2})[^\d]*$")
YEAR_FIRST: Final = re.compile(  # no day of `PACKED` has such a month: « 19380312 »
    r"^\s*(?:(\d{4})[-/.](\d{2})[-/.](\d{2})|((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})$)"
)
SHORT_YEAR: Final = re.compile(r"\D\d{2}$")
CONTROLS: Final = dict.fromkeys((*range(9), *range(11, 13), *range(14, 32), 127))
OF_SPREADSHEETS: Final = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#NOMBRE!", "#NUM!", "#NUL!", "#NULL!"}
)  # fmt: skip
PACKED: Final = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
SCIENTIFIC: Final = re.compile(r"^\d+([.,]\d+)?e\+?\d+$", re.IGNORECASE)
BETWEEN_DIGITS: Final = str.maketrans("", "", " \t\n\xa0\u202f.-/_")
IN_A_ROW: Final = re.compile(r"(?<!\d)0[1-9](?:[\s.\-_/]?\d{2}){4}(?!\d)")
NARROW: Final = re.compile(r"[^\S\n]")  # any space within a line: the library reads few of them
NATIONAL: Final = re.compile(r"^0[1-9]\d{8}$")
NIR: Final = re.compile(
    r"([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[ab])\d{6})(\d{2})?", re.IGNORECASE
)
NUMBER: Final = re.compile(r"\d+(?:(?<=2)[ab]\d*)?", re.IGNORECASE)
NUMBERS: Final = re.compile(rf"{NUMBER.pattern}(?:[\s.\-]+{NUMBER.pattern})*", re.IGNORECASE)
AS_ON_THE_CARD: Final = [1, 2, 2, 2, 3, 3]
MANY_DIGITS: Final = re.compile(r"[1-478](?:[\s.\-]*[\dab]){12}", re.IGNORECASE)
YES: Final = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "seul", "seule"})
NO: Final = frozenset({"non", "n", "0", "faux", "false", "no"})


def text_of(cell: object) -> str:
    """A cell as text: whole numbers lose the point that spreadsheets give them; « #N/A » says nothing."""
    if isinstance(cell, str):
        if not cell.isprintable():  # a sign of control in a name would tear the entry
            cell = cell.translate(CONTROLS)
        text = cell.strip() if cell.isascii() else unicodedata.normalize("NFC", cell).strip()
        return "" if text[:1] == "#" and text in OF_SPREADSHEETS else text
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    return str(cell)


def day_of(
    cell: object, *, this_year: int, uses_1904: bool = False
) -> tuple[date | None, int | None]:
    """The day of a cell, or its year alone; both none when it is empty; raise `ValueError` when it is unreadable.

    Days come first; two digits of a year above this one's are of the last century; the first of January
    means that only the year is known, except 1900 which means nothing; « inconnue » says nothing."""
    found = exact_day(cell, this_year=this_year, uses_1904=uses_1904)
    if isinstance(found, int):
        return None, found
    if found is None or found == NO_DAY:
        return None, None
    return (None, found.year) if (found.day, found.month) == (1, 1) else (found, found.year)


@remembered
def birth_of(cell: object, *, this_year: int) -> tuple[date | None, int | None]:
    """As `day_of`, of somebody old: « 05/06/24 » is 1924, and a spreadsheet that made 2029 of « 29 » meant 1929; raise `ValueError` for what nobody alive has."""
    day, year = day_of(cell, this_year=this_year)
    is_short = isinstance(cell, str) and bool(SHORT_YEAR.search(cell.strip()))
    if year is not None and year > this_year - (ADULT if is_short else 0):
        day, year = (day and day.replace(year=year - 100)), year - 100
    if year is not None and not this_year - OLDEST <= year <= this_year:
        raise ValueError(cell)  # « 12/03/1838 », « 12/03/2938 »
    return day, year


def exact_day(cell: object, *, this_year: int, uses_1904: bool = False) -> date | int | None:
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = text_of(cell)
    if not text.strip("0 /.-") or (isinstance(cell, str) and plain(text) in NOBODY_KNOWS):
        return None
    if isinstance(cell, int | float) and int(cell) in SERIALS:
        return EXCEL_START + timedelta(days=int(cell) + (1462 if uses_1904 else 0))
    return written_day(text, this_year)


def written_day(text: str, this_year: int) -> date | int:
    """A day written by somebody, or its year alone (« vers 1938 », « mars 1938 »); raise `ValueError` when it is none."""
    if match := YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups() if part)
        return date(year, month, day)
    if match := DAY_FIRST.match(text) or (PACKED.match(text.zfill(8)) if len(text) > 6 else None):
        day, month, year = (int(part) for part in match.groups())
        year = full_year(year, this_year) if year < 100 else year
        # « 00/00/1940 »: offices write so what they do not know.
        return year if not (day and month) else date(year, month, day)
    if match := IN_WORDS.match(text):
        year = int(match[3])
        year = full_year(year, this_year) if year < 100 else year
        return date(year, month_of(match[2]), int(match[1]))
    if match := ONLY_YEAR.match(text):
        return int(match[1])
    raise ValueError(text)


def month_of(word: str) -> int:
    """The number of a month by the start of its name; raise `ValueError`."""
    found = (
        number for number, start in enumerate(MONTHS, start=1) if plain(word).startswith(start)
    )
    number = next(found, None)
    if number is None:
        raise ValueError(word)
    return number


def full_year(two_digits: int, this_year: int) -> int:
    return 1900 + two_digits if two_digits > this_year % 100 else 2000 + two_digits


def phones_in(cell: object) -> tuple[str, ...]:
    """Every number of a cell as `+33199001200`; raise `ValueError` for a number lost in scientific notation."""
    text = text_of(cell)
    if not text:
        return ()
    digits = text if text.isalnum() else text.translate(BETWEEN_DIGITS)
    if NATIONAL.match(digits):
        return (f"+{country_of(digits[1:])}{digits[1:]}",)
    if len(digits) == 9 and digits.isdigit() and digits[0] != "0":
        return phones_in(f"0{digits}")
    if SCIENTIFIC.match(text):
        raise ValueError(text)
    return matched_phones(text)


def matched_phones(text: str) -> tuple[str, ...]:
    spaced = NARROW.sub(" ", text)
    found = phonenumbers.PhoneNumberMatcher(spaced, "FR", leniency=phonenumbers.Leniency.POSSIBLE)
    written = (
        phonenumbers.format_number(at_home(match.number), phonenumbers.PhoneNumberFormat.E164)
        for match in found
    )
    in_a_row = (one for row in IN_A_ROW.findall(text) for one in phones_in(row))  # « 06…78-02…33 »
    return tuple(dict.fromkeys((*written, *in_a_row)))


@remembered
def yes_or_no(cell: object) -> bool | None:
    text = text_of(cell)
    word = text.lower() if text.isalpha() else plain(text)
    if word in YES or word.startswith(("vit seul", "oui")):
        return True
    return False if word in NO else None


def has_nir(text: str) -> bool:
    """Whether a text holds a social security number: 13 digits, or 15 with a valid key (mod 97), also beside another number."""
    if not MANY_DIGITS.search(text):
        return False
    return any(nir_among(NUMBER.findall(run[0])) for run in NUMBERS.finditer(text))


def nir_among(numbers: list[str]) -> bool:
    """Whether numbers that stand side by side are one, or some of them in a row."""
    for start in range(len(numbers)):
        for end in range(start + 1, len(numbers) + 1):
            match = NIR.fullmatch("".join(numbers[start:end]))
            if match is None:
                continue
            body, key = match.groups()
            if key is not None:
                number = int(body.upper().replace("2A", "19").replace("2B", "18"))
                if 97 - number % 97 == int(key):
                    return True
            # Some of them without key must look like one: two phones may hold any 13 digits.
            elif (
                end - start in {1, len(numbers)}
                or [*map(len, numbers[start:end])] == AS_ON_THE_CARD
            ):
                return True
    return False


@remembered
def title_of(text: str) -> str:
    word = plain(text) if text else ""
    if word in {"mme", "madame", "mlle", "melle", "mademoiselle", "f", "femme", "feminin", "2"}:
        return "MADAME"
    return "MONSIEUR" if word in {"m", "mr", "monsieur", "h", "homme", "masculin", "1"} else ""


def mode_of(cell: object) -> str:
    """Who asked for the entry: herself, a third party in writing, a legal representative."""
    word = plain(text_of(cell))
    if not word:
        return ""
    if any(part in word for part in ("represent", "tuteur", "curateur", "mandataire")):
        return "REPRESENTATIVE"
    if any(
        part in word
        for part in ("tiers", "fille", "fils", "famille", "proche", "medecin", "voisin")
    ):
        return "THIRD_PARTY"
    return "SELF"
