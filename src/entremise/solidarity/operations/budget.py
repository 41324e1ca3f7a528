"""What changes envelopes and commitments: open, change, close, commit, free, note a report."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.kernel.errors import Refused
from entremise.solidarity.models import BudgetStep, Commitment, Envelope, Expense
from entremise.solidarity.vocabulary.budget import (
    AT_MOST_CENTS,
    OPENS_AND_PAYS,
    PROPOSES,
    CommitmentKind,
    ExpenseState,
    NewCommitment,
    NewEnvelope,
    Refusal,
    Step,
)


@transaction.atomic
def open_envelope(*, actor: Actor, new: NewEnvelope, at: datetime) -> int:
    """Put money aside for one's body; return the id; refuse with `NOT_YOUR_MONEY`, `AMOUNT_IMPOSSIBLE`."""
    user_id = who(actor, {OPENS_AND_PAYS}, actor.organization_id)
    refuse_odd_amount(new.amount_cents)
    row = Envelope.objects.create(
        organization_id=actor.organization_id or 0,
        title=new.title,
        year=new.year,
        amount_cents=new.amount_cents,
        act_reference=new.act_reference,
        account_code=new.account_code,
        hour_cents=new.hour_cents,
        origin_kind="" if new.origin is None else new.origin.kind,
        origin_id=None if new.origin is None else new.origin.id,
        opened_by_id=user_id,
        opened_at=at,
    )
    note(Step.OPENED, row, user_id, at, amount_cents=new.amount_cents)
    return row.pk


@transaction.atomic
def change_amount(
    *, actor: Actor, envelope_id: int, amount_cents: int, reason: str, at: datetime
) -> None:
    """Give more or less; refuse with `NOT_YOUR_MONEY`, `ENVELOPE_CLOSED`, `AMOUNT_IMPOSSIBLE`, `REASON_MISSING`, `BELOW_COMMITTED`."""
    row = open_row(envelope_id)
    user_id = who(actor, {OPENS_AND_PAYS}, row.organization_id)
    refuse_odd_amount(amount_cents)
    if amount_cents < row.committed_cents:
        raise Refused(Refusal.BELOW_COMMITTED)
    row.amount_cents = amount_cents
    row.save(update_fields=["amount_cents"])
    reason = said(reason)
    note(Step.AMOUNT_CHANGED, row, user_id, at, amount_cents=amount_cents, reason=reason)


@transaction.atomic
def close_envelope(*, actor: Actor, envelope_id: int, reason: str, at: datetime) -> None:
    """Let nothing more be committed; what is committed may still be paid; refuse with `NOT_YOUR_MONEY`, `ENVELOPE_CLOSED`, `REASON_MISSING`."""
    row = open_row(envelope_id)
    user_id = who(actor, {OPENS_AND_PAYS}, row.organization_id)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    note(Step.CLOSED, row, user_id, at, reason=said(reason))


@transaction.atomic
def commit_money(*, actor: Actor, envelope_id: int, new: NewCommitment, at: datetime) -> int:
    """Reserve money for one payee; return the id; refuse with `NOT_YOUR_MONEY`, `ENVELOPE_CLOSED`, `AMOUNT_IMPOSSIBLE`, `AGREEMENT_MISSING`, `ENVELOPE_TOO_SMALL`."""
    envelope = open_row(envelope_id)
    user_id = who(actor, PROPOSES, envelope.organization_id)
    refuse_odd_amount(new.amount_cents)
    refuse_missing_agreement(new)
    if new.amount_cents > envelope.amount_cents - envelope.committed_cents:
        raise Refused(Refusal.ENVELOPE_TOO_SMALL)
    is_grant = new.kind is CommitmentKind.MICRO_GRANT
    row = Commitment.objects.create(
        envelope=envelope,
        kind=new.kind,
        label=new.label,
        payee=new.payee,
        amount_cents=new.amount_cents,
        committed_by_id=user_id,
        committed_at=at,
        agreed_on=new.agreed_on if is_grant else None,
        report_due_on=new.report_due_on if is_grant else None,
    )
    note(Step.COMMITTED, envelope, user_id, at, commitment_id=row.pk, amount_cents=new.amount_cents)
    return row.pk


