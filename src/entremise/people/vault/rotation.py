"""A new key for a register while the service runs: for the owner's connection alone, since it passes every value."""

import secrets
from collections import Counter
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from entremise.people.vault.keys import RegisterKey, key_to_seal
from entremise.people.vault.sealing import place_of, place_of_note, seal, unseal

CHUNK = 500


def rotate_key(*, register_id: int, at: datetime) -> int:
    """Seal the values of a register under a new key; remove the old key; return how many values. Interrupted, it goes on when called again."""
    fresh, former = new_key(register_id)
    done = 0
    for move in (move_some, move_some_notes):
        while moved := move(register_id, fresh):
            former |= moved.keys()
            done += sum(moved.values())
    remove_unused_keys(register_id, former - {fresh.key_id})
    return done


def new_key(register_id: int) -> tuple[RegisterKey, set[str]]:
    """The register's key from now on, and the former; an unfinished rotation keeps the one it had begun with."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select key_id, exists (select from sealed.value v join commons_record rec on rec.id = v.record"
            " where rec.register_id = r.id and v.key_id <> r.key_id)"
            " or exists (select from sealed.note n where n.register = r.id and n.key_id <> r.key_id)"
            " from commons_register r where id = %s for update",
            [register_id],
        )
        key_id, is_unfinished = cursor.fetchone()
        former = {key_id}
        if not is_unfinished:
            key_id = f"register-{secrets.token_hex(12)}"
            cursor.execute(
                "update commons_register set key_id = %s where id = %s", [key_id, register_id]
            )
        return key_to_seal(key_id), former


@transaction.atomic
def move_some(register_id: int, fresh: RegisterKey) -> Counter[str]:
    """Seal the next values anew; how many were under each former key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select v.record, v.grp, v.ciphertext, v.key_id from sealed.value v"
            " join commons_record rec on rec.id = v.record"
            " where rec.register_id = %s and v.key_id <> %s"
            " order by v.record, v.grp limit %s for update of v",
            [register_id, fresh.key_id, CHUNK],
        )
        rows = cursor.fetchall()
        cursor.executemany(
            "update sealed.value set ciphertext = %s, key_id = %s where record = %s and grp = %s",
            [moved(register_id, fresh, *row) for row in rows],
        )
    return Counter(row[3] for row in rows)


def moved(
    register_id: int, fresh: RegisterKey, record: int, group: str, sealed: bytes, key_id: str
) -> tuple[Any, ...]:
    place = place_of(register_id, record)
    clear = unseal(key_id, place, group, bytes(sealed))
    return seal(fresh, place, group, clear.encode()), fresh.key_id, record, group


@transaction.atomic
def move_some_notes(register_id: int, fresh: RegisterKey) -> Counter[str]:
    """The same for the next notes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, grp, ciphertext, key_id from sealed.note"
            " where register = %s and key_id <> %s order by id limit %s for update",
            [register_id, fresh.key_id, CHUNK],
        )
        rows = cursor.fetchall()
        cursor.executemany(
            "update sealed.note set ciphertext = %s, key_id = %s where id = %s",
            [
                (
                    seal(fresh, place_of_note(id_), group, clear.encode()),
                    fresh.key_id,
                    id_,
                )
                for id_, group, sealed, key_id in rows
                for clear in (unseal(key_id, place_of_note(id_), group, bytes(sealed)),)
            ],
        )
    return Counter(row[3] for row in rows)


def remove_unused_keys(register_id: int, former: set[str]) -> None:
    """Former keys go once nothing is sealed under them; what the undo of a delivery would need is given up."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from sealed.replaced where register = %s", [register_id])
        cursor.execute(
            "select key_id from sealed.value where key_id = any (%s)"
            " union select key_id from sealed.note where key_id = any (%s)",
            [list(former), list(former)],
        )
        used = {row[0] for row in cursor.fetchall()}
    for key_id in former - used:
        (settings.ENTREMISE_KEYS_DIR / f"{key_id}.key").unlink(missing_ok=True)
