"""The red button and the hard call: who is told, who has seen it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Alarm, AlarmRecipient, Campaign
from entremise.outreach.queries.alarms import told_of
from entremise.outreach.vocabulary.calls import AlarmKind, Refusal


@transaction.atomic
def raise_alarm(
    *,
    actor: Actor,
    campaign_id: int,
    kind: AlarmKind,
    at: datetime,
    call_id: int | None = None,
    visit_id: int | None = None,
    due_at: datetime | None = None,
    words: str = "",
) -> int:
    """Tell the referent on shift, else the lead, and the orienteurs if somebody is in danger; return the alarm.
    The same call alarms once."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    known = Alarm.objects.filter(
        Q(call=None) if call_id is None else Q(call_id=call_id),
        Q(visit=None) if visit_id is None else Q(visit_id=visit_id),
        kind=kind,
        campaign=campaign,
        raised_by_id=actor.user_id or 0,
        closed_at=None,
    )
    already = known.order_by("pk").first()
    if already is not None:
        return hasten(already, due_at, words)
    alarm = Alarm.objects.create(
        kind=kind,
        campaign=campaign,
        call_id=call_id,
        visit_id=visit_id,
        raised_by_id=actor.user_id or 0,
        raised_at=at,
        due_at=due_at,
        words=words,
    )
    tell(alarm, told_of(campaign_id=campaign_id, kind=kind, at=at, but=actor.user_id))
    return alarm.pk


def hasten(alarm: Alarm, due_at: datetime | None, words: str) -> int:
    """More of the same trouble: what she adds is read too, and the nearest date stands."""
    alarm.due_at = min(filter(None, (alarm.due_at, due_at)), default=None)
    alarm.words = "\n".join(filter(None, (alarm.words, words)))[:400]
    alarm.save(update_fields=["due_at", "words"])
    return alarm.pk


def tell(alarm: Alarm, user_ids: Collection[int]) -> None:
    AlarmRecipient.objects.bulk_create(
        AlarmRecipient(alarm=alarm, user_id=user_id) for user_id in user_ids
    )


@transaction.atomic
def see_alarm(*, actor: Actor, alarm_id: int, at: datetime) -> None:
    """« I am on it »: the first who says so; refuse with `NOT_HELD` to those who were not told."""
    alarm = told_alarm(actor, alarm_id)
    if alarm.seen_at is None:
        alarm.seen_by_id, alarm.seen_at = actor.user_id, at
        alarm.save(update_fields=["seen_by", "seen_at"])


@transaction.atomic
def close_alarm(*, actor: Actor, alarm_id: int, at: datetime) -> None:
    """Help has arrived, or the caller was talked to: nobody reads the address any more; refuse with `NOT_HELD`."""
    alarm = told_alarm(actor, alarm_id)
    if alarm.seen_at is None:
        alarm.seen_by_id, alarm.seen_at = actor.user_id, at
    alarm.closed_at = alarm.closed_at or at
    alarm.save(update_fields=["seen_by", "seen_at", "closed_at"])
    release(origin=Origin("ALARM", alarm.pk), at=at)


def told_alarm(actor: Actor, alarm_id: int) -> Alarm:
    alarm = (
        Alarm.objects.select_for_update(of=("self",))
        .filter(pk=alarm_id, recipients__user_id=actor.user_id or 0)
        .order_by("pk")
        .first()
    )
    if alarm is None:
        raise Refused(Refusal.NOT_HELD)
    return alarm
