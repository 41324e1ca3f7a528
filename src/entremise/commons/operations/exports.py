"""A file with names leaves: asked by a steward, countersigned by another human, built, collected, destroyed."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entremise.accounts.queries import humans_of
from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.commons.models import Activation, Export, ExportFile, Record, Register
from entremise.commons.operations.grants import give_grant, revoke_grants_of
from entremise.commons.operations.numbering import next_number
from entremise.commons.queries.decisions import armed
from entremise.commons.queries.objections import objected_people
from entremise.commons.queries.registers import kept_by, people_to_reach, register_card
from entremise.commons.rules import exportable_groups, may_countersign
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import NewGrant, Reach
from entremise.commons.vocabulary.exports import (
    ALIVE,
    KEPT_FOR,
    SIGNED_WITHIN,
    WITH_A_FILE,
    BuiltFile,
    ExportState,
    NewExport,
    Refusal,
)
from entremise.commons.vocabulary.law import ASKS_EXPORTS, FieldGroup, Purpose
from entremise.commons.vocabulary.uses import PEOPLE_MARGIN
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kernel.work import defer

REASON_AT_LEAST = 20  # « aaa » is no reason
BY_ACT = frozenset({Purpose.PREFECT_TRANSMISSION})  # lawful while an activation is in force


@transaction.atomic
def ask_for_export(*, actor: Actor, new: NewExport, at: datetime) -> int:
    """Ask for a file with names; return its id; refuse with `NOT_YOUR_TURN`, `NOT_EXPORTABLE`, `FIELDS_TOO_WIDE`, `REASON_MISSING`, `NOT_ARMED`, `NOBODY_TO_EXPORT`."""
    if actor.user_id is None or actor.organization_id is None or not actor.has(ASKS_EXPORTS):
        raise Refused(Refusal.NOT_YOUR_TURN)
    refuse_unlawful_export(actor, new)
    if new.purpose in BY_ACT:
        activation_of(at)
    count = people_who_leave(new)
    if not count:
        raise Refused(Refusal.NOBODY_TO_EXPORT)
    row = Export.objects.create(
        number=next_number(Export, "X", at),
        state=ExportState.ASKED,
        purpose=new.purpose,
        registers=list(new.registers),
        groups=sorted(new.groups),
        people=None if new.people is None else sorted(new.people),
        people_count=count,
        people_cap=count + max(1, count * PEOPLE_MARGIN // 100),
        reason=new.reason.strip(),
        act_reference=new.act_reference.strip(),
        recipient=new.recipient.strip(),
        recipient_key=new.recipient_key.strip(),
        user_id=actor.user_id,
        organization_id=actor.organization_id,
        asked_at=at,
    )
    return row.pk


def refuse_unlawful_export(actor: Actor, new: NewExport) -> None:
    registers = list(Register.objects.filter(pk__in=new.registers).order_by("pk"))
    if not registers or len(registers) != len(set(new.registers)):
        raise Refused(Refusal.NOT_EXPORTABLE)
    if len(kept_by(actor.organization_id, [register_card(row) for row in registers])) != len(
        registers
    ):
        raise Refused(Refusal.NOT_YOUR_TURN)
    most = [exportable_groups(register, new.purpose) for register in registers]
    if not all(most):
        raise Refused(Refusal.NOT_EXPORTABLE)
    if not new.groups or not all(new.groups <= groups for groups in most):
        raise Refused(Refusal.FIELDS_TOO_WIDE)
    words = (new.act_reference, new.recipient, new.recipient_key)
    if len(new.reason.strip()) < REASON_AT_LEAST or not all(word.strip() for word in words):
        raise Refused(Refusal.REASON_MISSING)


def people_who_leave(new: NewExport) -> int:
    if new.people is None:
        return people_to_reach(register_ids=new.registers, purpose=new.purpose)
    rows = Record.objects.filter(
        register_id__in=new.registers, person__in=new.people, ended_at=None
    )
    held = set(rows.order_by("person").values_list("person", flat=True))
    return len(held - objected_people(purpose=new.purpose, among=held))


def activation_of(at: datetime) -> Activation:
    """The alert plan in force that makes a transmission lawful; refuse with `NOT_ARMED`."""
    row = Activation.objects.filter(armed(at)).order_by("-activated_at", "-pk").first()
    if row is None:
        raise Refused(access.Refusal.NOT_ARMED)
    return row


@transaction.atomic
def countersign_export(*, actor: Actor, export_id: int, at: datetime) -> None:
    """The second human agrees: the grant is given, the file is built; refuse with `NOT_YOUR_TURN`, `SAME_HUMAN`, `EXPORT_OVER`, `NOT_ARMED`."""
    row = to_sign(actor, export_id, at)
    if humans_of([row.user_id])[row.user_id] == actor.human_id:
        raise Refused(Refusal.SAME_HUMAN)
    row.state = ExportState.COUNTERSIGNED
    row.countersigned_by_id, row.countersigned_at = actor.user_id, at
    row.save(update_fields=["state", "countersigned_by", "countersigned_at"])
    give_export_grant(row, actor, at)
    defer("build_export", export_id=row.pk)


def to_sign(actor: Actor, export_id: int, at: datetime) -> Export:
    row = Export.objects.select_for_update().get(pk=export_id)
    if actor.user_id is None or not may_countersign(actor, row.organization_id):
        raise Refused(Refusal.NOT_YOUR_TURN)
    if row.state != ExportState.ASKED or at >= row.asked_at + SIGNED_WITHIN:
        raise Refused(Refusal.EXPORT_OVER)
    return row


def give_export_grant(row: Export, actor: Actor, at: datetime) -> None:
    purpose = Purpose(row.purpose)
    plan = activation_of(at) if purpose in BY_ACT else None
    new = NewGrant(
        purpose=purpose,
        registers=tuple(row.registers),
        groups=frozenset(FieldGroup(group) for group in row.groups),
        reach=Reach.EXPORT,
        user_id=row.user_id,
        role=ASKS_EXPORTS,
        organization_id=row.organization_id,
        activation_id=None if plan is None else plan.pk,
        origin=Origin("EXPORT", row.pk),
        hourly_cap=row.people_cap,
        not_before=at,
        expires_at=at + SIGNED_WITHIN,
    )
    give_grant(actor=actor, new=new, at=at)


@transaction.atomic
def refuse_export(*, actor: Actor, export_id: int, reason: str, at: datetime) -> None:
    """The second human says no, with a reason; refuse with `NOT_YOUR_TURN`, `EXPORT_OVER`, `REASON_MISSING`."""
    row = to_sign(actor, export_id, at)
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    row.refused_by_id, row.refusal_reason = actor.user_id, reason.strip()
    row.save(update_fields=["refused_by", "refusal_reason"])
    end_export(row, ExportState.REFUSED, at)


@transaction.atomic
def keep_export_file(*, actor: Actor, export_id: int, built: BuiltFile, at: datetime) -> None:
    """Keep the sealed file for seven days and close the right to read; refuse with `EXPORT_OVER` when somebody ended it meanwhile."""
    row = Export.objects.select_for_update().get(pk=export_id)
    if row.state != ExportState.COUNTERSIGNED:
        raise Refused(Refusal.EXPORT_OVER)
    ExportFile.objects.create(export=row, sealed=built.sealed)
    row.state, row.built_at = ExportState.BUILT, at
    row.built_count, row.copy_mark = built.people_count, built.copy_mark
    row.save(update_fields=["state", "built_at", "built_count", "copy_mark"])
    revoke_grants_of(actor=actor, origin=Origin("EXPORT", row.pk), at=at)


@transaction.atomic
def collect_export(*, actor: Actor, export_id: int, at: datetime) -> bytes:
    """The sealed bytes, for a steward of the body that asked; refuse with `NOT_YOUR_TURN`, `NO_FILE`."""
    row = own_export(actor, export_id)
    file = ExportFile.objects.filter(export=row).order_by("pk").first()
    if row.state not in WITH_A_FILE or file is None or is_kept_too_long(row, at):
        raise Refused(Refusal.NO_FILE)
    if row.state == ExportState.BUILT:
        row.state, row.collected_at = ExportState.COLLECTED, at
        row.save(update_fields=["state", "collected_at"])
    return bytes(file.sealed)


def is_kept_too_long(row: Export, at: datetime) -> bool:
    return row.built_at is not None and at >= row.built_at + KEPT_FOR


def own_export(actor: Actor, export_id: int) -> Export:
    row = Export.objects.select_for_update().get(pk=export_id)
    if not actor.has(ASKS_EXPORTS) or actor.organization_id != row.organization_id:
        raise Refused(Refusal.NOT_YOUR_TURN)
    return row


@transaction.atomic
def destroy_export(*, actor: Actor, export_id: int, at: datetime) -> None:
    """End an export, with its file and its right; refuse with `NOT_YOUR_TURN`, `EXPORT_OVER`."""
    row = own_export(actor, export_id)
    if row.state not in ALIVE:
        raise Refused(Refusal.EXPORT_OVER)
    end_export(row, ExportState.DESTROYED, at)


@transaction.atomic
def end_old_exports(*, actor: Actor, at: datetime) -> int:
    """Let lapse what was not signed or built in 72 hours, destroy files after seven days; return how many."""
    unsigned = Q(state=ExportState.ASKED, asked_at__lte=at - SIGNED_WITHIN)
    unbuilt = Q(state=ExportState.COUNTERSIGNED, countersigned_at__lte=at - SIGNED_WITHIN)
    kept = Q(state__in=WITH_A_FILE, built_at__lte=at - KEPT_FOR)
    rows = Export.objects.select_for_update().filter(unsigned | unbuilt | kept)
    ended = 0
    for row in rows.order_by("pk"):
        ended += 1
        had_a_file = row.state in WITH_A_FILE
        end_export(row, ExportState.DESTROYED if had_a_file else ExportState.LAPSED, at)
    return ended


@transaction.atomic
def lapse_export(*, actor: Actor, export_id: int, at: datetime) -> None:
    """The file could not be read any more: the export is over, unless it is already."""
    row = Export.objects.select_for_update().get(pk=export_id)
    if row.state == ExportState.COUNTERSIGNED:
        end_export(row, ExportState.LAPSED, at)


def end_export(row: Export, state: ExportState, at: datetime) -> None:
    ExportFile.objects.filter(export=row).delete()
    row.state, row.ended_at = state, at
    row.save(update_fields=["state", "ended_at"])
    revoke_grants_of(actor=SYSTEM, origin=Origin("EXPORT", row.pk), at=at)
