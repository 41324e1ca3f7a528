"""AES-256-GCM of one field group, bound to its register, record and group.

The nonce is a keyed digest of record, group and text (a synthetic nonce, as in RFC 8452's idea): the same text
of the same record gives the same bytes, so a delivery is compared without opening, and two texts never share one."""

from hashlib import blake2b

from cryptography.exceptions import InvalidTag

from entremise.kernel.errors import Refused
from entremise.people.vault.keys import RegisterKey, key_to_open
from entremise.people.vocabulary import Refusal

NONCE_BYTES = 12
BLOCK = 16  # texts are padded, so that a length says less


def seal(key: RegisterKey, register_id: int, record: int, group: str, clear: bytes) -> bytes:
    bound = b"%d:%d:%b" % (register_id, record, group.encode())
    padded = clear + b"\0" * (-len(clear) % BLOCK)
    nonce = blake2b(bound + b":" + padded, key=key.nonces, digest_size=NONCE_BYTES).digest()
    return nonce + key.cipher.encrypt(nonce, padded, bound)


def nonce_of(key: RegisterKey, register_id: int, record: int, group: str, clear: bytes) -> bytes:
    """What the sealed bytes of this text begin with."""
    bound = b"%d:%d:%b" % (register_id, record, group.encode())
    padded = clear + b"\0" * (-len(clear) % BLOCK)
    return blake2b(bound + b":" + padded, key=key.nonces, digest_size=NONCE_BYTES).digest()


def unseal(key_id: str, register_id: int, record: int, group: str, sealed: bytes) -> str:
    """The clear text; refuse with `KEY_MISSING` when the key is absent or not the right one."""
    bound = b"%d:%d:%b" % (register_id, record, group.encode())
    try:
        clear = key_to_open(key_id).cipher.decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound
        )
    except InvalidTag:
        raise Refused(Refusal.KEY_MISSING) from None
    return clear.rstrip(b"\0").decode()
