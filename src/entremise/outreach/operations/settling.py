"""A steward has put an entry right: the person is called again, or somebody goes; nobody is left without a next step."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Task, Visit
from entremise.outreach.operations.pools import pool_of_tried
from entremise.outreach.operations.visits import ask_visit
from entremise.outreach.rules import CALLING
from entremise.outreach.vocabulary.calls import CallState, Refusal, StopReason, TaskKind
from entremise.outreach.vocabulary.visits import NewVisit, VisitCause, VisitEnding

OF_NUMBERS: Final = {TaskKind.WRONG_NUMBER, TaskKind.OUT_OF_SERVICE}


@transaction.atomic
def settle_task(*, actor: Actor, task_id: int, can_be_called: bool, at: datetime) -> None:
    """The register is right again; the person is called again if she may be, visited if no number was found; refuse with `WRONG_STATE`."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    if task.settled_at is not None:
        raise Refused(Refusal.WRONG_STATE)
    task.settled_at, task.settled_by_id = at, actor.user_id
    task.save(update_fields=["settled_at", "settled_by"])
    if task.call_id is not None:
        go_on(task, actor, at, can_be_called=can_be_called)


def go_on(task: Task, actor: Actor, at: datetime, *, can_be_called: bool) -> None:
    """Nothing to do for somebody who is called already, or once the campaign is over."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("campaign", "pool")
    call = rows.get(pk=task.call_id or 0)
    is_called = Call.objects.filter(person=task.person, ended_at=None).exists()
    is_mistaken = task.kind == TaskKind.DEATH and call.stop_reason == StopReason.DEATH
    is_left = is_mistaken or call.state == CallState.UNREACHABLE
    if is_called or not is_left or call.campaign.state not in CALLING:
        return
    if can_be_called:
        list_again(call)
    elif task.kind in OF_NUMBERS:
        new = NewVisit(call.campaign_id, call.person, VisitCause.NO_NUMBER, call.pk)
        ask_visit(actor=actor, new=new, at=at)


def list_again(call: Call) -> None:
    call.state, call.ended_at, call.stop_reason = CallState.READY, None, ""
    call.pool = pool_of_tried(call)
    call.save(update_fields=["state", "ended_at", "stop_reason", "pool"])


@transaction.atomic
def call_who_did_not_refuse(*, person: UUID, at: datetime) -> None:
    """A refusal was not hers: she is on her list again, unless she is called already or the campaign is over."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("campaign", "pool")
    unseen = Visit.objects.filter(person=person, ending=VisitEnding.STOPPED)
    was_stopped = Q(stop_reason=StopReason.OBJECTION) | Q(
        state=CallState.UNREACHABLE, pk__in=unseen.values("call")
    )
    left = rows.filter(was_stopped, person=person, campaign__state__in=CALLING)
    call = left.order_by("-ended_at", "-pk").first()
    if call is not None and not Call.objects.filter(person=person, ended_at=None).exists():
        list_again(call)
