"""What stands between a register and its deletion: lists, visas, agreements, suspensions."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Role
from entremise.commons.models import ArchiveAgreement, DeletionHold, Elimination, Register
from entremise.commons.vocabulary.deletions import (
    AgreementCard,
    Answer,
    EliminationCard,
    HoldCard,
    HoldReason,
    Refusal,
    Visa,
)
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.purges import Deleted
from entremise.kernel.errors import Refused


def eliminations(*, register_ids: Collection[int]) -> tuple[EliminationCard, ...]:
    """The lists drawn for these registers, the last first."""
    rows = Elimination.objects.filter(register_id__in=register_ids).select_related("register")
    return tuple(elimination_card(row) for row in rows.order_by("-drawn_at", "-pk"))


def elimination(*, elimination_id: int) -> EliminationCard | None:
    """One list, or none."""
    rows = Elimination.objects.filter(pk=elimination_id).select_related("register")
    return next((elimination_card(row) for row in rows.order_by("pk")), None)


def elimination_card(row: Elimination) -> EliminationCard:
    is_answered = row.signed_on is not None
    return EliminationCard(
        elimination_id=row.pk,
        number=row.number,
        register_id=row.register_id,
        register_title=row.register.title,
        controller_id=row.register.controller_id,
        rule=row.rule,
        delay_days=row.delay_days,
        since_at=row.since_at,
        until_at=row.until_at,
        due_at=row.due_at,
        counts={Deleted(code): count for code, count in row.counts.items()},
        drawn_at=row.drawn_at,
        visa=Visa(Answer(row.answer), row.reference, row.signed_on)
        if is_answered and row.signed_on
        else None,
    )


def agreements(*, on: date) -> tuple[AgreementCard, ...]:
    """In force that day, whose end is farthest first."""
    rows = ArchiveAgreement.objects.filter(signed_on__lte=on, until__gt=on)
    return tuple(
        AgreementCard(
            controller_id=row.controller_id,
            kind=RegisterKind(row.kind),
            reference=row.reference,
            signed_on=row.signed_on,
            until=row.until,
        )
        for row in rows.order_by("-until", "-pk")
    )


def holds(*, register_ids: Collection[int]) -> tuple[HoldCard, ...]:
    """All suspensions of these registers, the last first."""
    rows = DeletionHold.objects.filter(register_id__in=register_ids).select_related("register")
    return tuple(hold_card(row) for row in rows.order_by("-placed_at", "-pk"))


def holds_alive(*, at: datetime) -> tuple[HoldCard, ...]:
    """What is suspended now, whose end is nearest first."""
    rows = DeletionHold.objects.filter(lifted_at=None, until__gt=at).select_related("register")
    return tuple(hold_card(row) for row in rows.order_by("until", "pk"))


def hold_card(row: DeletionHold) -> HoldCard:
    return HoldCard(
        hold_id=row.pk,
        register_id=row.register_id,
        register_title=row.register.title,
        controller_id=row.register.controller_id,
        reason=HoldReason(row.reason),
        words=row.words,
        role=Role(row.role),
        placed_by=row.placed_by_id,
        placed_at=row.placed_at,
        until=row.until,
        lifted_at=row.lifted_at,
    )


def visa_of(*, register_id: int, at: datetime) -> Visa | None:
    """What lets a register be emptied: its own signed list, or the agreement for its kind."""
    register = Register.objects.get(pk=register_id)
    lists = eliminations(register_ids=[register_id])
    in_force = [
        one
        for one in agreements(on=localdate(at))
        if (one.controller_id, one.kind) == (register.controller_id, register.kind)
    ]
    return visa_among(lists, in_force)


def visa_to_delete(*, register_id: int, at: datetime) -> Visa:
    """By what its data may be deleted now; refuse with `DELETION_HELD`, `NO_VISA`."""
    if any(one.is_alive(at) for one in holds(register_ids=[register_id])):
        raise Refused(Refusal.DELETION_HELD)
    visa = visa_of(register_id=register_id, at=at)
    if visa is None:
        raise Refused(Refusal.NO_VISA)
    return visa


def visa_among(
    lists: Collection[EliminationCard], in_force: Collection[AgreementCard]
) -> Visa | None:
    """Of one register: what was answered about it wins over what was agreed for its kind."""
    own = next((one.visa for one in lists if one.visa), None)
    if own is not None:
        return own if own.answer is Answer.AGREED else None
    return next((Visa(Answer.AGREED, one.reference, one.signed_on) for one in in_force), None)
