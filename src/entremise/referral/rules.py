"""Predicates and marks shared by what changes and what asks."""

import hashlib
from datetime import timedelta
from typing import Final

SEEN_FOR: Final = timedelta(days=45)  # by a service, then again when somebody says so
CODE_TRIES_AT_MOST: Final = 10
READ_FOR: Final = timedelta(minutes=30)
HELD_FOR: Final = timedelta(hours=12)  # then a colleague may take it: a day off stops nobody's help


def digest_of(secret: str) -> bytes:
    """What is kept of a link: enough to know it again, not enough to open it."""
    return hashlib.sha256(secret.encode()).digest()
