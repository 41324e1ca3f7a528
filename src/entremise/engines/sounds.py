"""How a French name sounds, so that « Dupon » finds « Dupont »: spelling rules in the manner of Phonex (F. Brouard)."""

import re
from functools import lru_cache
from typing import Final

# In order: each rule reads what the former ones left; none is tried on a name without the letters it needs.
RULES: Final = tuple(
    (needed, re.compile(spelt), heard)
    for needed, spelt, heard in (
        ("PH", r"PH", "F"),
        ("CH", r"SCH|CH(?![LRN])", "x"),
        ("H", r"H", ""),
        ("Y", r"Y", "I"),
        ("W", r"W", "V"),
        ("AU", r"E?AU(?:L(?=[TDX]))?", "O"),
        ("GU", r"GU(?=[EI])", "g"),
        ("G", r"G(?=[EI])", "J"),
        ("", r"S?C(?=[EI])|Z", "S"),
        ("", r"QU|CK|[CKQ]", "K"),
        ("I", r"[AE]I(?![NM])", "E"),
        ("I", r"(?:[AE]I|I)[NM](?![AEIOU])", "i"),
        ("", r"[AE][NM](?![AEIOUNM])", "a"),
        ("O", r"O[NM](?![AEIOUNM])", "o"),
        ("BV", r"BV", "V"),
        ("", r"(.)\1+", r"\1"),
        ("", r"(?<=..)(?:[TDSXPE]|(?<=E)R)+$", ""),
    )
)


@lru_cache(maxsize=20_000)  # a delivery repeats its names
def sound_of(name: str) -> str:
    """A key that names sounding alike share; takes capital letters without accents, space or sign."""
    for needed, spelt, heard in RULES:
        if needed in name:
            name = spelt.sub(heard, name)
    return name
