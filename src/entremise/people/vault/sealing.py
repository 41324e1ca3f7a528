"""AES-256-GCM of one field group, bound to its register, record and group.

The nonce is a keyed digest of record, group and text (a synthetic nonce, as in RFC 8452's idea): the same text
of the same record gives the same bytes, so a delivery is compared without opening, and two texts never share one."""

from collections.abc import Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag

from entremise.kernel.errors import Refused
from entremise.people.vault.keys import NONCE_BYTES, RegisterKey, key_to_open
from entremise.people.vocabulary import Refusal

BLOCK = 16  # texts are padded, so that a length says less
PADS = tuple(bytes(missing) for missing in range(BLOCK))


def place_of(register_id: int, record: int) -> bytes:
    """What binds values to their record; the group follows it."""
    return b"%d:%d:" % (register_id, record)


def place_of_note(note: UUID) -> bytes:
    """The same for a note, which stands by itself."""
    return b"note:%b:" % note.bytes


def bound_texts(
    key: RegisterKey, place: bytes, groups: Iterable[tuple[str, bytes]]
) -> list[tuple[bytes, bytes, bytes]]:
    """Of each group of the record at this place: the nonce, its text padded, and what binds both."""
    begin = key.nonces.copy
    found = []
    for group, clear in groups:
        bound = place + group.encode()
        text = clear + PADS[-len(clear) % BLOCK]
        digest = begin()
        digest.update(b"%b:%b" % (bound, text))
        found.append((digest.digest(), text, bound))
    return found


def nonces_of(key: RegisterKey, place: bytes, groups: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """What the sealed bytes of these texts begin with."""
    return [nonce for nonce, _, _ in bound_texts(key, place, groups)]


def seal_all(key: RegisterKey, place: bytes, groups: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """The sealed bytes of the groups of the record at this place."""
    encrypt = key.cipher.encrypt
    return [
        nonce + encrypt(nonce, text, bound)
        for nonce, text, bound in bound_texts(key, place, groups)
    ]


def seal(key: RegisterKey, place: bytes, group: str, clear: bytes) -> bytes:
    """The same of one group."""
    return seal_all(key, place, [(group, clear)])[0]


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
