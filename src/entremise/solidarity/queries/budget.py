"""What may be asked of the money of actions: figures, lines, the trace, what everybody may read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from entremise.kernel.origin import Origin
from entremise.solidarity.models import (
    Action,
    BudgetStep,
    Commitment,
    Envelope,
    Expense,
    Place,
)
from entremise.solidarity.vocabulary.actions import ActionState, PlaceState
from entremise.solidarity.vocabulary.budget import (
    CommitmentCard,
    CommitmentKind,
    CommitmentState,
    EnvelopeCard,
    ExpenseCard,
    ExpenseState,
    PublicLine,
    ReceiptKind,
    Step,
    TraceLine,
)

ACTION = "ACTION"


def years_of(*, organization_id: int) -> tuple[int, ...]:
    """The years in which a body has envelopes, the last first."""
    rows = Envelope.objects.filter(organization_id=organization_id)
    return tuple(rows.order_by("-year").values_list("year", flat=True).distinct())


def envelopes(*, organization_id: int, year: int) -> tuple[EnvelopeCard, ...]:
    """The envelopes of a body in a year, by title; three statements."""
    return cards(
        Envelope.objects.filter(organization_id=organization_id, year=year).order_by("title", "pk")
    )


def envelope(*, envelope_id: int) -> EnvelopeCard | None:
    """One envelope, or none."""
    return next(iter(cards(Envelope.objects.filter(pk=envelope_id).order_by("pk"))), None)


def actions_to_fund(*, organization_id: int) -> tuple[tuple[int, str], ...]:
    """The actions of a body that money may be put beside: id and title, the last first."""
    rows = Action.objects.filter(organization_id=organization_id)
    kept = rows.exclude(state=ActionState.CANCELLED).order_by("-pk")[:200]
    return tuple(kept.values_list("pk", "title"))


def cards(rows: QuerySet[Envelope]) -> tuple[EnvelopeCard, ...]:
    found = list(rows)
    sums = expense_sums(found)
    minutes = minutes_given(row.origin_id for row in found if row.origin_kind == ACTION)
    return tuple(
        EnvelopeCard(
            envelope_id=row.pk,
            title=row.title,
            year=row.year,
            organization_id=row.organization_id,
            amount_cents=row.amount_cents,
            committed_cents=row.committed_cents,
            waiting_cents=sums.get((row.pk, ExpenseState.JUSTIFIED), 0),
            paid_cents=sums.get((row.pk, ExpenseState.PAID), 0),
            act_reference=row.act_reference,
            account_code=row.account_code,
            hour_cents=row.hour_cents,
            minutes_given=minutes.get(row.origin_id, 0) if row.origin_kind == ACTION else 0,
            origin=None if row.origin_id is None else Origin(row.origin_kind, row.origin_id),
            opened_at=row.opened_at,
            closed_at=row.closed_at,
        )
        for row in found
    )


def expense_sums(found: list[Envelope]) -> dict[tuple[int, str], int]:
    rows = (
        Expense.objects.filter(commitment__envelope__in=found)
        .values("commitment__envelope_id", "state")
        .annotate(total=Sum("amount_cents"))
        .order_by("commitment__envelope_id", "state")
    )
    return {(row["commitment__envelope_id"], row["state"]): row["total"] for row in rows}


def minutes_given(action_ids: Iterable[int | None]) -> dict[int | None, int]:
    """By action: the minutes of those who were present."""
    rows = (
        Place.objects.filter(
            slot__action_id__in=[one for one in action_ids if one is not None],
            state=PlaceState.PRESENT,
        )
        .values("slot__action_id")
        .annotate(total=Coalesce(Sum("minutes"), 0))
        .order_by("slot__action_id")
    )
    return {row["slot__action_id"]: row["total"] for row in rows}


def commitments_of(*, envelope_id: int) -> tuple[CommitmentCard, ...]:
    """The commitments of an envelope, the last first."""
    rows = with_sums(Commitment.objects.filter(envelope_id=envelope_id))
    return tuple(map(commitment_card, rows.order_by("-committed_at", "-pk")))


def commitments_of_year(*, organization_id: int, year: int) -> tuple[CommitmentCard, ...]:
    """All commitments of a body's year, in their order."""
    rows = Commitment.objects.filter(envelope__organization_id=organization_id, envelope__year=year)
    return tuple(map(commitment_card, with_sums(rows).order_by("pk")))


def commitment(*, commitment_id: int) -> CommitmentCard | None:
    """One commitment, or none."""
    row = with_sums(Commitment.objects.filter(pk=commitment_id)).order_by("pk").first()
    return None if row is None else commitment_card(row)


