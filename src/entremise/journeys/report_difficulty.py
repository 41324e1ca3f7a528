"""A caller heard a difficulty: the person's word, item by item, becomes a report, and the call ends with it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.held_card import TALKING, grants_for, held_card
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.reviews import draw_review
from entremise.outreach.queries.calls import held_call
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.queries.late import late_call
from entremise.outreach.queries.reviews import is_read
from entremise.outreach.vocabulary.calls import Closing, HeldCall, Outcome, Refusal
from entremise.outreach.vocabulary.contacts import Said
from entremise.people.vault import copy_into, store_text
from entremise.people.vocabulary import Card
from entremise.referral.operations.reports import open_report, report_again
from entremise.referral.queries.reports import report, reports_from
from entremise.referral.vocabulary.facts import Facts, ItemFacts
from entremise.referral.vocabulary.reports import (
    Consent,
    NewItem,
    NewReport,
    OpenedReport,
    ReportState,
)

LATE: Final = "LATE_REPORT"  # of an attempt: she writes after her hold
TO_SEND: Final = timedelta(minutes=2)
COPIED = tuple(group for group in TALKING if group is not FieldGroup.ANSWERS)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """One item as the caller wrote it; without consent its facts are not kept."""

    theme: str
    severity: int
    consent: Consent
    facts: ItemFacts


def report_difficulty(
    *,
    actor: Actor,
    call_id: int,
    token: int,
    items: tuple[Difficulty, ...],
    at: datetime,
    said: Said | None = None,
    word: Closing | None = None,
) -> OpenedReport:
    """Open a report, seal its facts, end the call; after the hold it is kept too; refuse with `NOT_HELD`, `NOTICE_NOT_GIVEN`, `CALLBACK_OUTSIDE_HOURS`.

    `said`: it comes from somebody beside her, who is worried. `word`: what was promised to her besides."""
    call = reported_call(actor=actor, call_id=call_id, at=at)
    if call.token != token or call.register_id is None:
        raise Refused(Refusal.NOT_HELD)
    closing = closing_of(call, items, said, word)
    let_write(actor, call, at)
    card = held_card(actor=actor, call=call, groups=(*TALKING, FieldGroup.FACTS), at=at)
    with transaction.atomic():
        opened, item_ids = open_or_add(actor, call, card, items, at)
        seal(actor, call, card, dict(zip(item_ids, items, strict=True)), at)
        # Last: it ends the right to write about her.
        close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=at)
        release(origin=Origin(LATE, call.attempt_id), at=at)
    return opened


def reported_call(*, actor: Actor, call_id: int, at: datetime) -> HeldCall:
    """The call she holds, or held until the network or the clock took it; refuse with `NOT_HELD`."""
    try:
        return held_call(actor=actor, call_id=call_id, at=at)
    except Refused:
        return late_call(actor=actor, call_id=call_id, at=at)


def let_write(actor: Actor, call: HeldCall, at: datetime) -> None:
    """After her hold she may write what she heard, for the time of sending it."""
    if call.lease_until > at:
        return
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=call.person,
        purpose=call.purpose,
        origin=Origin(LATE, call.attempt_id),
        until=at + TO_SEND,
    )
    assign(new=new, at=at)


def open_or_add(
    actor: Actor, call: HeldCall, card: Card, items: tuple[Difficulty, ...], at: datetime
) -> tuple[OpenedReport, tuple[int, ...]]:
    """The report of this call; somebody else who was given the person meanwhile has opened it already: then more of it."""
    new = new_report(actor, call, card, items)
    known = reports_from([new.origin])
    if not known:
        opened = open_report(actor=actor, new=new, at=at)
        draw(actor, call, opened, at)
        return opened, opened.item_ids
    added = report_again(actor=actor, report_id=known[0].report_id, items=new.items, at=at)
    return added, added.item_ids


def is_drawn(actor: Actor, call: HeldCall) -> bool:
    """Whether a referent reads this report: all of level 1, a share of the others, as the seed says."""
    return is_read(user_id=actor.user_id or 0, campaign_id=call.campaign_id, seed=str(call.call_id))


def draw(actor: Actor, call: HeldCall, opened: OpenedReport, at: datetime) -> None:
    """It waits for its reader: before triage, or beside it when somebody needs an answer now."""
    if is_drawn(actor, call):
        draw_review(
            actor=actor,
            report_id=opened.report_id,
            campaign_id=call.campaign_id,
            person=call.person,
            is_first=report(report_id=opened.report_id).state is ReportState.TO_REVIEW,
            at=at,
        )


def closing_of(
    call: HeldCall, items: tuple[Difficulty, ...], said: Said | None, word: Closing | None
) -> Closing:
    """Nobody but herself agrees that something is passed on: what a relative fears leaves for her life alone."""
    if said is None:
        outcome = outcome_of(call, items)
        return replace(word, outcome=outcome) if word is not None else Closing(outcome=outcome)
    if any(item.consent is not Consent.VITAL for item in items):
        raise Refused(Refusal.NOTICE_NOT_GIVEN)
    return Closing(outcome=Outcome.RELATIVE_ANSWERED, said=said)


def outcome_of(call: HeldCall, items: tuple[Difficulty, ...]) -> Outcome:
    """Spoken, once the notice was given; before it, only a danger to life is reported."""
    if call.notice_given_at is not None:
        return Outcome.SPOKEN_DIFFICULTY
    if all(item.consent is Consent.VITAL for item in items):
        return Outcome.EMERGENCY
    raise Refused(Refusal.NOTICE_NOT_GIVEN)


def new_report(
    actor: Actor, call: HeldCall, card: Card, items: tuple[Difficulty, ...]
) -> NewReport:
    return NewReport(
        person=call.person,
        register_id=call.register_id or 0,
        organization_id=campaign(call.campaign_id).organization_id,
        origin=Origin("CALL", call.call_id),
        items=tuple(NewItem(item.theme, item.severity, item.consent) for item in items),
        kit_version_id=call.kit_version_id,
        district=card.district,
        needs_review=is_drawn(actor, call),
    )


def seal(
    actor: Actor, call: HeldCall, card: Card, items: dict[int, Difficulty], at: datetime
) -> None:
    """What orienteurs need goes into her record of the campaign, and only if something may be passed on."""
    register_id = call.register_id or 0
    passed = {key: item for key, item in items.items() if item.consent is not Consent.NO}
    if not passed:
        return
    grants = grants_for(actor=actor, call=call, at=at)
    grant_id = next(one.grant_id for one in grants if register_id in one.registers)
    copy_into(
        actor=actor, grant_id=grant_id, card=card, register_id=register_id, groups=COPIED, at=at
    )
    facts = Facts.opened(card.facts)
    for item_id, item in passed.items():
        facts = facts.with_item(item_id, item.facts)
    store_text(
        actor=actor,
        grant_id=grant_id,
        register_id=register_id,
        person=call.person,
        group=FieldGroup.FACTS,
        text=facts.text(),
        at=at,
    )
