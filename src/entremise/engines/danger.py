"""Words that may speak of danger, in what somebody typed: a human looks at once. Better ten times for nothing than once too late.

Text and signs are folded alike, so that a word counts however it is spelt: « suissider », « violance », « frape ». A no is
not looked for: « je ne veux pas mourir » is read by a human too. The sentences of the tests are the measure; add one with each sign."""

import re
from typing import Final

from entremise.engines.trigrams import plain

# One letter for what sounds alike; doubled letters once.
FOLDS: Final = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"c(?=[eiy])", "s"),
        (r"ph", "f"),
        (r"e(?=[nm](?:[^aeiouynm ]))", "a"),
        (r"y", "i"),
        (r"([a-z])\1+", r"\1"),
    )
)

# In plain words: « * » any ending, « ... » up to four words, « ( | ) » one of them.
SELF_HARM: Final = """
    suicid* sucid* scarifi* overdose*
    (me|se|m|s) (tuer|tue|pendre|pend|foutre) | (me|se) (jeter|jette) (par|sous|dans|du)
    mourir* | finir mes jours | en finir | tout arreter | (envie|veux) (de )?crever
    (plus|pas|arreter) ... vivre | (veux|voudrais*|envie|aimerais*) (de )?disparaitre
    coup* les veines | ouvri* les veines | saut* par la fenetre
    (me|se|lui|nous|m|s) ... fai* du mal | (fait|font|fais) du mal
    aval* ... (medicament*|cachet*|comprime*|javel) | trop de (medicament*|cachet*|comprime*)
"""
VIOLENCE: Final = """
    frap* | cogn* | gifl* | etrangl* | menac* | menass* | sequestr* | enferm* | agress* | maltrait* | harcel* | batu*
    (me|nous|se|la|le|les) bat | bat (ma|sa|mes|ses|mon|son|les) | fait battre
    (me|nous|la|les|m a|l a) tap* | tap* dessus
    viol | viols | viole | violes | violer | violence* | violent*
    (a|as|avec|sort|sorti|pris|prend) (un|une) (couteau|fusil|pistolet|arme) | est arme* | arme a feu
    peur (de|du|d|pour) (mon|ma|mes|lui|elle|sa|ses|un|une|ex|pere|mari) | peur qu (il|elle)
    en danger | au secours | secours | sos | help | (essaie|essaye|veut|force) ... (entrer|rentrer)
    (enfant*|bebe*|petit*) seul*
"""
FIRE_AND_WATER: Final = """
    (le|un|au|en|pris|prend) feu | incend* | (la|de|une|beaucoup) fumee | explos* | monoxyd*
    (ca|maison|appartement|immeuble|cuisine|voisin*|tout) brul*
    (odeur*|fuite*|sent|sens) ... gaz | eau monte | inond*
"""
HEALTH: Final = """
    respir* (plus|pas|mal) | (plus|pas|mal|peine|difficult*) ... respir* | etouf* | inconscient*
    perdu conais* | evanoui* | malaise* | convuls* | infarctus | avc | saign* | hemorag* | paralys*
    crise (cardiaque|d epilepsie) | (fait|fais) une crise | mal ... poitrine | douleur* ... (poitrine|coeur)
    reveill* (plus|pas) | bouche tordue | parle mal | (sent|sens) plus (son|mon|sa|ma) (bras|jambe|main)
    (il|elle|maman|papa|mere|pere|mari|femme|voisin*|soeur|frere) ... repond* (plus|pas)
    (suis|est|reste*) ... par terre | tomb* ... (releve*|leve*|bouge*)
    (peux|peut|arrive|arrivons) (plus|pas) ... (me|se|la|le) (relever|lever) | (peux|peut) (plus|pas) bouger
    coup de (chaleur|chaud) | de fievre | vomi* | deshydrat* | coince* | bloqu* dans
    (rien|pas|plus) (mange|bu) | (rien|plus) a (manger|boire) | plus d eau
"""


def folded(text: str) -> str:
    """Plain words as they sound: « Violance » and « violence » are one."""
    said = plain(text)
    for pattern, letter in FOLDS:
        said = pattern.sub(letter, said)
    return said


def sign_of(written: str) -> str:
    """One sign as a pattern over folded text."""
    parts = re.split(r"(\.\.\.|[()|*?]|\s+)", written.strip())
    meaning = {"...": r"(?:\w+ ){0,4}?", "*": r"\w*", "(": "(?:"}
    said = "".join(
        meaning.get(part, part if not part.isalnum() else folded(part)) for part in parts if part
    )
    return said.replace("{0,4}? ", "{0,4}?")


def signs_in(block: str) -> list[str]:
    """The signs of a block: one a line or between bars; words alone with their stars stand side by side."""
    signs: list[str] = []
    for line in block.strip().splitlines():
        for one in re.split(r"\|(?![^(]*\))", line):
            bare = one.strip()
            signs += bare.split() if re.fullmatch(r"(\w+\*\s*)+", bare) else [bare]
    return [sign_of(sign) for sign in signs]


SIGNS: Final = re.compile(
    r"\b(?:"
    + "|".join(
        sign for block in (SELF_HARM, VIOLENCE, FIRE_AND_WATER, HEALTH) for sign in signs_in(block)
    )
    + r")\b"
)
HARMLESS: Final = re.compile(
    r"\bfrap\w* (?:a|fort|avant|deux|trois)\b|\bfeu (?:rouge|tricolore|vert)\b"
)


def sounds_like_danger(text: str) -> bool:
    """Whether a sentence of French, however spelt, holds one of these signs."""
    return SIGNS.search(HARMLESS.sub("", folded(text))) is not None
