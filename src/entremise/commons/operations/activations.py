"""A plan is put in force by a dated act, turns red by another, is lifted by a third."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Activation, ActivationStep
from entremise.commons.operations.numbering import next_number
from entremise.commons.queries.decisions import armed
from entremise.commons.vocabulary.activations import (
    ACTIVATION_LASTS_AT_MOST,
    ActKind,
    NewActivation,
)
from entremise.commons.vocabulary.decisions import Refusal
from entremise.kernel.errors import Refused

MAY_RECORD_ACTS = frozenset({Role.DECIDER, Role.CAMPAIGN_LEAD})


@transaction.atomic
def activate_plan(*, actor: Actor, new: NewActivation, at: datetime) -> int:
    """Record the act that activates a plan; return the activation's id; refuse with `NOT_YOUR_TURN`, `ACT_MISSING`, `ACT_OF_TOMORROW`, `DATES_TOO_LONG`, `ALREADY_ACTIVE`."""
    user_id = signer_of(actor, new.act_reference, new.act_on, at)
    number = next_number(Activation, "A", at)  # two at once wait here for each other
    if not at < new.expires_at <= at + ACTIVATION_LASTS_AT_MOST:
        raise Refused(Refusal.DATES_TOO_LONG)
    same = Activation.objects.filter(
        armed(at), plan=new.plan, territory_code=new.territory_code, kit_code=new.kit_code
    )
    if same.exists():
        raise Refused(Refusal.ALREADY_ACTIVE)
    row = Activation.objects.create(
        number=number,
        plan=new.plan,
        title=new.title,
        kit_code=new.kit_code,
        territory_code=new.territory_code,
        act_reference=new.act_reference,
        act_on=new.act_on,
        activated_by_id=user_id,
        activated_at=at,
        expires_at=new.expires_at,
    )
    note_act(row, user_id, ActKind.ACTIVATED, new.act_reference, new.act_on, at)
    return row.pk


@transaction.atomic
def turn_red(
    *, actor: Actor, activation_id: int, act_reference: str, act_on: date, at: datetime
) -> None:
    """Record the written order of a red alert, which allows calls on Sundays and holidays; refuse with `NOT_YOUR_TURN`, `ACT_MISSING`, `ACT_OF_TOMORROW`, `NOT_ACTIVE`."""
    user_id = signer_of(actor, act_reference, act_on, at)
    row = activation_in_force(activation_id, at)
    row.is_red = True
    row.save(update_fields=["is_red"])
    note_act(row, user_id, ActKind.TURNED_RED, act_reference, act_on, at)


@transaction.atomic
def lift_plan(
    *, actor: Actor, activation_id: int, act_reference: str, act_on: date, at: datetime
) -> None:
    """Record the end of a plan: what it armed is closed from this moment; refuse with `NOT_YOUR_TURN`, `ACT_MISSING`, `ACT_OF_TOMORROW`, `NOT_ACTIVE`."""
    user_id = signer_of(actor, act_reference, act_on, at)
    row = activation_in_force(activation_id, at)
    row.lifted_at = at
    row.lifted_by_id = user_id
    row.save(update_fields=["lifted_at", "lifted_by"])
    note_act(row, user_id, ActKind.LIFTED, act_reference, act_on, at)


def signer_of(actor: Actor, act_reference: str, act_on: date, at: datetime) -> int:
    host = host_organization()
    is_guest = host is not None and host.organization_id != actor.organization_id
    if actor.user_id is None or is_guest or not actor.roles & MAY_RECORD_ACTS:
        raise Refused(Refusal.NOT_YOUR_TURN)
    if not act_reference.strip():
        raise Refused(Refusal.ACT_MISSING)
    if act_on > localdate(at):
        raise Refused(Refusal.ACT_OF_TOMORROW)
    return actor.user_id


def activation_in_force(activation_id: int, at: datetime) -> Activation:
    row = Activation.objects.select_for_update().filter(armed(at), pk=activation_id).first()
    if row is None:
        raise Refused(Refusal.NOT_ACTIVE)
    return row


def note_act(
    row: Activation, user_id: int, kind: ActKind, reference: str, on: date, at: datetime
) -> None:
    ActivationStep.objects.create(
        activation=row, at=at, user_id=user_id, kind=kind, act_reference=reference, act_on=on
    )
