"""A need is shared with an association that the person agreed to: it takes charge or says no, then says how it went."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Membership, Need
from entremise.mutual_aid.operations.needs import drop_proposals, refuse_met
from entremise.mutual_aid.operations.tracing import (
    look_for_somebody,
    note,
    open_need,
    own_need,
)
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.membership import MembershipState
from entremise.mutual_aid.vocabulary.needs import (
    ASSOCIATION_ANSWERS_WITHIN,
    CHECKED_AFTER,
    SHARING,
    NeedState,
)

KNOWN_FOR: Final = timedelta(days=30)
SERVED: Final = frozenset({Outcome.WENT_WELL, Outcome.PARTLY})
SHAREABLE: Final = frozenset({NeedState.QUALIFIED, NeedState.SEARCHING, NeedState.PROPOSED})


@transaction.atomic
def share_need(*, actor: Actor, need_id: int, organization_id: int, at: datetime) -> None:
    """Show it, without the person, to one association, which answers in two days; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `NOT_YOURS` when it does not work with the desk."""
    row = own_need(need_id, actor)
    if not Membership.objects.filter(
        organization_id=organization_id, state=MembershipState.ACTIVE
    ).exists():
        raise Refused(Refusal.NOT_YOURS)
    if row.state not in SHAREABLE:
        raise Refused(Refusal.WRONG_STATE)
    refuse_met(row)
    drop_proposals(row, at)
    row.state, row.organization_id = NeedState.ORIENTED, organization_id
    row.next_on = localdate(at + ASSOCIATION_ANSWERS_WITHIN)
    row.save(update_fields=["state", "organization", "next_on"])
    note(row, actor, at, "SHARED", str(organization_id))


@transaction.atomic
def take_charge(*, actor: Actor, need_id: int, at: datetime) -> None:
    """The association helps, and whoever says so sees the person; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row = shared_need(need_id, actor, NeedState.ORIENTED)
    row.state, row.next_on = NeedState.UNDER_WAY, localdate(at + CHECKED_AFTER)
    row.save(update_fields=["state", "next_on"])
    assign(
        new=NewAssignment(
            user_id=actor.user_id or 0,
            person=row.person,
            purpose=Purpose.MATCH_NEED,
            origin=Origin(SHARING, row.pk),
            until=at + KNOWN_FOR,
        ),
        at=at,
    )
    note(row, actor, at, "CHARGE_TAKEN")


@transaction.atomic
def refuse_charge(*, actor: Actor, need_id: int, reason: RefusalReason, at: datetime) -> None:
    """The association says no and why: the need comes back to its owner today; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row = shared_need(need_id, actor, NeedState.ORIENTED)
    bring_back(row, at)
    note(row, actor, at, "CHARGE_REFUSED", reason)


@transaction.atomic
def end_charge(*, actor: Actor, need_id: int, outcome: Outcome, at: datetime) -> None:
    """How it went, as the association says: its owner asks the person and closes, or looks again; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row = shared_need(need_id, actor, NeedState.UNDER_WAY)
    bring_back(row, at)
    if outcome in SERVED:
        row.state = NeedState.UNDER_WAY
        row.save(update_fields=["state"])
    note(row, actor, at, "OUTCOME", outcome)


@transaction.atomic
def take_back_need(*, actor: Actor, need_id: int, at: datetime) -> None:
    """Its owner looks elsewhere; the association sees it no more; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row = own_need(need_id, actor)
    if row.organization_id is None:
        raise Refused(Refusal.WRONG_STATE)
    bring_back(row, at)
    note(row, actor, at, "TAKEN_BACK")


def shared_need(need_id: int, actor: Actor, state: NeedState) -> Need:
    """An open need of this actor's association, in this state, locked."""
    row = open_need(need_id)
    if row.organization_id is None or row.organization_id != actor.organization_id:
        raise Refused(Refusal.NOT_YOURS)
    if row.state != state:
        raise Refused(Refusal.WRONG_STATE)
    return row


def bring_back(row: Need, at: datetime) -> None:
    row.state, row.organization_id, row.next_on = NeedState.SEARCHING, None, localdate(at)
    row.save(update_fields=["state", "organization", "next_on"])
    release(origin=Origin(SHARING, row.pk), at=at)
    look_for_somebody(row.pk)
