"""What callers find wrong in a register is put right by its steward."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.outreach.models import Call, Task
from entremise.outreach.vocabulary.calls import TaskKind

DELAYS: Final = {
    TaskKind.DEATH: timedelta(days=1),
    TaskKind.WRONG_NUMBER: timedelta(days=5),
    TaskKind.OUT_OF_SERVICE: timedelta(days=5),
    TaskKind.INCONSISTENT: timedelta(days=5),
}


def ask_steward(*, call: Call, kind: TaskKind, actor: Actor, at: datetime) -> None:
    """A task for the steward of the registers that the person comes from."""
    ask_steward_about(
        campaign_id=call.campaign_id,
        person=call.person,
        kind=kind,
        call_id=call.pk,
        actor=actor,
        at=at,
    )


def ask_steward_about(
    *,
    campaign_id: int,
    person: UUID,
    kind: TaskKind,
    call_id: int | None,
    actor: Actor,
    at: datetime,
) -> None:
    """A task for the same steward, also where no call is."""
    Task.objects.create(
        kind=kind,
        campaign_id=campaign_id,
        call_id=call_id,
        person=person,
        raised_by_id=actor.user_id,
        raised_at=at,
        due_at=at + DELAYS[kind],
    )
