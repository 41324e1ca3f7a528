"""A share drawn by a seed: nobody chooses, anybody may draw again and find the same."""

import hashlib
from typing import Final

PARTS: Final = 100


def is_drawn(*, seed: str, share: int) -> bool:
    """Whether `seed` (any text) falls in `share` hundredths, 0 to 100; uniform over seeds.

    Hash thresholding as in consistent sampling (RFC 5475, section 6.2)."""
    digest = hashlib.blake2b(seed.encode(), digest_size=8).digest()
    return int.from_bytes(digest) % PARTS < share
