"""Exports with names: where they stand, never what they hold."""

from datetime import datetime

from django.db.models import Count, Q, Sum

from entremise.commons.models import Export
from entremise.commons.vocabulary.exports import (
    KEPT_FOR,
    SIGNED_WITHIN,
    WITH_A_FILE,
    ExportCard,
    ExportState,
)
from entremise.commons.vocabulary.law import FieldGroup, Purpose


def export(export_id: int, *, at: datetime) -> ExportCard:
    """One export as it stands now; it must exist."""
    return export_card(Export.objects.get(pk=export_id), at)


def exports(
    *, at: datetime, organization_id: int | None = None, skip: int = 0, limit: int = 25
) -> tuple[ExportCard, ...]:
    """Exports of one body or of all, the last asked first."""
    rows = Export.objects.filter(of_body(organization_id)).order_by("-asked_at", "-pk")
    return tuple(export_card(row, at) for row in rows[skip : skip + limit])


def exports_count(*, organization_id: int | None = None) -> int:
    """How many exports were ever asked by one body or by all."""
    return Export.objects.filter(of_body(organization_id)).count()


def exports_to_sign(*, at: datetime, organization_id: int | None = None) -> int:
    """How many wait for their second signature, in one body or in all."""
    rows = Export.objects.filter(of_body(organization_id), state=ExportState.ASKED)
    return rows.filter(asked_at__gt=at - SIGNED_WITHIN).count()


def exports_built(*, since: datetime) -> tuple[int, int]:
    """How many files have left since a moment, and how many people were in them, counted once a file."""
    rows = Export.objects.filter(built_at__gte=since)
    found = rows.aggregate(files=Count("pk"), people=Sum("built_count"))
    return found["files"], found["people"] or 0


def copy_marks() -> tuple[tuple[int, str], ...]:
    """Every copy ever built, with its mark: to find where a loose sheet comes from."""
    rows = Export.objects.exclude(copy_mark="").order_by("-built_at", "-pk")
    return tuple(rows.values_list("pk", "copy_mark"))


def of_body(organization_id: int | None) -> Q:
    return Q() if organization_id is None else Q(organization_id=organization_id)


def state_now(row: Export, at: datetime) -> ExportState:
    """The clock ends an export, whether or not somebody has swept."""
    state = ExportState(row.state)
    since = row.countersigned_at if state is ExportState.COUNTERSIGNED else row.asked_at
    is_waiting = state in (ExportState.ASKED, ExportState.COUNTERSIGNED)
    if is_waiting and since is not None and at >= since + SIGNED_WITHIN:
        return ExportState.LAPSED
    if state in WITH_A_FILE and row.built_at is not None and at >= row.built_at + KEPT_FOR:
        return ExportState.DESTROYED
    return state


def export_card(row: Export, at: datetime) -> ExportCard:
    return ExportCard(
        export_id=row.pk,
        number=row.number,
        state=state_now(row, at),
        purpose=Purpose(row.purpose),
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        people_count=row.people_count,
        people_cap=row.people_cap,
        reason=row.reason,
        act_reference=row.act_reference,
        recipient=row.recipient,
        recipient_key=row.recipient_key,
        user_id=row.user_id,
        organization_id=row.organization_id,
        asked_at=row.asked_at,
        sign_by=row.asked_at + SIGNED_WITHIN,
        countersigned_by=row.countersigned_by_id,
        countersigned_at=row.countersigned_at,
        refused_by=row.refused_by_id,
        refusal_reason=row.refusal_reason,
        built_at=row.built_at,
        built_count=row.built_count,
        copy_mark=row.copy_mark,
        kept_until=None if row.built_at is None else row.built_at + KEPT_FOR,
        collected_at=row.collected_at,
        ended_at=row.ended_at,
    )
