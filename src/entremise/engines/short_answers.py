"""What somebody means who answers a text message in French: yes, no, stop, start again, or something for a human to read."""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Word(StrEnum):
    YES = "YES"
    NO = "NO"
    STOP = "STOP"
    START = "START"


POLITE: Final = re.compile(
    r"\b(bonjour|bonsoir|coucou|salut|merci( (beaucoup|bien|a vous|d avance))?|svp|stp|s il (vous|te) plait"
    r"|madame|monsieur|cordialement|bone (journe|soire)|bien a vous)\b"
)
YES: Final = frozenset(
    {"oui", "oui oui", "ouais", "ok", "okay", "d acord", "oui d acord", "yes", "volontiers", "bien sur"}
    | {"oui bien sur", "oui ok", "ok oui", "avec plaisir", "oui avec plaisir", "oui volontiers", "je veux bien"}
    | {"oui je veux bien", "c est bon", "oui c est bon", "c est d acord", "je suis d acord", "pas de probleme"}
)  # fmt: skip
NO: Final = frozenset(
    {"non", "non non", "no", "non pas posible", "pas posible", "imposible", "non desole", "non desole e"}
    | {"je ne peux pas", "je peux pas", "non je ne peux pas", "non je peux pas", "desole", "desole e", "non ca va"}
)  # fmt: skip
STOP: Final = frozenset(
    {"stop", "aret", "areter", "aretez", "desabonement", "desabonez", "unsubscribe"}
)
STOP_ASKED: Final = re.compile(
    r"^(ne m (ecrivez|envoyez) plus|plus (de|aucun) (sms|mesage|texto)s?)\b"
)
START: Final = frozenset({"start", "reprendre", "reprise", "start sms", "reprendre sms"})
SHORT: Final = 3  # words beside which « stop » is still the message


def plain(text: str) -> str:
    """Small letters without accents, each once: « Ouiii ! » and « OUI » are one."""
    text = unicodedata.normalize("NFD", text.casefold().replace("👍", " oui ").replace("œ", "oe"))
    bare = "".join(sign for sign in text if not unicodedata.combining(sign))
    single = re.sub(r"([a-z])\1+", r"\1", re.sub(r"[^a-z0-9]+", " ", bare))
    return single.strip()


def word_of(text: str) -> tuple[Word | None, bool]:
    """The word that a text says, and whether it says nothing else; a text that is not clear says none.

    « stop » is heard beside other words too: whoever begs for silence is not asked to spell it."""
    said = " ".join(POLITE.sub(" ", plain(text)).split())
    words = said.split()
    if said in START:
        return Word.START, True
    if (
        STOP & set(words[:1])
        or (STOP & set(words) and len(words) <= SHORT)
        or STOP_ASKED.match(said)
    ):
        return Word.STOP, len(words) <= SHORT
    if said in YES:
        return Word.YES, True
    return (Word.NO, True) if said in NO else (None, False)
