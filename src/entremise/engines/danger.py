"""Words that may speak of danger, in what somebody typed: a human looks at once. Better ten times for nothing than once too late."""

import re
from typing import Final

from entremise.engines.trigrams import plain

# Stems of plain words (no accents); each was met in a sentence of the tests.
STEMS: Final = (
    r"suicid\w*",
    r"(me|se|m|s) (tuer|pendre|tue|foutre en l air)",
    r"envie de mourir",
    r"plus (envie|la force) de vivre",
    r"en finir",
    r"(je|il|elle) (veux|veut|va|vais) mourir",
    r"arreter de vivre",
    r"tout arreter",
    r"(me|nous|la|le|les) (frappe\w*|bat|battre|cogne\w*|menace\w*|viole\w*|sequestre\w*|enferme\w*)",
    r"(on|il|elle) m (a )?(frappe\w*|battu\w*|cogne\w*|menace\w*|viole\w*|enferme\w*|agresse\w*)",
    r"violence\w*",
    r"(peur|danger) (de|pour) (lui|elle|ma vie|mon mari|ma femme|mes enfants)",
    r"au secours",
    r"(le|un|prend|pris) feu",
    r"incendie",
    r"(odeur|fuite) de gaz",
    r"(ne|n) (respire|arrive plus a respirer|arrive pas a respirer)",
    r"etouffe\w*",
    r"inconscient\w*",
    r"malaise\w*",
    r"(est|suis) tombee? .*(releve|bouge)\w*",
    r"(arrive|peux|peut) (plus|pas) (a )?me? relever",
    r"douleur .*poitrine",
    r"infarctus|avc",
    r"saigne\w*",
    r"(rien|pas|plus) (mange|bu|boire|manger) depuis",
)
SIGNS: Final = re.compile(rf"\b(?:{'|'.join(STEMS)})\b")


def sounds_like_danger(text: str) -> bool:
    """Whether a sentence of French, however spelt, holds one of these words; a no is not looked for: a human reads it."""
    return SIGNS.search(plain(text)) is not None
