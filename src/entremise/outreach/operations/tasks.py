"""What callers find wrong in a register is put right by its steward."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Task
from entremise.outreach.vocabulary.calls import CallState, Refusal, TaskKind

DELAYS: Final = {
    TaskKind.DEATH: timedelta(days=1),
    TaskKind.WRONG_NUMBER: timedelta(days=5),
    TaskKind.OUT_OF_SERVICE: timedelta(days=5),
    TaskKind.INCONSISTENT: timedelta(days=5),
}


def ask_steward(*, call: Call, kind: TaskKind, actor: Actor, at: datetime) -> None:
    """A task for the steward of the registers that the person comes from."""
    Task.objects.create(
        kind=kind,
        campaign_id=call.campaign_id,
        call=call,
        person=call.person,
        raised_by_id=actor.user_id,
        raised_at=at,
        due_at=at + DELAYS[kind],
    )


@transaction.atomic
def settle_task(*, actor: Actor, task_id: int, can_be_called: bool, at: datetime) -> None:
    """The register is right again; the person is called again if she may be; refuse with `WRONG_STATE`."""
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id)
    if task.settled_at is not None:
        raise Refused(Refusal.WRONG_STATE)
    task.settled_at, task.settled_by_id = at, actor.user_id
    task.save(update_fields=["settled_at", "settled_by"])
    is_free = not Call.objects.filter(person=task.person, ended_at=None).exists()
    call = Call.objects.select_for_update(of=("self",)).get(pk=task.call_id)
    if can_be_called and is_free and call.state == CallState.UNREACHABLE:
        call.state, call.ended_at = CallState.READY, None
        call.save(update_fields=["state", "ended_at"])
