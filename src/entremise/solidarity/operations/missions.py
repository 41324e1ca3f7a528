"""What changes mission acts: propose, answer, end early."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Mission
from entremise.solidarity.vocabulary.missions import LONGEST_DAYS, MISSIONS, NewMission, Refusal


@transaction.atomic
def propose_mission(*, actor: Actor, new: NewMission, at: datetime) -> int:
    """Ask somebody for tasks of the authority; return the id; refuse with `NOT_YOUR_MISSION`, `PERIOD_IMPOSSIBLE`."""
    if actor.user_id is None or actor.organization_id is None or not actor.roles & MISSIONS:
        raise Refused(Refusal.NOT_YOUR_MISSION)
    days = (new.ends_on - new.starts_on).days
    if not 0 <= days <= LONGEST_DAYS or new.ends_on < day_of(at):
        raise Refused(Refusal.PERIOD_IMPOSSIBLE)
    row = Mission.objects.create(
        user_id=new.user_id,
        organization_id=actor.organization_id,
        tasks=new.tasks,
        act_reference=new.act_reference,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        proposed_by_id=actor.user_id,
        proposed_at=at,
    )
    return row.pk


@transaction.atomic
def accept_mission(*, actor: Actor, mission_id: int, at: datetime) -> None:
    """The helper says yes: she is covered from the first day, or from today when it has passed; refuse with `NOT_YOUR_MISSION`, `MISSION_OVER`."""
    row = proposed_to(actor, mission_id, at)
    row.accepted_at = at
    row.covered_from_on = max(row.starts_on, day_of(at))
    row.covered_until = row.ends_on
    row.save(update_fields=["accepted_at", "covered_from_on", "covered_until"])


@transaction.atomic
def decline_mission(*, actor: Actor, mission_id: int, at: datetime) -> None:
    """The helper says no, without a reason; refuse with `NOT_YOUR_MISSION`, `MISSION_OVER`."""
    row = proposed_to(actor, mission_id, at)
    row.declined_at = at
    row.save(update_fields=["declined_at"])


@transaction.atomic
def end_mission(*, actor: Actor, mission_id: int, reason: str, at: datetime) -> None:
    """The authority or the helper ends it today; refuse with `NOT_YOUR_MISSION`, `MISSION_OVER`."""
    row = locked(mission_id)
    is_hers = row.user_id == actor.user_id
    is_ours = bool(actor.roles & MISSIONS) and row.organization_id == actor.organization_id
    if actor.user_id is None or not (is_hers or is_ours):
        raise Refused(Refusal.NOT_YOUR_MISSION)
    last = row.covered_until or row.ends_on
    if row.declined_at is not None or row.ended_at is not None or last < day_of(at):
        raise Refused(Refusal.MISSION_OVER)
    row.ended_at, row.ended_by_id, row.ended_because = at, actor.user_id, reason.strip()
    if row.covered_until is not None:  # one that has not begun covers nothing: it ends on the eve
        row.covered_until = min(row.covered_until, day_of(at))
    row.save(update_fields=["ended_at", "ended_by", "ended_because", "covered_until"])


def proposed_to(actor: Actor, mission_id: int, at: datetime) -> Mission:
    row = locked(mission_id)
    if row.user_id != actor.user_id:
        raise Refused(Refusal.NOT_YOUR_MISSION)
    is_answered = row.accepted_at is not None or row.declined_at is not None
    if is_answered or row.ended_at is not None or row.ends_on < day_of(at):
        raise Refused(Refusal.MISSION_OVER)
    return row


def locked(mission_id: int) -> Mission:
    return Mission.objects.select_for_update().get(pk=mission_id)


def day_of(at: datetime) -> date:
    return localtime(at).date()
