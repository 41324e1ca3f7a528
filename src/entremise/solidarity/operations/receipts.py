"""A receipt may hold a name: known by its content, sealed with a key outside the database, bound to its expense."""

import os
from typing import Final

from cryptography.exceptions import InvalidTag

from entremise.kernel.errors import Refused
from entremise.people.vault.keys import RegisterKey, key_to_open, key_to_seal
from entremise.solidarity.models import Receipt
from entremise.solidarity.vocabulary.budget import RECEIPT_BYTES, ReceiptKind, Refusal

KEY: Final = "receipts"
NONCE_BYTES: Final = 12
TAIL: Final = 1024  # a reader of PDF looks for its end in the last kilobyte
SHAPES: Final = (
    (ReceiptKind.PDF, b"%PDF-", b"%%EOF"),
    (ReceiptKind.PNG, b"\x89PNG\r\n\x1a\n", b"IEND"),
    (ReceiptKind.JPEG, b"\xff\xd8\xff", b"\xff\xd9"),
)


def kind_of(data: bytes) -> ReceiptKind:
    """What a file is by its first and last bytes, whatever its name says; refuse with `RECEIPT_TOO_LARGE`, `RECEIPT_UNKNOWN_KIND`."""
    if len(data) > RECEIPT_BYTES:
        raise Refused(Refusal.RECEIPT_TOO_LARGE)
    for kind, start, end in SHAPES:
        if data.startswith(start) and end in data[-TAIL:]:
            return kind
    raise Refused(Refusal.RECEIPT_UNKNOWN_KIND)


def sealed(data: bytes, expense_id: int) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + key().cipher.encrypt(nonce, data, bound_to(expense_id))


def opened(ciphertext: bytes, expense_id: int) -> bytes:
    nonce, rest = ciphertext[:NONCE_BYTES], ciphertext[NONCE_BYTES:]
    try:
        return key_to_open(KEY).cipher.decrypt(nonce, rest, bound_to(expense_id))
    except InvalidTag:
        raise Refused(Refusal.RECEIPT_DAMAGED) from None


def key() -> RegisterKey:
    """Made at the first receipt only: once some are kept, a key that is gone is a fault, not a new key."""
    return key_to_open(KEY) if Receipt.objects.exists() else key_to_seal(KEY)


def bound_to(expense_id: int) -> bytes:
    return f"receipt of expense {expense_id}".encode()
