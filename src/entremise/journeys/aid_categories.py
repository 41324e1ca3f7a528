"""What may be asked and offered now: the categories of help of the contents in use."""

from typing import Final

from entremise.kits.queries import current_version
from entremise.kits.vocabulary import HelpCategory
from entremise.kits.vocabulary.leaving import ORDINARY

KIT: Final = ORDINARY
NO_CREDENTIAL: Final = "none"
ADULT: Final = 18


def aid_categories() -> dict[str, HelpCategory]:
    """By code, in the order of the contents."""
    return {one.code: one for one in current_version(KIT).help_categories}


def label_of(code: str) -> str:
    """Its label, or its code when the contents know it no more."""
    found = aid_categories().get(code)
    return code if found is None else found.label


def credentials_asked() -> dict[str, str]:
    """By category, what a helper must have shown to the desk."""
    kinds = {code: one.credential for code, one in aid_categories().items()}
    return {code: kind for code, kind in kinds.items() if kind != NO_CREDENTIAL}


def adults_only() -> frozenset[str]:
    """Categories of help that nobody of 16 or 17 gives."""
    return frozenset(code for code, one in aid_categories().items() if one.minimum_age >= ADULT)


def counted_categories() -> frozenset[str]:
    """Of which « how many? » is asked: meals, things."""
    return frozenset(code for code, one in aid_categories().items() if one.counted)
