"""Public text that somebody reads before it is shown: phone numbers, mails, bank numbers, links and insults, in French."""

import re
import unicodedata
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
APART: Final = r"[\s.,\-/_()*]{0,3}"
PHONE: Final = re.compile(
    rf"(?<!\d)(?:\+?0{{0,2}}33{APART}0?|0){APART}[1-9](?:{APART}\d){{8}}(?!\d)"
)
MAIL: Final = re.compile(
    r"\S\s?@\s?\S|\b(?:arobase|arobas)\b|[(\[]\s?(?:at|a)\s?[)\]]|\bat (?:gmail|hotmail|orange|free|sfr|yahoo|outlook)\b"
)
IBAN: Final = re.compile(
    r"\b(?:[a-z]{2}\d{2}(?:[\s\-.]?[a-z0-9]{4}){3,7}(?:[\s\-.]?[a-z0-9]{1,3})?"
    r"|fr[\s\-.]?\d{2}(?:[\s\-.]?[a-z0-9]){23})\b"
)
ENDINGS: Final = r"(?:fr|com|org|net|eu|io|be|ch|info|me|ly|gouv|bzh|site|shop|xyz)"
JOINED: Final = (
    re.compile(  # « zéro quatre vingt » is 04 20 as well as 0 80, « soixante dix » 60 10
        r"\b(quatre|soixante|vingts?)[\s\-]+(vingts?|dix|onze|douze|treize|quatorze|quinze|seize)\b"
    )
)
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
    readings = with_digits(said), with_digits(JOINED.sub(r"\1, \2", said)), letters_as_digits(said)
    found = {
        Hold.PHONE: next(filter(None, map(PHONE.search, readings)), None),
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


def with_digits(said: str) -> str:
    """The text with its numbers in words as digits: « zero six quatre-vingt-dix » as « 0 6 90 »."""
    words = re.findall(r"[a-z]+|\d+|[^\sa-z\d]", said.replace("-", " "))
    out: list[str] = []
    at = 0
    while at < len(words):
        number, used = number_at(words, at)
        out.append(words[at] if number is None else str(number))
        at += used
    return " ".join(out)


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
