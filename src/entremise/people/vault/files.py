"""A file that may hold a name, kept in a table of another area: sealed with a key of its own, bound to one row."""

import os

from entremise.people.vault.keys import NONCE_BYTES, key_to_open, key_to_seal


def seal_file(*, key_id: str, data: bytes, bound_to: str, is_first: bool) -> bytes:
    """Ciphertext; the key is made with the first file only; refuse with `KEY_MISSING` when a used one is gone."""
    key = key_to_seal(key_id) if is_first else key_to_open(key_id)
    nonce = os.urandom(NONCE_BYTES)
    return nonce + key.cipher.encrypt(nonce, data, bound_to.encode())


def open_file(*, key_id: str, ciphertext: bytes, bound_to: str) -> bytes:
    """The file in clear; refuse with `KEY_MISSING`; raise `InvalidTag` for another row's, or a changed one."""
    nonce, rest = ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:]
    return key_to_open(key_id).cipher.decrypt(nonce, rest, bound_to.encode())
