"""Which alarms wait for whom, and what stewards have to put right."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Actor, Role
from entremise.kernel.compiled import compiled
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Alarm, AlarmRecipient, Caller, Campaign, Task
from entremise.outreach.vocabulary.calls import (
    AlarmCard,
    AlarmKind,
    Refusal,
    StewardTask,
    TaskKind,
)
from entremise.outreach.vocabulary.campaigns import Level
from entremise.solidarity.queries.shifts import on_shift


def told_of(*, campaign_id: int, kind: AlarmKind, at: datetime, but: int | None) -> tuple[int, ...]:
    """The referents on shift, else the lead; the orienteurs too when a life is at stake, the lead always for visitors."""
    campaign = Campaign.objects.get(pk=campaign_id)
    origin = Origin("CAMPAIGN", campaign_id)
    present = on_shift(origin=origin, at=at, level=Level.REFERENT)
    first = {one.user_id for one in present} - {but} or {campaign.lead_id}
    if kind is AlarmKind.NO_RETURN:
        first |= {campaign.lead_id}
    orienteurs = (
        accounts_with_role(role=Role.ORIENTEUR, organization_id=campaign.organization_id, at=at)
        if kind is not AlarmKind.HARD_CALL
        else ()
    )
    return tuple(sorted(first | {one.user_id for one in orienteurs}))


def alarms_for(*, user_id: int) -> tuple[AlarmCard, ...]:
    """Open alarms that this account was told of, the oldest first."""
    return cards(Alarm.objects.filter(closed_at=None, recipients__user_id=user_id))


def alarms_about(*, user_id: int) -> tuple[AlarmCard, ...]:
    """Open alarms that this account was told of, raised itself, or has in a campaign it leads; the oldest first."""
    told_or_raised = Q(recipients__user_id=user_id) | Q(raised_by_id=user_id)
    concerned = told_or_raised | Q(campaign__lead_id=user_id)
    return cards(Alarm.objects.filter(concerned, closed_at=None).distinct())


def is_watching(*, user_id: int) -> bool:
    """Whether alarms concern this caller now: a referent, or one who has raised an alarm that is open."""
    return bool(watched_by(user_id=user_id))


@compiled
def watched_by(*, user_id: int) -> QuerySet[Caller, tuple[int]]:
    referent = Caller.objects.filter(user_id=user_id, ended_at=None, level=Level.REFERENT)
    raised = Alarm.objects.filter(raised_by_id=user_id, closed_at=None)
    return referent.values_list("pk").union(raised.values_list("pk"))


def raised_danger(*, actor: Actor, call_id: int, since: datetime) -> AlarmCard:
    """The danger that this caller has told of for this call; refuse with `NOT_HELD`."""
    rows = Alarm.objects.filter(
        kind=AlarmKind.DANGER,
        call_id=call_id,
        raised_by_id=actor.user_id or 0,
        raised_at__gt=since,
    )
    found = cards(rows)
    if not found:
        raise Refused(Refusal.NOT_HELD)
    return found[-1]


def told_danger(*, actor: Actor, alarm_id: int) -> AlarmCard:
    """A danger, on the line or of visitors, that this account was told of and that is not over; refuse with `NOT_HELD`."""
    rows = Alarm.objects.filter(pk=alarm_id).exclude(kind=AlarmKind.HARD_CALL)
    found = cards(rows.filter(closed_at=None, recipients__user_id=actor.user_id or 0))
    if not found:
        raise Refused(Refusal.NOT_HELD)
    return found[0]


def alarms_of(*, campaign_id: int) -> tuple[AlarmCard, ...]:
    """Open alarms of one campaign, the oldest first."""
    return cards(Alarm.objects.filter(closed_at=None, campaign_id=campaign_id))


def alarm(*, alarm_id: int) -> AlarmCard:
    """One alarm; it must exist."""
    return cards(Alarm.objects.filter(pk=alarm_id))[0]


def cards(rows: QuerySet[Alarm]) -> tuple[AlarmCard, ...]:
    return tuple(map(alarm_card, told_alarms(rows)))


def told_alarms(rows: QuerySet[Alarm]) -> QuerySet[Alarm, Any]:
    """What a card says of these alarms, the oldest first."""
    told = AlarmRecipient.objects.filter(alarm=OuterRef("pk")).order_by("user_id")
    found = rows.order_by("raised_at", "pk").annotate(
        person=Coalesce("call__person", "visit__person"), told=ArraySubquery(told.values("user_id"))
    )
    return found.values_list(
        "pk",
        "kind",
        "campaign_id",
        "campaign__title",
        "call_id",
        "visit_id",
        "raised_by_id",
        "raised_at",
        "due_at",
        "words",
        "seen_by_id",
        "seen_at",
        "closed_at",
        "person",
        "told",
        named=True,
    )


def alarm_card(row: Any) -> AlarmCard:
    return AlarmCard(
        alarm_id=row.pk,
        kind=AlarmKind(row.kind),
        campaign_id=row.campaign_id,
        campaign_title=row.campaign__title,
        call_id=row.call_id,
        visit_id=row.visit_id,
        person=row.person,
        raised_by=row.raised_by_id,
        raised_at=row.raised_at,
        due_at=row.due_at,
        words=row.words,
        recipients=tuple(row.told),
        seen_by=row.seen_by_id,
        seen_at=row.seen_at,
        closed_at=row.closed_at,
    )


def steward_tasks(*, limit: int = 25, skip: int = 0) -> tuple[StewardTask, ...]:
    """What is to be put right in the registers, the nearest due first."""
    rows = unsettled().order_by("due_at", "pk")
    return tuple(task_card(row) for row in rows[skip : skip + limit])


def steward_task(task_id: int) -> StewardTask:
    """One that is not settled yet; it must exist."""
    return task_card(unsettled().get(pk=task_id))


def steward_task_count() -> int:
    """How many things are to be put right in all."""
    return unsettled().count()


def unsettled() -> QuerySet[Task]:
    return Task.objects.filter(settled_at=None).select_related("campaign")


def task_card(row: Task) -> StewardTask:
    return StewardTask(
        task_id=row.pk,
        kind=TaskKind(row.kind),
        person=row.person,
        campaign_id=row.campaign_id,
        campaign_title=row.campaign.title,
        raised_at=row.raised_at,
        due_at=row.due_at,
    )
