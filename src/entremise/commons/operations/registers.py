"""Registers open and close; their records are acknowledged, confirmed, ended."""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import Record, Register
from entremise.commons.operations.statutory import give_statutory_grants
from entremise.commons.vocabulary.access import (
    NewRegister,
    RecordState,
    Refusal,
    RegisterState,
)
from entremise.kernel.errors import Refused


@transaction.atomic
def open_register(*, actor: Actor, new: NewRegister, at: datetime) -> int:
    """Open a register with the grants that the law gives on it; return its id."""
    row = Register.objects.create(
        kind=new.kind,
        title=new.title,
        plain_name=new.plain_name,
        controller_id=new.controller_id,
        steward_id=new.steward_id,
        territory_code=new.territory_code,
        legal_reference=new.legal_reference,
        agreed_purposes=list(new.agreed_purposes),
        dossier=dict(new.dossier),
        legal_opinion=new.legal_opinion,
        key_id=f"register-{secrets.token_hex(12)}",
        state=RegisterState.OPEN,
        created_at=at,
    )
    give_statutory_grants(registers=(row,), at=at)
    return row.pk


@transaction.atomic
def close_register(*, actor: Actor, register_id: int, at: datetime) -> None:
    """Close a register: nothing is written into it or called from it any more."""
    Register.objects.filter(pk=register_id).update(state=RegisterState.CLOSED)


@transaction.atomic
def note_dossier(
    *, actor: Actor, register_id: int, dossier: dict[str, object], at: datetime
) -> None:
    """Replace the dossier of a register (notice, impact assessment, recipients, retention, acts)."""
    Register.objects.filter(pk=register_id).update(dossier=dossier)


@transaction.atomic
def note_legal_opinion(*, actor: Actor, register_id: int, reference: str, at: datetime) -> None:
    """Record the written legal opinion that some uses of a register need."""
    Register.objects.filter(pk=register_id).update(legal_opinion=reference)


@transaction.atomic
def acknowledge_records(*, actor: Actor, record_ids: Collection[int], at: datetime) -> int:
    """Record that the acknowledgements were sent; return how many."""
    return Record.objects.filter(pk__in=record_ids, acknowledged_at=None).update(acknowledged_at=at)


@transaction.atomic
def forget_acknowledgement(
    *, actor: Actor, record_ids: Collection[int], sent_at: datetime, at: datetime
) -> int:
    """The acknowledgements noted at this moment did not leave: they wait again; return how many."""
    return Record.objects.filter(pk__in=record_ids, acknowledged_at=sent_at).update(
        acknowledged_at=None
    )


@transaction.atomic
def expect_acknowledgement(
    *, actor: Actor, record_ids: Collection[int], due_at: datetime, at: datetime
) -> int:
    """Start the mayor's clock on new records (R121-5); return how many."""
    return Record.objects.filter(pk__in=record_ids, acknowledged_at=None).update(
        acknowledge_by=due_at
    )


@transaction.atomic
def expect_acknowledgement_of_batch(
    *, actor: Actor, register_id: int, batch: int, due_at: datetime, at: datetime
) -> int:
    """Start the mayor's clock on all that one delivery brought (R121-5); return how many."""
    rows = Record.objects.filter(
        register_id=register_id, batch=batch, ended_at=None, acknowledged_at=None
    )
    return rows.update(acknowledge_by=due_at)


@transaction.atomic
def confirm_records(*, actor: Actor, record_ids: Collection[int], at: datetime) -> int:
    """The person, or somebody for her, confirmed what is written; return how many."""
    return Record.objects.filter(pk__in=record_ids, ended_at=None).update(
        state=RecordState.CONFIRMED, updated_at=at
    )


@transaction.atomic
def end_records(
    *, actor: Actor, record_ids: Collection[int], state: RecordState, at: datetime
) -> int:
    """Take records out of use as removed, deceased or past; their values wait for erasure; return how many.

    What is past already may still be removed or said to be of somebody deceased."""
    if state not in (RecordState.REMOVED, RecordState.DECEASED, RecordState.PAST):
        raise Refused(Refusal.NOT_AVAILABLE)
    rows = Record.objects.filter(Q(ended_at=None) | Q(state=RecordState.PAST), pk__in=record_ids)
    return rows.update(state=state, ended_at=Coalesce("ended_at", at))


@transaction.atomic
def hold_record(*, register_id: int, person: UUID, at: datetime) -> int | None:
    """Her live record in one register, which nobody writes to before the caller's transaction ends; none: she has none."""
    rows = Record.objects.select_for_update(no_key=True)
    row = rows.filter(register_id=register_id, person=person, ended_at=None).order_by("pk").first()
    return None if row is None else row.pk
