"""Before a deletion at its date: the list that the archives sign, their agreement, and what suspends it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.commons.models import ArchiveAgreement, DeletionHold, Elimination, Purge, Register
from entremise.commons.operations.numbering import next_number
from entremise.commons.rules import holds_deletions_as, may_prepare_deletions
from entremise.commons.vocabulary.deletions import (
    AGREED_AT_MOST,
    HELD_AT_MOST,
    REASON_AT_LEAST,
    Answer,
    NewAgreement,
    NewElimination,
    NewHold,
    Refusal,
    Visa,
)
from entremise.commons.vocabulary.law import RegisterKind
from entremise.kernel.errors import Refused


def kept_register(register_id: int) -> Register:
    """Lock a register that still has its data; refuse with `ALREADY_DELETED` once a campaign's was emptied."""
    row = Register.objects.select_for_update().get(pk=register_id)
    if row.kind == RegisterKind.CAMPAIGN and Purge.objects.filter(register=row).exists():
        raise Refused(Refusal.ALREADY_DELETED)
    return row


@transaction.atomic
def draw_list(*, actor: Actor, new: NewElimination, at: datetime) -> int:
    """Keep what is proposed to the archives; return its id; refuse with `NOT_YOURS`, `ALREADY_DELETED`, `LIST_EXISTS`."""
    register = kept_register(new.register_id)
    if not may_prepare_deletions(actor, register.controller_id):
        raise Refused(Refusal.NOT_YOURS)
    if Elimination.objects.filter(register=register).exclude(answer=Answer.REFUSED).exists():
        raise Refused(Refusal.LIST_EXISTS)
    row = Elimination.objects.create(
        number=next_number(Elimination, "B", at),
        register=register,
        rule=new.rule,
        delay_days=new.delay_days,
        since_at=new.since_at,
        until_at=new.until_at,
        due_at=new.due_at,
        counts={code.value: count for code, count in new.counts.items()},
        drawn_at=at,
        drawn_by_id=actor.user_id or 0,
    )
    return row.pk


@transaction.atomic
def note_visa(*, actor: Actor, elimination_id: int, visa: Visa, at: datetime) -> None:
    """Keep the answer of the archives, once; refuse with `NOT_YOURS`, `VISA_NOTED`, `WRONG_DATES`, `REASON_MISSING`."""
    row = Elimination.objects.select_for_update().get(pk=elimination_id)
    if not may_prepare_deletions(actor, row.register.controller_id):
        raise Refused(Refusal.NOT_YOURS)
    if row.answer:
        raise Refused(Refusal.VISA_NOTED)
    if not localdate(row.drawn_at) <= visa.signed_on <= localdate(at):
        raise Refused(Refusal.WRONG_DATES)
    if not visa.reference.strip():
        raise Refused(Refusal.REASON_MISSING)
    row.answer, row.reference = visa.answer, visa.reference.strip()
    row.signed_on, row.noted_at, row.noted_by_id = visa.signed_on, at, actor.user_id
    row.save(update_fields=["answer", "reference", "signed_on", "noted_at", "noted_by"])


@transaction.atomic
def note_agreement(*, actor: Actor, new: NewAgreement, at: datetime) -> int:
    """Keep what the archives agreed to for a kind of register; return its id; refuse with `NOT_YOURS`, `WRONG_DATES`, `REASON_MISSING`."""
    if not may_prepare_deletions(actor, new.controller_id):
        raise Refused(Refusal.NOT_YOURS)
    if new.signed_on > localdate(at) or not (
        new.signed_on < new.until <= new.signed_on + AGREED_AT_MOST
    ):
        raise Refused(Refusal.WRONG_DATES)
    if not new.reference.strip():
        raise Refused(Refusal.REASON_MISSING)
    row = ArchiveAgreement.objects.create(
        controller_id=new.controller_id,
        kind=new.kind,
        reference=new.reference.strip(),
        signed_on=new.signed_on,
        until=new.until,
        noted_at=at,
        noted_by_id=actor.user_id or 0,
    )
    return row.pk


@transaction.atomic
def hold_deletion(*, actor: Actor, new: NewHold, at: datetime) -> int:
    """Suspend the deletion of one register, for six months at most; return its id; refuse with `NOT_YOURS`, `ALREADY_DELETED`, `WRONG_DATES`, `REASON_MISSING`.

    It opens nothing: at its date the register is locked all the same."""
    register = kept_register(new.register_id)
    role = holds_deletions_as(actor, register.controller_id)
    if role is None:
        raise Refused(Refusal.NOT_YOURS)
    if not at < new.until <= at + HELD_AT_MOST:
        raise Refused(Refusal.WRONG_DATES)
    if len(new.words.strip()) < REASON_AT_LEAST:
        raise Refused(Refusal.REASON_MISSING)
    row = DeletionHold.objects.create(
        register=register,
        reason=new.reason,
        words=new.words.strip(),
        role=role,
        placed_at=at,
        placed_by_id=actor.user_id or 0,
        until=new.until,
    )
    return row.pk


@transaction.atomic
def lift_hold(*, actor: Actor, hold_id: int, at: datetime) -> None:
    """End it before its date; refuse with `NOT_YOURS`, `HOLD_OVER`."""
    row = DeletionHold.objects.select_for_update().get(pk=hold_id)
    if holds_deletions_as(actor, row.register.controller_id) is None:
        raise Refused(Refusal.NOT_YOURS)
    if row.lifted_at is not None or row.until <= at:
        raise Refused(Refusal.HOLD_OVER)
    row.lifted_at, row.lifted_by_id = at, actor.user_id
    row.save(update_fields=["lifted_at", "lifted_by"])
