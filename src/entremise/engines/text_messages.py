"""What a text message can carry: its alphabet, its parts, and a text made to fit (3GPP TS 23.038 and 23.040)."""

import unicodedata
from typing import Final

GSM_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED: Final = frozenset("^{}\\[~]|€\f")
ALONE, JOINED = (160, 70), (153, 67)  # signs of a part: GSM 7-bit, UCS-2
NEAR: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "..."}
    | {"œ": "oe", "Œ": "OE", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2060": "", "\t": " "}
)


def gsm_length(text: str) -> tuple[int, list[str]]:
    """Signs of a text in the GSM 7-bit alphabet, and those that it cannot hold."""
    strange = sorted({sign for sign in text if sign not in GSM_BASIC | GSM_EXTENDED})
    return sum(2 if sign in GSM_EXTENDED else 1 for sign in text), strange


def is_gsm(text: str) -> bool:
    """Whether seven bits a sign are enough; if not, each takes sixteen."""
    return not gsm_length(text)[1]


def parts_count(text: str) -> int:
    """How many parts a text is sent and paid in; at least one."""
    plain = is_gsm(text)
    length = gsm_length(text)[0] if plain else len(text.encode("utf-16-le")) // 2
    alone, joined = (row[0 if plain else 1] for row in (ALONE, JOINED))
    return 1 if length <= alone else -(-length // joined)


def folded(text: str) -> str:
    """The same words in the GSM alphabet where they have a near letter: « dès août » gives « dès aout »."""
    return "".join(map(near, unicodedata.normalize("NFC", text.translate(NEAR))))


def near(sign: str) -> str:
    if sign in GSM_BASIC | GSM_EXTENDED:
        return sign
    plain = unicodedata.normalize("NFD", sign)[0]
    return plain if plain in GSM_BASIC else sign


def fitted(text: str, *, parts: int) -> str:
    """A text folded, and cut after a whole word when it takes more than so many parts."""
    text = folded(text)
    if parts_count(text) <= parts:
        return text
    words = text.split(" ")
    while len(words) > 1 and parts_count(" ".join(words) + "...") > parts:
        words.pop()
    shorter = " ".join(words)
    while shorter and parts_count(shorter + "...") > parts:  # one endless word
        shorter = shorter[:-1]
    return shorter + "..."
