"""Predicates and marks shared by what changes and what asks."""

import hashlib


def digest_of(secret: str) -> bytes:
    """What is kept of a link: enough to know it again, not enough to open it."""
    return hashlib.sha256(secret.encode()).digest()
