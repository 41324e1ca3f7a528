"""An objection acts when it is received, before anybody verifies it; it can be taken back."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.commons.models import Assignment, Objection
from entremise.commons.vocabulary.access import (
    NewObjection,
    ObjectionScope,
    ObjectionState,
    Refusal,
    ToldBy,
)
from entremise.commons.vocabulary.law import NEVER_STOPPED
from entremise.kernel.errors import Refused


@transaction.atomic
def object_to(*, actor: Actor, new: NewObjection, at: datetime) -> int:
    """Record an objection; the assignments it stops end now; return its id."""
    row = Objection.objects.create(
        person=new.person,
        scope=new.scope,
        purpose=new.purpose or "",
        origin_kind=new.origin.kind if new.origin else "",
        origin_id=new.origin.id if new.origin else None,
        channel=new.channel,
        told_by=new.told_by,
        state=ObjectionState.ACTING,
        received_at=at,
        received_by_id=actor.user_id,
        verify_by=new.verify_by,
    )
    with connection.cursor() as cursor:  # her blind indexes, which outlive her entries
        cursor.execute("select sealed.keep_objection_marks(%s)", [row.pk])
    if new.person is not None and new.scope is not ObjectionScope.CAMPAIGN:
        end_assignments(new.person, new, at)
    return row.pk


def end_assignments(person: UUID, new: NewObjection, at: datetime) -> None:
    """The work that is stopped; a campaign ends its own through its calls (a claim asks again anyway)."""
    rows = Assignment.objects.filter(person=person, released_at=None)
    if new.scope is ObjectionScope.PURPOSE:
        rows = rows.filter(purpose=new.purpose or "")
    rows.exclude(purpose__in=NEVER_STOPPED).update(released_at=at)


@transaction.atomic
def settle_check(*, actor: Actor, objection_id: int, is_hers: bool, at: datetime) -> None:
    """Asked by another channel, the person or her proxy confirms a no that waits for this, or says it was not hers; refuse with `NOT_TO_VERIFY`."""
    rows = Objection.objects.select_for_update().filter(
        pk=objection_id, state=ObjectionState.ACTING, verify_by__isnull=False
    )
    if rows.order_by("pk").first() is None:
        raise Refused(Refusal.NOT_TO_VERIFY)
    state = ObjectionState.VERIFIED if is_hers else ObjectionState.WITHDRAWN
    settle(objection_id, state, actor, at)


@transaction.atomic
def withdraw_objection(*, actor: Actor, objection_id: int, at: datetime) -> None:
    """The person herself says that she did not object, or does not any more; refuse with `GUARDIAN_DECIDES`.

    What a guardian decided for her is undone with the desk: she, her guardian or the judge are heard there (code civil art. 459)."""
    decided = Objection.objects.filter(pk=objection_id, told_by=ToldBy.GUARDIAN)
    if actor == RESIDENT and decided.exists():
        raise Refused(Refusal.GUARDIAN_DECIDES)
    settle(objection_id, ObjectionState.WITHDRAWN, actor, at)


def settle(objection_id: int, state: ObjectionState, actor: Actor, at: datetime) -> None:
    Objection.objects.exclude(state=ObjectionState.WITHDRAWN).filter(pk=objection_id).update(
        state=state, settled_at=at, settled_by_id=actor.user_id
    )


@transaction.atomic
def forget_person_of_objections(*, person: UUID, at: datetime) -> int:
    """After erasure: keep the objections as marks alone; return how many."""
    return Objection.objects.filter(person=person).update(person=None)
