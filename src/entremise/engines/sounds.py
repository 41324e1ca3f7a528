"""How a French name sounds, so that « Dupon » finds « Dupont »: spelling rules in the manner of Phonex (F. Brouard)."""

import re
from functools import lru_cache
from typing import Final

# In order: each rule reads what the former ones left.
RULES: Final = tuple(
    (re.compile(spelt), heard)
    for spelt, heard in (
        (r"PH", "F"),
        (r"SCH|CH(?![LRN])", "x"),
        (r"H", ""),
        (r"Y", "I"),
        (r"W", "V"),
        (r"E?AU(?:L(?=[TDX]))?", "O"),
        (r"GU(?=[EI])", "g"),
        (r"G(?=[EI])", "J"),
        (r"S?C(?=[EI])|Z", "S"),
        (r"QU|CK|[CKQ]", "K"),
        (r"[AE]I(?![NM])", "E"),
        (r"(?:[AE]I|I)[NM](?![AEIOU])", "i"),
        (r"[AE][NM](?![AEIOUNM])", "a"),
        (r"O[NM](?![AEIOUNM])", "o"),
        (r"BV", "V"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)(?:[TDSXPE]|(?<=E)R)+$", ""),
    )
)


@lru_cache(maxsize=20_000)  # a delivery repeats its names
def sound_of(name: str) -> str:
    """A key that names sounding alike share; takes capital letters without accents, space or sign."""
    for spelt, heard in RULES:
        name = spelt.sub(heard, name)
    return name
