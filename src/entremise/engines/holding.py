"""Public text that somebody reads before it is shown: phone numbers, mails, bank numbers, links and insults, in French."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from entremise.engines.trigrams import plain


class Hold(StrEnum):
    """Why a text waits for a human; nothing of it is lost."""

    PHONE = "PHONE"
    MAIL = "MAIL"
    IBAN = "IBAN"
    LINK = "LINK"
    INSULT = "INSULT"


UNITS: Final = {
    "zero": 0,
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
}
TENS: Final = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
SAID: Final = re.compile(r"[a-z]+|\d+|[^\sa-z\d.,\-/_()*]")  # without what may stand between digits
FRENCH: Final = re.compile(r"(?:0{0,2}330?|0)[1-9]\d{8}")
LONGEST: Final = 14  # 0033 0 6 12 34 56 78
WORDS_AT_MOST: Final = 4  # « quatre vingt dix sept »
MAIL: Final = re.compile(
    r"\S\s?@\s?\S|\b(?:arobase|arobas)\b|[(\[]\s?(?:at|a)\s?[)\]]|\bat (?:gmail|hotmail|orange|free|sfr|yahoo|outlook)\b"
)
IBAN: Final = re.compile(
    r"\b(?:[a-z]{2}\d{2}(?:[\s\-.]?[a-z0-9]{4}){3,7}(?:[\s\-.]?[a-z0-9]{1,3})?"
    r"|fr[\s\-.]?\d{2}(?:[\s\-.]?[a-z0-9]){23})\b"
)
ENDINGS: Final = r"(?:fr|com|org|net|eu|io|be|ch|info|me|ly|gouv|bzh|site|shop|xyz)"
LINK: Final = re.compile(rf"https?:|\bwww\b|\w\.{ENDINGS}\b|\bpoint {ENDINGS}\b")
LOOKS: Final = str.maketrans("0134578@$€!", "oieastbasei")
INSULTS: Final = re.compile(
    r"\b(?:abrutie?|batarde?|bouffon(?:ne)?|bougnoule?|clodo|con+ard|con+asse|couillon|cretine?|debile|enculee?"
    r"|enfoiree?|fdp|feignasse|fils de pute|gogole?|gouine|merdeux|mongole|negre(?:sse)?|ntm|nique ta \w+|pd"
    r"|petasse|pou?f+iasse|putain|pute|raclure|salaud|salope|sous race|tafiole|tapette|tarlouze|trou du cul|youpin)s?\b"
)


def holds(text: str) -> tuple[Hold, ...]:
    """Why this text is read by a human first, in the order of `Hold`; empty when nothing was found.

    Numbers may be written in words, the sign @ as « arobase », letters as look-alikes or one by one. It prefers to
    hold too much: whoever reads decides.
    """
    said = bare(text)
    found = {
        Hold.PHONE: says_phone(said) or says_phone(letters_as_digits(said)),
        Hold.MAIL: MAIL.search(said),
        Hold.IBAN: IBAN.search(said),
        Hold.LINK: LINK.search(said),
        Hold.INSULT: INSULTS.search(plain(said)) or INSULTS.search(unmasked(said)),
    }
    return tuple(reason for reason, match in found.items() if match)


def bare(text: str) -> str:
    """Small letters without accents or invisible signs, wide digits and letters as plain ones."""
    flat = unicodedata.normalize("NFKD", text).lower()
    return "".join(
        sign
        for sign in flat
        if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )


def letters_as_digits(said: str) -> str:
    """« O6 l2 » as « 06 12 »: an o, an l or an i beside a digit."""
    near = re.sub(r"\bo(?=[\s.\-]?\d)|(?<=\d)o", "0", said)
    return re.sub(r"(?<=\d)[li]|\b[li](?=\d)", "1", near)


def unmasked(said: str) -> str:
    """Words with look-alike signs read as letters, and letters written one by one joined."""
    read = plain(said.translate(LOOKS))
    return re.sub(r"\b(?:[a-z] ){2,}[a-z]\b", lambda found: found.group().replace(" ", ""), read)


def says_phone(said: str) -> bool:
    """Whether the digits of a French number follow each other, in figures or in words, each read in all its ways."""
    words = SAID.findall(said)
    begun: list[set[str]] = [set() for _ in range(len(words) + 1)]
    for at, before in enumerate(begun[:-1]):
        for number, after in numbers_at(words, at):
            for digits in {number, *(one + number for one in before)}:
                if FRENCH.fullmatch(digits):
                    return True
                if len(digits) < LONGEST and digits[0] in "03":
                    begun[after].add(digits)
    return False


def numbers_at(words: list[str], at: int) -> Iterator[tuple[str, int]]:
    """The numbers that may begin here, and the word after each: « quatre vingt dix » is 4, 80 or 90."""
    if words[at].isdecimal():
        yield words[at], at + 1
        return
    for after in range(at + 1, min(at + WORDS_AT_MOST, len(words)) + 1):
        number, used = number_at(words[at:after], 0)
        if number is not None and used == after - at:
            yield str(number), after


def number_at(words: list[str], at: int) -> tuple[int | None, int]:
    """The number in words that begins here, below a hundred, and how many words it takes."""
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word == "quatre" and after in ("vingt", "vingts"):
        base, used = 80, 2
    elif word in TENS:
        base, used = TENS[word], 1
    elif word == "dix" and after in ("sept", "huit", "neuf"):
        return 10 + UNITS[after], 2
    else:
        return UNITS.get(word), 1
    rest = at + used + (words[at + used : at + used + 1] == ["et"])
    if rest >= len(words) or words[rest] not in UNITS:
        return base, used
    unit, more = number_at(words, rest) if base in (60, 80) else (UNITS[words[rest]], 1)
    if unit is None or not 1 <= unit <= (19 if base in (60, 80) else 9):
        return base, used
    return base + unit, rest - at + more
