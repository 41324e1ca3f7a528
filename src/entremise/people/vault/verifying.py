"""Whether what is sealed can still be opened, after a restore: for the owner's connection alone; nothing is shown."""

from dataclasses import dataclass

from django.db import connection

from entremise.kernel.errors import Refused
from entremise.people.vault.sealing import place_of, unseal


@dataclass(frozen=True, slots=True)
class Opened:
    """Of one value for each register, key and group: how many opened, how many stayed sealed."""

    opened: int
    sealed: int


def try_keys() -> Opened:
    """Open one value for each register, key and group, and forget it; return how many opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (rec.register_id, v.key_id, v.grp)"
            " rec.register_id, v.record, v.grp, v.ciphertext, v.key_id"
            " from sealed.value v join commons_record rec on rec.id = v.record"
            " order by rec.register_id, v.key_id, v.grp, v.record"
        )
        rows = cursor.fetchall()
    opened = sum(is_open(*row) for row in rows)
    return Opened(opened, len(rows) - opened)


def is_open(register_id: int, record: int, group: str, sealed: bytes, key_id: str) -> bool:
    try:
        unseal(key_id, place_of(register_id, record), group, bytes(sealed))
    except Refused:
        return False
    return True
