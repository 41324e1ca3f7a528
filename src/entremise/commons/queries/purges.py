"""The proofs of deletion."""

from django.db.models import QuerySet

from entremise.commons.models import Purge
from entremise.commons.vocabulary.law import RegisterKind
from entremise.commons.vocabulary.purges import Deleted, PurgeCard


def purges(*, controller_id: int | None = None) -> tuple[PurgeCard, ...]:
    """Of all registers or of one body's, the last first."""
    rows = Purge.objects.all()
    if controller_id is not None:
        rows = rows.filter(register__controller_id=controller_id)
    return cards(rows.order_by("-executed_at", "-pk"))


def purge_of(*, register_id: int) -> PurgeCard | None:
    """The last proof of one register; of a campaign's there is one."""
    return next(iter(cards(Purge.objects.filter(register_id=register_id).order_by("-pk"))), None)


def cards(rows: QuerySet[Purge]) -> tuple[PurgeCard, ...]:
    return tuple(
        PurgeCard(
            purge_id=row.pk,
            register_id=row.register_id,
            register_title=row.register.title,
            kind=RegisterKind(row.register.kind),
            controller_id=row.register.controller_id,
            rule=row.rule,
            delay_days=row.delay_days,
            counted_from_at=row.counted_from_at,
            due_at=row.due_at,
            executed_at=row.executed_at,
            counts={Deleted(code): count for code, count in row.counts.items()},
            visa_reference=row.visa_reference,
            visa_on=row.visa_on,
        )
        for row in rows.select_related("register")
    )
