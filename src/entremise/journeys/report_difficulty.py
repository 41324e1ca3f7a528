"""A caller heard a difficulty: the person's word, item by item, becomes a report, and the call ends with it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.held_card import TALKING, grants_for, held_card
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations.closing import close_call
from entremise.outreach.queries.calls import held_call
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.vocabulary.calls import Closing, HeldCall, Outcome, Refusal
from entremise.people.vault import copy_into, store_text
from entremise.people.vocabulary import Card
from entremise.referral.operations.reports import open_report
from entremise.referral.vocabulary.facts import Facts, ItemFacts
from entremise.referral.vocabulary.reports import Consent, NewItem, NewReport, OpenedReport

COPIED = tuple(group for group in TALKING if group is not FieldGroup.ANSWERS)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """One item as the caller wrote it; without consent its facts are not kept."""

    theme: str
    severity: int
    consent: Consent
    facts: ItemFacts


def report_difficulty(
    *, actor: Actor, call_id: int, token: int, items: tuple[Difficulty, ...], at: datetime
) -> OpenedReport:
    """Open a report, seal its facts, end the call; refuse with `NOT_HELD`, `NOTICE_NOT_GIVEN`."""
    call = held_call(actor=actor, call_id=call_id, at=at)
    if call.token != token or call.register_id is None:
        raise Refused(Refusal.NOT_HELD)
    outcome = outcome_of(call, items)
    card = held_card(actor=actor, call=call, groups=(*TALKING, FieldGroup.FACTS), at=at)
    with transaction.atomic():
        opened = open_report(actor=actor, new=new_report(call, card, items), at=at)
        seal(actor, call, card, dict(zip(opened.item_ids, items, strict=True)), at)
        closing = Closing(outcome=outcome)  # last: it ends the right to write about her
        close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=at)
    return opened


def outcome_of(call: HeldCall, items: tuple[Difficulty, ...]) -> Outcome:
    """Spoken, once the notice was given; before it, only a danger to life is reported."""
    if call.notice_given_at is not None:
        return Outcome.SPOKEN_DIFFICULTY
    if all(item.consent is Consent.VITAL for item in items):
        return Outcome.EMERGENCY
    raise Refused(Refusal.NOTICE_NOT_GIVEN)


def new_report(call: HeldCall, card: Card, items: tuple[Difficulty, ...]) -> NewReport:
    return NewReport(
        person=call.person,
        register_id=call.register_id or 0,
        organization_id=campaign(call.campaign_id).organization_id,
        origin=Origin("CALL", call.call_id),
        items=tuple(NewItem(item.theme, item.severity, item.consent) for item in items),
        kit_version_id=call.kit_version_id,
        district=card.district,
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
