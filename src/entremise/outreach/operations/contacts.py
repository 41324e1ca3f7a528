"""Ringing somebody beside the person, within the hold of her call: the number is opened by a step, never before."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import open_groups
from entremise.commons.queries.objections import has_objected
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, SecondContact
from entremise.outreach.operations.calls import lock_held_call, locked_calls, note_sign_of_life
from entremise.outreach.operations.tasks import ask_steward_about
from entremise.outreach.queries.contacts import has_tried_enough
from entremise.outreach.rules import origin_of
from entremise.outreach.vocabulary.calls import Refusal, TaskKind
from entremise.outreach.vocabulary.contacts import (
    NEWS_OF,
    OPENED_FOR,
    SPOKEN_WITH,
    ContactKind,
    News,
    Said,
)
from entremise.outreach.vocabulary.contacts import Refusal as ContactRefusal


@transaction.atomic
def open_contact(
    *, actor: Actor, call_id: int, token: int, kind: ContactKind, at: datetime
) -> None:
    """Let the holder of this call read one contact more; refuse with `NOT_HELD`, `NUMBER_NOT_SHOWN`, `TOO_FEW_TRIES`, `PERSON_FIRST`."""
    call, attempt = own_hold(actor, call_id, token, at)
    refusal = why_not_yet(call, attempt, kind, at)
    if refusal is not None:
        raise Refused(refusal)
    SecondContact.objects.get_or_create(attempt=attempt, kind=kind, defaults={"shown_at": at})
    note_sign_of_life(actor=actor, call_id=call_id, token=token, at=at)
    open_groups(
        origin=Origin("CALL", call.pk),
        user_id=attempt.user_id,
        groups={OPENED_FOR[kind]},
        at=at,
    )


def own_hold(actor: Actor, call_id: int, token: int, at: datetime) -> tuple[Call, Attempt]:
    lock_held_call(actor=actor, call_id=call_id, token=token, at=at)
    (call,) = locked_calls(call_id=call_id)
    if call.shown_at is None:
        raise Refused(Refusal.NUMBER_NOT_SHOWN)
    purpose = Purpose(call.campaign.purpose)
    if has_objected(person=call.person, purpose=purpose, origin=origin_of(call.campaign_id)):
        raise Refused(Refusal.NOT_HELD)
    return call, Attempt.objects.get(call=call, token=token)


def why_not_yet(
    call: Call, attempt: Attempt, kind: ContactKind, at: datetime
) -> ContactRefusal | None:
    """The person comes first: spoken with, for her guardian; tried as often as the plan says, for a relative."""
    if kind is ContactKind.GUARDIAN and attempt.notice_given_at is not None:
        return None
    if has_tried_enough(call_id=call.pk, at=at):
        return None
    is_guardian = kind is ContactKind.GUARDIAN
    return ContactRefusal.PERSON_FIRST if is_guardian else ContactRefusal.TOO_FEW_TRIES


@transaction.atomic
def note_guardian(*, actor: Actor, call_id: int, token: int, news: News, at: datetime) -> None:
    """Whether the guardian was told; the call goes on; refuse with `NOT_HELD`, `NUMBER_NOT_SHOWN`, `NEWS_UNKNOWN`."""
    call, attempt = own_hold(actor, call_id, token, at)
    note_said(call, attempt, Said(ContactKind.GUARDIAN, news), actor, at)
    note_sign_of_life(actor=actor, call_id=call_id, token=token, at=at)


def note_said(call: Call, attempt: Attempt, said: Said, actor: Actor, at: datetime) -> None:
    """What came of it; refuse with `NUMBER_NOT_SHOWN`, `RELATIVE_NOT_INFORMED`, `NEWS_UNKNOWN`."""
    refusal = why_not_said(said)
    if refusal is not None:
        raise Refused(refusal)
    if said.kind is ContactKind.ON_HER_LINE:
        row = SecondContact(attempt=attempt, kind=said.kind, shown_at=attempt.shown_at or at)
    else:
        row = shown_contact(attempt, said.kind)
    row.news, row.noted_at, row.until = said.news, at, said.until
    row.informed_at = at if said.is_informed else None
    row.save()
    if said.news is News.WRONG_NUMBER:
        ask_steward_about(
            campaign_id=call.campaign_id,
            person=call.person,
            kind=TaskKind.INCONSISTENT,
            call_id=None,
            actor=actor,
            at=at,
        )


def why_not_said(said: Said) -> StrEnum | None:
    if said.news not in NEWS_OF[said.kind]:
        return ContactRefusal.NEWS_UNKNOWN
    if said.until is not None and said.news not in {News.HOSPITAL, News.AWAY}:
        return ContactRefusal.NEWS_UNKNOWN
    is_told = said.is_informed or said.news not in SPOKEN_WITH
    if said.kind is ContactKind.RELATIVE and not is_told:
        return ContactRefusal.RELATIVE_NOT_INFORMED
    return None


def shown_contact(attempt: Attempt, kind: ContactKind) -> SecondContact:
    row = SecondContact.objects.filter(attempt=attempt, kind=kind).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NUMBER_NOT_SHOWN)
    return row