def with_sums(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    def total(state: ExpenseState) -> Coalesce:
        return Coalesce(Sum("expenses__amount_cents", filter=Q(expenses__state=state)), 0)

    return rows.annotate(
        waiting_cents=total(ExpenseState.JUSTIFIED), paid_cents=total(ExpenseState.PAID)
    )


def commitment_card(row: Any) -> CommitmentCard:  # annotated: the type of a row does not know it
    return CommitmentCard(
        commitment_id=row.pk,
        envelope_id=row.envelope_id,
        kind=CommitmentKind(row.kind),
        label=row.label,
        payee=row.payee,
        amount_cents=row.amount_cents - row.freed_cents,
        freed_cents=row.freed_cents,
        waiting_cents=row.waiting_cents,
        paid_cents=row.paid_cents,
        state=state_of(row),
        committed_by=row.committed_by_id,
        committed_at=row.committed_at,
        freed_because=row.freed_because,
        agreed_on=row.agreed_on,
        report_due_on=row.report_due_on,
        reported_on=row.reported_on,
    )


def state_of(row: Commitment) -> CommitmentState:
    if row.freed_at is None:
        return CommitmentState.HELD
    return CommitmentState.SETTLED if row.claimed_cents else CommitmentState.CANCELLED


def expenses_of(*, commitment_id: int) -> tuple[ExpenseCard, ...]:
    """The expenses of a commitment, the last first."""
    rows = Expense.objects.filter(commitment_id=commitment_id)
    return tuple(map(expense_card, whole(rows).order_by("-entered_at", "-pk")))


def expenses_of_year(*, organization_id: int, year: int) -> tuple[ExpenseCard, ...]:
    """All expenses of a body's year, in their order."""
    rows = Expense.objects.filter(
        commitment__envelope__organization_id=organization_id, commitment__envelope__year=year
    )
    return tuple(map(expense_card, whole(rows).order_by("pk")))


def expenses_to_approve(*, organization_id: int, offset: int, size: int) -> tuple[ExpenseCard, ...]:
    """The expenses of a body that wait for one human or two, the oldest first."""
    rows = waiting(organization_id).order_by("entered_at", "pk")
    return tuple(map(expense_card, whole(rows)[offset : offset + size]))


def to_approve_count(*, organization_id: int) -> int:
    """How many expenses of a body wait."""
    return waiting(organization_id).count()


def waiting(organization_id: int) -> QuerySet[Expense]:
    return Expense.objects.filter(
        state=ExpenseState.JUSTIFIED, commitment__envelope__organization_id=organization_id
    )


def expense(*, expense_id: int) -> ExpenseCard | None:
    """One expense, or none."""
    row = whole(Expense.objects.filter(pk=expense_id)).order_by("pk").first()
    return None if row is None else expense_card(row)


def whole(rows: QuerySet[Expense]) -> QuerySet[Expense]:
    """With its commitment and what is said of its receipt; the receipt itself stays where it is."""
    return rows.annotate(
        envelope_id=F("commitment__envelope_id"),
        payee=F("commitment__payee"),
        correction_id=F("correction__pk"),
        receipt_kind=F("receipt__kind"),
        receipt_size=F("receipt__size"),
    )


def expense_card(row: Any) -> ExpenseCard:  # annotated: the type of a row does not know it
    return ExpenseCard(
        expense_id=row.pk,
        commitment_id=row.commitment_id,
        envelope_id=row.envelope_id,
        label=row.label,
        payee=row.payee,
        amount_cents=row.amount_cents,
        spent_on=row.spent_on,
        state=ExpenseState(row.state),
        entered_by=row.entered_by_id,
        entered_human=row.entered_human_id,
        entered_at=row.entered_at,
        first_by=row.first_by_id,
        first_human=row.first_human_id,
        first_at=row.first_at,
        second_by=row.second_by_id,
        paid_at=row.paid_at,
        refused_by=row.refused_by_id,
        refused_because=row.refused_because,
        corrects=row.corrects_id,
        corrected_by=row.correction_id,
        receipt_kind=ReceiptKind(row.receipt_kind),
        receipt_bytes=row.receipt_size,
    )


def trace_of(
    *, envelope_id: int, commitment_id: int | None = None, limit: int = 500
) -> tuple[TraceLine, ...]:
    """What happened to an envelope, or to one of its commitments, the last first."""
    rows = BudgetStep.objects.filter(envelope_id=envelope_id)
    if commitment_id is not None:
        rows = rows.filter(commitment_id=commitment_id)
    return tuple(
        TraceLine(
            at=row.at,
            step=Step(row.step),
            user_id=row.user_id,
            amount_cents=row.amount_cents,
            reason=row.reason,
            commitment_id=row.commitment_id,
            expense_id=row.expense_id,
        )
        for row in rows.order_by("-at", "-pk")[:limit]
    )


def public_lines(*, organization_id: int, at: datetime) -> tuple[PublicLine, ...]:
    """What everybody may read, this year and the one before: amounts by envelope, no payee."""
    year = localtime(at).year
    rows = Envelope.objects.filter(organization_id=organization_id, year__in=(year, year - 1))
    grants = (
        Commitment.objects.filter(envelope__in=rows, kind=CommitmentKind.MICRO_GRANT)
        .filter(amount_cents__gt=F("freed_cents"))
        .values("envelope_id")
        .annotate(count=Count("pk"), total=Sum(F("amount_cents") - F("freed_cents")))
        .order_by("envelope_id")
    )
    given = {row["envelope_id"]: (row["count"], row["total"]) for row in grants}
    return tuple(
        PublicLine(
            title=one.title,
            year=one.year,
            amount_cents=one.amount_cents,
            committed_cents=one.committed_cents,
            paid_cents=one.paid_cents,
            grant_count=given.get(one.envelope_id, (0, 0))[0],
            grant_cents=given.get(one.envelope_id, (0, 0))[1],
            minutes_given=one.minutes_given,
        )
        for one in cards(rows.order_by("-year", "title", "pk"))
    )
