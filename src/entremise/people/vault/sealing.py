"""AES-256-GCM of one field group, bound to its register, record and group.

The nonce is a keyed digest of record, group and text (a synthetic nonce, as in RFC 8452's idea): the same text
of the same record gives the same bytes, so a delivery is compared without opening, and two texts never share one."""

from uuid import UUID

from cryptography.exceptions import InvalidTag

from entremise.kernel.errors import Refused
from entremise.people.vault.keys import NONCE_BYTES, RegisterKey, key_to_open
from entremise.people.vocabulary import Refusal

BLOCK = 16  # texts are padded, so that a length says less


def place_of(register_id: int, record: int) -> bytes:
    """What binds values to their record; the group follows it."""
    return b"%d:%d:" % (register_id, record)


def place_of_note(note: UUID) -> bytes:
    """The same for a note, which stands by itself."""
    return b"note:%b:" % note.bytes


def padded(clear: bytes) -> bytes:
    return clear + b"\0" * (-len(clear) % BLOCK)


def nonce_of(key: RegisterKey, bound: bytes, text: bytes) -> bytes:
    """What the sealed bytes of this text begin with; `text` is padded."""
    digest = key.nonces.copy()
    digest.update(bound + b":" + text)
    return digest.digest()


def seal(key: RegisterKey, place: bytes, group: str, clear: bytes) -> bytes:
    """The sealed bytes of one group of the record at this place."""
    bound = place + group.encode()
    text = padded(clear)
    nonce = nonce_of(key, bound, text)
    return nonce + key.cipher.encrypt(nonce, text, bound)


def unseal(key_id: str, place: bytes, group: str, sealed: bytes) -> str:
    """The clear text; refuse with `KEY_MISSING` when the key is absent or not the right one."""
    bound = place + group.encode()
    try:
        clear = key_to_open(key_id).cipher.decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound
        )
    except InvalidTag:
        raise Refused(Refusal.KEY_MISSING) from None
    return clear.rstrip(b"\0").decode()
