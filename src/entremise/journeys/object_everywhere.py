"""« Ne m'appelez plus »: one choice, read back, that stops at once wherever it reaches."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.objections import object_to, settle_check
from entremise.commons.queries.objections import objection
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.keep_entry import must_keep
from entremise.kernel.origin import Origin
from entremise.notices.operations import ask_letter
from entremise.notices.vocabulary import Template
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.settling import call_who_did_not_refuse
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import Closing, Outcome, StopReason
from entremise.referral.operations.endings import withdraw_reports_of


def object_during_call(
    *, actor: Actor, call_id: int, token: int, scope: ObjectionScope, at: datetime
) -> int:
    """The person says no to her caller: the objection acts, the call ends with it; return the objection."""
    call = held_call(actor=actor, call_id=call_id, at=at)
    new = NewObjection(
        person=call.person,
        scope=scope,
        channel=Channel.CALL,
        purpose=call.purpose if scope is ObjectionScope.PURPOSE else None,
        origin=Origin("CAMPAIGN", call.campaign_id) if scope is ObjectionScope.CAMPAIGN else None,
    )
    with transaction.atomic():
        closing = Closing(outcome=Outcome.OBJECTION)
        close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=at)
        return object_everywhere(actor=actor, new=new, at=at)


@transaction.atomic
def object_everywhere(*, actor: Actor, new: NewObjection, at: datetime) -> int:
    """Record an objection, stop the calls and reports that it reaches, held ones too, and queue its receipt; return the objection."""
    objection_id = object_to(actor=actor, new=new, at=at)
    if new.person is not None:
        stop_calls_of(
            person=new.person,
            reason=StopReason.OBJECTION,
            campaign_id=new.origin.id if new.origin is not None else None,
            purpose=Purpose(new.purpose) if new.purpose is not None else None,
            at=at,
        )
        if new.scope is ObjectionScope.ALL or new.purpose == Purpose.REFERRAL:
            withdraw_reports_of(actor=actor, person=new.person, at=at)
        ask_letter(
            template=Template.OBJECTION_RECEIPT,
            fact=Origin("OBJECTION", objection_id),
            person=new.person,
            at=at,
        )
    return objection_id


@transaction.atomic
def answer_check(*, actor: Actor, objection_id: int, is_hers: bool, at: datetime) -> None:
    """A no that waits for another channel is confirmed; or it was not hers, acts no more, and she is called again; refuse with `NO_RIGHT`, `NOT_TO_VERIFY`."""
    person = objection(objection_id).person
    must_keep(actor, person, at)
    settle_check(actor=actor, objection_id=objection_id, is_hers=is_hers, at=at)
    if person is not None and not is_hers:
        call_who_did_not_refuse(person=person, at=at)
