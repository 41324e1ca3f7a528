"""A step of the conversation is saved, sealed, at once; the notice comes before any answer."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.held_card import grants_for, held_card
from entremise.kernel.errors import Refused
from entremise.kits.queries import version
from entremise.outreach.operations.calls import (
    give_notice,
    lock_held_call,
    note_sign_of_life,
)
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import HeldCall, Refusal
from entremise.outreach.vocabulary.thread import (
    Draft,
    SavedStep,
    is_before_notice,
    opens_notice,
)
from entremise.people.vault.writing import store_text


@transaction.atomic
def save_step(
    *, actor: Actor, call_id: int, token: int, saved: SavedStep, at: datetime
) -> datetime:
    """Keep a step; return until when the call is held; refuse with `NOT_HELD`, `NUMBER_NOT_SHOWN`, `NOTICE_NOT_GIVEN`."""
    # A note saved by itself never hides an answer that is sent meanwhile.
    lock_held_call(actor=actor, call_id=call_id, token=token, at=at)
    call = held_call(actor=actor, call_id=call_id, at=at)
    script = version(call.kit_version_id).script
    is_notice = opens_notice(script, saved)
    if call.notice_given_at is None and not (is_notice or is_before_notice(script, saved.step)):
        raise Refused(Refusal.NOTICE_NOT_GIVEN)
    draft = draft_of(actor=actor, call=call, at=at).with_step(saved)  # asked before it is prolonged
    until = note_sign_of_life(actor=actor, call_id=call_id, token=token, at=at)
    if is_notice:
        give_notice(actor=actor, call_id=call_id, token=token, at=at)
    keep(actor, call, draft, at)
    return until


def draft_of(*, actor: Actor, call: HeldCall, at: datetime) -> Draft:
    """What was saved of this attempt; nothing before the first step."""
    if call.saved_at is None:
        return Draft(attempt_id=call.attempt_id)
    card = held_card(actor=actor, call=call, groups=(FieldGroup.ANSWERS,), at=at)
    return Draft.opened(card.answers, call.attempt_id)


def keep(actor: Actor, call: HeldCall, draft: Draft, at: datetime) -> None:
    register_id = call.register_id
    grants = grants_for(actor=actor, call=call, at=at)
    grant = next((one for one in grants if register_id in one.registers), None)
    if grant is None or register_id is None:
        raise Refused(Refusal.NOT_HELD)
    store_text(
        actor=actor,
        grant_id=grant.grant_id,
        register_id=register_id,
        person=call.person,
        group=FieldGroup.ANSWERS,
        text=draft.text(),
        at=at,
    )