def refuse_missing_agreement(new: NewCommitment) -> None:
    if new.kind is not CommitmentKind.MICRO_GRANT:
        return
    if new.agreed_on is None or new.report_due_on is None or new.report_due_on < new.agreed_on:
        raise Refused(Refusal.AGREEMENT_MISSING)


@transaction.atomic
def free_money(*, actor: Actor, commitment_id: int, reason: str, at: datetime) -> int:
    """Give what is not spent back to the envelope; return the cents; refuse with `NOT_YOUR_MONEY`, `COMMITMENT_OVER`, `EXPENSE_WAITING`, `REASON_MISSING`."""
    row = held_row(commitment_id)
    user_id = who(actor, PROPOSES | {OPENS_AND_PAYS}, row.envelope.organization_id)
    if Expense.objects.filter(commitment=row, state=ExpenseState.JUSTIFIED).exists():
        raise Refused(Refusal.EXPENSE_WAITING)
    row.freed_cents = row.amount_cents - row.claimed_cents
    row.freed_at, row.freed_because = at, said(reason)
    row.save(update_fields=["freed_cents", "freed_at", "freed_because"])
    note(
        Step.FREED,
        row.envelope,
        user_id,
        at,
        commitment_id=row.pk,
        amount_cents=row.freed_cents,
        reason=row.freed_because,
    )
    return row.freed_cents


@transaction.atomic
def note_report(*, actor: Actor, commitment_id: int, reported_on: date, at: datetime) -> None:
    """A collective told what became of its micro-grant; refuse with `NOT_YOUR_MONEY`, `AGREEMENT_MISSING`."""
    row = locked_commitment(commitment_id)
    user_id = who(actor, PROPOSES, row.envelope.organization_id)
    if row.kind != CommitmentKind.MICRO_GRANT:
        raise Refused(Refusal.AGREEMENT_MISSING)
    row.reported_on = reported_on
    row.save(update_fields=["reported_on"])
    note(Step.REPORTED, row.envelope, user_id, at, commitment_id=row.pk)


def who(actor: Actor, roles: Collection[Role], organization_id: int | None) -> int:
    """The account that acts on the money of its own body; refuse with `NOT_YOUR_MONEY`."""
    is_ours = organization_id is not None and actor.organization_id == organization_id
    if actor.user_id is None or not is_ours or not actor.roles & set(roles):
        raise Refused(Refusal.NOT_YOUR_MONEY)
    return actor.user_id


def refuse_odd_amount(cents: int) -> None:
    if not 0 < cents <= AT_MOST_CENTS:
        raise Refused(Refusal.AMOUNT_IMPOSSIBLE)


def said(reason: str) -> str:
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    return reason.strip()


def open_row(envelope_id: int) -> Envelope:
    """Locked first, always: two who spend the same envelope wait for each other."""
    row = Envelope.objects.select_for_update().get(pk=envelope_id)
    if row.closed_at is not None:
        raise Refused(Refusal.ENVELOPE_CLOSED)
    return row


def held_row(commitment_id: int) -> Commitment:
    row = locked_commitment(commitment_id)
    if row.freed_at is not None:
        raise Refused(Refusal.COMMITMENT_OVER)
    return row


def locked_commitment(commitment_id: int) -> Commitment:
    """The envelope, then the commitment: one order for all, so nobody waits in a circle."""
    envelope_id = Commitment.objects.values_list("envelope_id", flat=True).get(pk=commitment_id)
    Envelope.objects.select_for_update().get(pk=envelope_id)
    found = Commitment.objects.select_for_update(of=("self",)).select_related("envelope")
    return found.get(pk=commitment_id)


def note(
    step: Step,
    envelope: Envelope,
    user_id: int,
    at: datetime,
    *,
    commitment_id: int | None = None,
    expense_id: int | None = None,
    amount_cents: int = 0,
    reason: str = "",
) -> None:
    BudgetStep.objects.create(
        envelope=envelope,
        commitment_id=commitment_id,
        expense_id=expense_id,
        step=step,
        user_id=user_id,
        at=at,
        amount_cents=amount_cents,
        reason=reason,
    )
