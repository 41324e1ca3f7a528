"""A receipt may hold a name: known by its content, sealed with a key outside the database, bound to its expense."""

from typing import Final

from cryptography.exceptions import InvalidTag

from entremise.kernel.errors import Refused
from entremise.people.vault.files import open_file, seal_file
from entremise.solidarity.models import Receipt
from entremise.solidarity.vocabulary.budget import RECEIPT_BYTES, ReceiptKind, Refusal

KEY: Final = "receipts"
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
    is_first = not Receipt.objects.exists()
    return seal_file(key_id=KEY, data=data, bound_to=row_of(expense_id), is_first=is_first)


def opened(ciphertext: bytes, expense_id: int) -> bytes:
    try:
        return open_file(key_id=KEY, ciphertext=ciphertext, bound_to=row_of(expense_id))
    except InvalidTag:
        raise Refused(Refusal.RECEIPT_DAMAGED) from None


def row_of(expense_id: int) -> str:
    return f"receipt of expense {expense_id}"
