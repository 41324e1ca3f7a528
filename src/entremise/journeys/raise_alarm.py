"""The red button: who can help is told, and may read where the person is; so may her caller."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.ask import ask
from entremise.commons.operations.assignments import assign_many
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations import alarms as outreach
from entremise.outreach.queries.alarms import alarm, told_of
from entremise.outreach.queries.calls import dialled_call
from entremise.outreach.vocabulary.calls import AlarmKind
from entremise.people.vault.cards import open_card
from entremise.people.vocabulary import Card

HELP_LASTS: Final = timedelta(hours=2)
TALKED_WITHIN: Final = timedelta(days=1)
WHERE: Final = (
    FieldGroup.NAME,
    FieldGroup.ADDRESS,
    FieldGroup.PHONE,
    FieldGroup.THIRD_PARTY,
)


@transaction.atomic
def raise_danger(*, actor: Actor, call_id: int, token: int, at: datetime) -> int:
    """Alert for the person on the line, held still or not, and let those alerted and her caller read where she is;
    return the alarm; refuse with `NOT_HELD` who was not shown her number."""
    call = dialled_call(actor=actor, call_id=call_id, token=token, at=at)
    alarm_id = outreach.raise_alarm(
        actor=actor, campaign_id=call.campaign_id, kind=AlarmKind.DANGER, call_id=call_id, at=at
    )
    told = alarm(alarm_id=alarm_id).recipients
    let_see(call.person, (*told, actor.user_id or 0), alarm_id, at)
    return alarm_id


def let_see(person: UUID, user_ids: Collection[int], alarm_id: int, at: datetime) -> None:
    assign_many(
        new=tuple(
            NewAssignment(
                user_id=user_id,
                person=person,
                purpose=Purpose.VITAL_INTEREST,
                origin=Origin("ALARM", alarm_id),
                until=at + HELP_LASTS,
            )
            for user_id in dict.fromkeys(user_ids)
        ),
        at=at,
    )


def danger_card(*, actor: Actor, person: UUID, at: datetime) -> Card | None:
    """Where the person is and whom to warn, under vital interest; none when it may not be read now."""
    grants = live_grants_of(actor=actor, purpose=Purpose.VITAL_INTEREST, at=at)
    try:
        tickets = ask(
            actor=actor,
            grant_ids=[grant.grant_id for grant in grants],
            person=person,
            groups=WHERE,
            at=at,
        )
        return open_card(tickets=tickets, at=at)
    except Refused:  # the emergency numbers stand on the page, whatever the seal says
        return None


def told_of_danger(*, campaign_id: int, at: datetime) -> tuple[int, ...]:
    """The accounts that the red button would alert now."""
    return told_of(campaign_id=campaign_id, kind=AlarmKind.DANGER, at=at, but=None)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What weighs, in her words if she wrote some, and by when somebody talks with her."""

    words: str
    due_at: datetime


def raise_hard_call(
    *, actor: Actor, campaign_id: int, at: datetime, trouble: Trouble | None = None
) -> int:
    """A call was hard: the referent, else the lead, talks with the caller within a day; return the alarm."""
    said = trouble or Trouble("", at + TALKED_WITHIN)
    return outreach.raise_alarm(
        actor=actor,
        campaign_id=campaign_id,
        kind=AlarmKind.HARD_CALL,
        due_at=said.due_at,
        words=said.words,
        at=at,
    )
