"""The red button: who can help is told, and may read where the person is; so may her caller."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

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
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import AlarmKind, HeldCall, Refusal
from entremise.people.vault.cards import open_card
from entremise.people.vocabulary import Card

HELP_LASTS: Final = timedelta(hours=2)
WHERE: Final = (
    FieldGroup.NAME,
    FieldGroup.ADDRESS,
    FieldGroup.PHONE,
    FieldGroup.THIRD_PARTY,
)


@transaction.atomic
def raise_danger(*, actor: Actor, call_id: int, token: int, at: datetime) -> int:
    """Alert for the person on the line, and let those alerted and her caller read where she is; return the alarm."""
    call = held_call(actor=actor, call_id=call_id, at=at)
    if call.token != token or call.shown_at is None:
        raise Refused(Refusal.NOT_HELD)
    alarm_id = outreach.raise_alarm(
        actor=actor, campaign_id=call.campaign_id, kind=AlarmKind.DANGER, call_id=call_id, at=at
    )
    let_see(call, (*alarm(alarm_id=alarm_id).recipients, actor.user_id or 0), alarm_id, at)
    return alarm_id


def let_see(call: HeldCall, user_ids: Collection[int], alarm_id: int, at: datetime) -> None:
    assign_many(
        new=tuple(
            NewAssignment(
                user_id=user_id,
                person=call.person,
                purpose=Purpose.VITAL_INTEREST,
                origin=Origin("ALARM", alarm_id),
                until=at + HELP_LASTS,
            )
            for user_id in dict.fromkeys(user_ids)
        ),
        at=at,
    )


def danger_card(*, actor: Actor, call: HeldCall, at: datetime) -> Card:
    """Where the person is and whom to warn, under vital interest; refuse with `NOT_AVAILABLE`."""
    grants = live_grants_of(actor=actor, purpose=Purpose.VITAL_INTEREST, at=at)
    tickets = ask(
        actor=actor,
        grant_ids=[grant.grant_id for grant in grants],
        person=call.person,
        groups=WHERE,
        at=at,
    )
    return open_card(tickets=tickets, at=at)


def told_of_danger(*, call: HeldCall, at: datetime) -> tuple[int, ...]:
    """The accounts that the red button would alert now."""
    return told_of(campaign_id=call.campaign_id, kind=AlarmKind.DANGER, at=at, but=None)


def raise_hard_call(*, actor: Actor, campaign_id: int, at: datetime) -> int:
    """A call was hard: the referent, else the lead, talks with the caller within a day; return the alarm."""
    return outreach.raise_alarm(
        actor=actor, campaign_id=campaign_id, kind=AlarmKind.HARD_CALL, at=at
    )
