"""The second element of a link, and the code of a reply coupon: short, to be said on the phone or typed from paper."""

import secrets
from typing import Final

SIGNS: Final = "ACDEFGHJKLMNPQRTUVWXY3479"  # nothing that looks like another sign


def new_code() -> str:
    """Six digits that do not travel with the link."""
    return f"{secrets.randbelow(10**6):06d}"


def new_coupon() -> str:
    """« K7QF-3HXA », unique with nearly all chance; the database refuses the rest."""
    half = ("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(2))
    return "-".join(half)
